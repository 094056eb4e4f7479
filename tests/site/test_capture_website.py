"""Forms of the website, the contact page and mails that make leads end as touches of the one lead."""

import json
from email.message import EmailMessage
from types import SimpleNamespace

import frappe
import pytest
import requests
from erpnext.templates.utils import send_message
from frappe.email.receive import InboundMail

from lead_intelligence.adapters.capture import web_form as repeated_forms
from lead_intelligence.adapters.capture.lead import LEAD
from lead_intelligence.adapters.capture.stored_records import record_stored
from lead_intelligence.api.web_form import accept
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of

ADA = "ada@analytical.example"
FORM = "ask-for-pumps"


def a_form() -> None:
	"""Published, for everybody."""
	if frappe.db.exists("Web Form", FORM):
		return
	fields = [
		{"fieldname": name, "label": label, "fieldtype": "Data"}
		for name, label in (("first_name", "Name"), ("email_id", "E-Mail"), ("city", "City"))
	]
	values = {"title": "Ask for pumps", "route": FORM, "doc_type": "Lead", "published": 1, "anonymous": 1}
	form = frappe.get_doc({"doctype": "Web Form", "module": "CRM", "web_form_fields": fields, **values})
	form.name = FORM
	form.insert()


@pytest.fixture
def form(rolled_back):
	a_form()
	frappe.db.set_single_value("CRM Settings", "allow_lead_duplication_based_on_emails", 0)
	yield FORM
	frappe.flags.in_web_form = False


def filled_in(form, **values):
	data = {"first_name": "Ada", "email_id": ADA, **values}
	frappe.set_user("Guest")
	# Setting the user empties it.
	frappe.local.form_dict = frappe._dict(web_form=form, data=json.dumps(data))
	try:
		return accept(form, json.dumps(data))
	finally:
		frappe.set_user("Administrator")


def leads_of_ada():
	return frappe.get_all("Lead", filters={"email_id": ADA}, pluck="name")


def test_the_first_form_makes_a_lead_with_a_touch(form):
	filled_in(form)
	(lead,) = leads_of_ada()
	(row,) = rows_of(lead)
	assert (row.kind, row.signal, row.channel) == ("Contact Form", "Intent", "Website")
	assert record_stored(LEAD, [lead]).touches == 0


def test_a_second_form_is_a_touch_of_the_same_lead(form):
	filled_in(form)
	contacts = frappe.db.count("Contact")
	answer = filled_in(form, city="Turin <script>")
	assert answer == {"doctype": "Lead"}
	assert not frappe.get_message_log()
	(lead,) = leads_of_ada()
	_first, second = rows_of(lead)
	assert (second.kind, second.signal, second.subject) == ("Contact Form", "Intent", "Ask for pumps")
	assert (second.reference_doctype, second.reference_name) == ("Web Form", form)
	assert frappe.db.count("Contact") == contacts
	comment = frappe.db.get_value("Comment", {"reference_name": lead, "comment_type": "Comment"}, "content")
	assert "Turin" in comment
	assert "<script>" not in comment


def test_whoever_presses_the_button_twice_has_filled_it_in_once(form):
	lead = a_lead(email_id=ADA).name
	for _time in range(2):
		filled_in(form, city="Turin")
	assert [row.kind for row in rows_of(lead)] == ["Contact Form"]
	assert frappe.db.count("Comment", {"reference_name": lead, "comment_type": "Comment"}) == 1


def test_a_defect_of_ours_leaves_the_refusal_of_erpnext(form, monkeypatch):
	a_lead(email_id=ADA)

	def fail(*args):
		raise RuntimeError("broken on purpose")

	monkeypatch.setattr(repeated_forms, "record", fail)
	with pytest.raises(frappe.DuplicateEntryError):
		filled_in(form)


def test_a_form_that_edits_a_lead_is_refused_as_before(form):
	other = a_lead(email_id=ADA)
	mine = a_lead(email_id="mine@analytical.example")
	frappe.db.set_value("Web Form", form, "allow_edit", 1)
	frappe.clear_document_cache("Web Form", form)
	with pytest.raises((frappe.DuplicateEntryError, frappe.PermissionError)):
		filled_in(form, name=mine.name)
	assert rows_of(other.name) == []


def test_the_contact_page_is_one_touch_also_of_a_new_lead(monkeypatch):
	monkeypatch.setattr(frappe, "sendmail", lambda *args, **kwargs: None)
	frappe.set_user("Guest")
	try:
		for _time in range(2):
			send_message(ADA, "How much?", "Pumps")
	finally:
		frappe.set_user("Administrator")
	(lead,) = leads_of_ada()
	rows = rows_of(lead)
	assert [(row.kind, row.subject) for row in rows] == [("Contact Form", "Pumps")] * 2
	assert {row.reference_doctype for row in rows} == {"Opportunity"}
	assert record_stored(LEAD, [lead]).touches == 0


def test_a_guests_lead_of_which_nothing_else_tells_is_found_by_the_back_fill():
	frappe.set_user("Guest")
	lead = frappe.get_doc({"doctype": "Lead", "first_name": "Ada"}).insert(ignore_permissions=True)
	frappe.set_user("Administrator")
	assert record_stored(LEAD, [lead.name]).touches == 1
	assert [row.kind for row in rows_of(lead.name)] == ["Contact Form"]


def a_received_mail(subject="How much?", sender=ADA, **headers):
	mail = EmailMessage()
	mail["From"], mail["To"], mail["Subject"] = f"Ada <{sender}>", "sales@atelier-lumiere.example", subject
	mail["Message-ID"] = f"<{frappe.generate_hash(length=12)}@analytical.example>"
	for name, value in headers.items():
		mail[name.replace("_", "-")] = value
	mail.set_content("How much are your pumps?")
	return mail.as_bytes()


@pytest.fixture
def inbox():
	"""An account whose mails are appended to leads."""
	account = SimpleNamespace(
		name=None, email_id="sales@atelier-lumiere.example", append_to="Lead", use_imap=0
	)
	return lambda content: InboundMail(content, account).process()


def test_mails_of_one_sender_are_touches_of_one_lead(inbox):
	inbox(a_received_mail())
	inbox(a_received_mail("Something else entirely"))
	(lead,) = leads_of_ada()
	assert [row.kind for row in rows_of(lead)] == ["E-Mail Received"] * 2


def test_a_reply_that_is_received_and_one_that_is_automatic(inbox):
	lead = a_lead(email_id=ADA)
	ours = frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_medium": "Email",
			"sent_or_received": "Sent",
			"sender": "rosa@atelier-lumiere.example",
			"recipients": ADA,
			"subject": "Pumps",
			"message_id": "ours@atelier-lumiere.example",
			"reference_doctype": "Lead",
			"reference_name": lead.name,
		}
	).insert()
	inbox(a_received_mail("Re: Pumps", In_Reply_To=f"<{ours.message_id}>"))
	inbox(a_received_mail("Automatic reply: Pumps", In_Reply_To=f"<{ours.message_id}>"))
	assert [row.kind for row in rows_of(lead.name)] == ["E-Mail Sent", "E-Mail Replied"]


def test_over_http_a_known_visitor_reads_no_error_and_learns_nothing(live_site):
	address = f"{frappe.generate_hash(length=8)}@analytical.example"

	def prepare():
		a_form()
		frappe.db.set_single_value("CRM Settings", "allow_lead_duplication_based_on_emails", 0)
		return a_lead(email_id=address, phone="+33 1 23 45 67 89").name

	lead = live_site.run(prepare)
	data = {"data": json.dumps({"first_name": "Ada", "email_id": address}), "web_form": FORM}
	method = "frappe.website.doctype.web_form.web_form.accept"
	answer = requests.post(f"{live_site.url}/api/method/{method}", data=data, timeout=60)
	assert answer.status_code == 200, answer.text[-2000:]
	assert answer.json() == {"message": {"doctype": "Lead"}}
	assert [row.kind for row in live_site.run(lambda: rows_of(lead))] == ["Contact Form"]
