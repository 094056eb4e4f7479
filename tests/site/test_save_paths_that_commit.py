"""The ways in which a lead arrives from outside: over HTTP, from a file, a form on the website or a mailbox."""

from email.message import EmailMessage

import frappe
import pytest
import requests
from frappe.core.doctype.data_import.data_import import start_import

from tests.site.builders import journey_of

FORM = "Tell us about you"
MAILBOX = "Leads of the atelier"


@pytest.fixture
def rep(live_site):
	return live_site.signed_in("Sales User")


def scored(live_site, **key) -> dict:
	"""The lead's score, that its journey begins with it, and who entered it."""

	def look() -> dict:
		fields = ["name", "li_points", "li_grade", "li_needs_evaluation", "owner"]
		lead = frappe.db.get_value("Lead", key, fields, as_dict=True)
		first = journey_of(lead.name)[0]
		assert (first.kind, first.author) == ("First score", lead.owner)
		return lead

	# What brought the lead in is a touch of it as well, and touches are evaluated by a job.
	live_site.wait_for_jobs()
	lead = live_site.run(look)
	assert lead.li_grade
	assert lead.li_points > 0
	assert not lead.li_needs_evaluation
	return lead


def points_of(live_site, lead: str) -> int:
	return live_site.run(lambda: frappe.db.get_value("Lead", lead, "li_points"))


def test_over_rest(live_site, rep):
	made = rep.post("/api/resource/Lead", json={"first_name": "Rest", "company_name": "Rest & Co"})
	lead = made.json()["data"]
	assert scored(live_site, name=lead["name"]).li_points == lead["li_points"]
	changed = rep.put(f"/api/resource/Lead/{lead['name']}", json={"job_title": "CEO"}).json()["data"]
	assert changed["li_points"] == lead["li_points"] + 25 == points_of(live_site, lead["name"])


def test_edited_in_bulk(live_site, rep):
	names = [
		rep.post("/api/resource/Lead", json={"first_name": f"Bulk {number}"}).json()["data"]["name"]
		for number in range(2)
	]
	before = [points_of(live_site, name) for name in names]
	rep.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype="Lead",
		docnames=frappe.as_json(names),
		action="update",
		data='{"job_title": "CEO"}',
	)
	assert [points_of(live_site, name) for name in names] == [points + 25 for points in before]


def test_entered_quickly_on_the_desk(live_site, rep):
	"""Quick entry and a link field's "Create a new" both send `frappe.client.insert`."""
	lead = rep.call("frappe.client.insert", doc={"doctype": "Lead", "lead_name": "Quick", "job_title": "CEO"})
	assert scored(live_site, name=lead["name"]).li_points == lead["li_points"]


def test_imported_from_a_file(live_site):
	def start() -> str:
		frappe.set_user("Administrator")
		content = "First Name,Organization Name,Job Title\nImported,Import 1,CEO\nImported,Import 2,Clerk\n"
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "leads-to-import.csv", "content": content, "is_private": 1}
		).insert()
		job = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": "Lead",
				"import_type": "Insert New Records",
				"import_file": file.file_url,
				"submit_after_import": 0,
				"mute_emails": 1,
			}
		).insert()
		frappe.db.commit()
		# What the worker runs; the button that queues it wants a running scheduler.
		start_import(job.name)
		return job.name

	job = live_site.run(start)
	assert live_site.run(lambda: frappe.db.get_value("Data Import", job, "status")) == "Success"
	boss, clerk = (scored(live_site, company_name=f"Import {number}") for number in (1, 2))
	assert boss.li_points == clerk.li_points + 25


def publish_form() -> None:
	if frappe.db.exists("Web Form", {"title": FORM}):
		return
	fields = [("first_name", "Data"), ("company_name", "Data"), ("email_id", "Data"), ("job_title", "Data")]
	frappe.get_doc(
		{
			"doctype": "Web Form",
			"title": FORM,
			"route": "tell-us",
			"doc_type": "Lead",
			"module": "CRM",
			"published": 1,
			"login_required": 0,
			"anonymous": 0,
			"web_form_fields": [
				{"fieldname": name, "fieldtype": kind, "label": frappe.unscrub(name)} for name, kind in fields
			],
		}
	).insert()


def test_sent_by_a_guest_with_a_web_form(live_site):
	live_site.run(publish_form)
	name = live_site.run(lambda: frappe.db.get_value("Web Form", {"title": FORM}))
	guest = {
		"first_name": "Guest",
		"company_name": "Web & Co",
		"email_id": "guest@web-form.example",
		"job_title": "CEO",
	}
	session = requests.Session()
	assert session.get(f"{live_site.url}/tell-us/new").ok
	answer = session.post(
		f"{live_site.url}/api/method/frappe.website.doctype.web_form.web_form.accept",
		data={"web_form": name, "data": frappe.as_json({"doctype": "Lead", "web_form_name": name, **guest})},
		headers={"Accept": "application/json"},
	)
	assert answer.ok, answer.text
	assert scored(live_site, email_id="guest@web-form.example").owner == "Guest"


def a_mailbox() -> None:
	if frappe.db.exists("Email Account", MAILBOX):
		return
	domain = frappe.get_doc(
		{
			"doctype": "Email Domain",
			"domain_name": "atelier.example",
			"email_server": "imap.atelier.example",
			"smtp_server": "smtp.atelier.example",
		}
	)
	domain.flags.ignore_validate = True
	domain.flags.ignore_mandatory = True
	domain.db_insert()
	account = frappe.get_doc(
		{
			"doctype": "Email Account",
			"email_account_name": MAILBOX,
			"email_id": "leads@atelier.example",
			"domain": "atelier.example",
			"enable_incoming": 1,
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"append_to": "Lead",
			"create_contact": 1,
			"use_imap": 0,
			"password": "x",
		}
	)
	# Validation would sign in at the mail server.
	account.set_new_name()
	account.db_insert()


def test_written_to_a_mailbox_that_appends_to_leads(live_site):
	def receive() -> None:
		from frappe.email.receive import InboundMail

		a_mailbox()
		mail = EmailMessage()
		mail["From"] = "Grace Hopper <grace@mail-path.example>"
		mail["To"] = "leads@atelier.example"
		mail["Subject"] = "Your compilers"
		mail["Message-Id"] = f"<{frappe.generate_hash()}@mail-path.example>"
		mail["Date"] = "Mon, 02 Mar 2026 09:00:00 +0100"
		mail.set_content("We would like to know more.")
		account = frappe.get_doc("Email Account", MAILBOX)
		InboundMail(mail.as_bytes(), account, uid=1, seen_status=0).process()

	live_site.run(receive)
	scored(live_site, email_id="grace@mail-path.example")


def test_sent_with_the_contact_page(live_site):
	live_site.run(a_mailbox)
	answer = requests.post(
		f"{live_site.url}/api/method/erpnext.templates.utils.send_message",
		data={"sender": "ada@contact-page.example", "message": "Hello", "subject": "Website Query"},
		headers={"Accept": "application/json"},
	)
	assert answer.ok, answer.text
	scored(live_site, email_id="ada@contact-page.example")


def test_booked_as_an_appointment(live_site):
	def book() -> None:
		a_mailbox()
		frappe.get_doc(
			{
				"doctype": "Appointment",
				"customer_name": "Booker",
				"customer_email": "booker@appointment.example",
				"customer_phone_number": "+33 1",
				"scheduled_time": "2030-01-01 10:00:00",
				"status": "Open",
			}
		).insert(ignore_permissions=True).create_lead_and_link()

	live_site.run(book)
	scored(live_site, email_id="booker@appointment.example")
