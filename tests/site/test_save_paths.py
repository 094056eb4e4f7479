"""Every way in which code of Frappe and ERPNext saves a lead scores it."""

import frappe
import pytest
from erpnext.crm.doctype.lead.lead import make_lead_from_communication
from frappe.desk.form.save import savedocs

from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored


def given_once():
	return a_live_model(
		rule("job_title", "is", "CEO", points=25),
		rule("mobile_no", "is set", points=4),
		rule("phone", "is set", points=3),
		rule("status", "is", "Opportunity", points=2),
	)


def test_a_lead_inserted_and_saved_by_a_rep(signed_in_as):
	with signed_in_as(REP.user):
		lead = a_lead(job_title="Clerk")
		assert stored(lead, "li_points") == 0
		lead = frappe.get_doc("Lead", lead.name)
		lead.job_title = "CEO"
		lead.save()
	assert stored(lead, "li_points", "li_grade") == {"li_points": 25, "li_grade": "Hot"}
	assert (lead.li_points, lead.li_grade) == (25, "Hot")


def test_a_form_saved_on_the_desk(signed_in_as):
	with signed_in_as(REP.user):
		lead = a_lead()
		form = {**frappe.get_doc("Lead", lead.name).as_dict(), "job_title": "CEO"}
		savedocs(frappe.as_json(form), "Save")
	assert stored(lead, "li_points") == 25


def test_a_field_set_past_saving_by_a_contact():
	lead = a_lead(email_id="ada@paths.example")
	assert stored(lead, "li_points") == 0
	contact = frappe.get_doc("Contact", {"email_id": "ada@paths.example"})
	contact.append("phone_nos", {"phone": "+33 1 23 45 67 89", "is_primary_phone": 1})
	contact.save()
	assert stored(lead, "li_points") == 7
	assert [row.points_after for row in journey_of(lead.name)] == [0, 3, 7]


def test_a_phone_that_the_contact_writes_back_while_the_lead_is_inserted():
	lead = a_lead(phone="+33 1 23 45 67 89")
	assert stored(lead, "mobile_no")
	assert stored(lead, "li_points") == 7
	assert [(row.kind, row.points_after) for row in journey_of(lead.name)] == [("First score", 7)]
	assert lead.li_points == 7


def test_a_status_that_an_opportunity_writes_back():
	lead = a_lead()
	frappe.get_doc(
		{
			"doctype": "Opportunity",
			"opportunity_from": "Lead",
			"party_name": lead.name,
			"company": lead.company,
		}
	).insert()
	assert stored(lead, "status", "li_points") == {"status": "Opportunity", "li_points": 2}


def test_a_field_changed_by_someone_elses_hook_after_validation(monkeypatch):
	def set_title(doc, method=None):
		doc.db_set("job_title", "CEO")

	monkeypatch.setattr("erpnext.crm.doctype.lead.lead.Lead.on_update", set_title)
	lead = a_lead(job_title="Clerk")
	lead = frappe.get_doc("Lead", lead.name)
	lead.job_title = "Clerk"
	lead.save()
	assert stored(lead, "job_title", "li_points") == {"job_title": "CEO", "li_points": 25}
	assert len(journey_of(lead.name)) == 1


def test_a_lead_that_a_script_saves_again_while_it_is_saved(monkeypatch):
	def save_again(doc, method=None):
		if not frappe.flags.saved_again:
			frappe.flags.saved_again = True
			copy = frappe.get_doc("Lead", doc.name)
			copy.job_title = "CEO"
			copy.save()

	monkeypatch.setattr("erpnext.crm.doctype.lead.lead.Lead.on_update", save_again)
	lead = a_lead(job_title="Clerk")
	assert stored(lead, "job_title", "li_points") == {"job_title": "CEO", "li_points": 25}
	rows = sorted(journey_of(lead.name), key=lambda row: row.at)
	assert [(row.kind, row.points_after) for row in rows] == [("First score", 0), ("Grade changed", 25)]


def test_a_field_that_a_server_script_sets_while_saving(monkeypatch):
	"""A server script of the kind "Before Save" runs after the `validate` of every app."""

	def script(doc, event):
		if doc.doctype == "Lead" and event == "validate":
			doc.job_title = "CEO"

	monkeypatch.setattr("frappe.model.document.run_server_script_for_doc_event", script)
	assert stored(a_lead(), "li_points") == 25


def test_a_lead_made_of_an_email_on_the_desk():
	mail = frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"sender": "grace@paths.example",
			"sender_full_name": "Grace Hopper",
			"phone_no": "+1 555 01",
			"content": "Hello",
			"subject": "Hello",
		}
	).insert()
	assert stored(make_lead_from_communication(mail.name), "li_points") == 7


@pytest.mark.parametrize(
	"flag", ["ignore_validate", "ignore_permissions", "ignore_mandatory", "ignore_links"]
)
def test_a_lead_saved_with_a_check_switched_off(flag):
	lead = frappe.get_doc({"doctype": "Lead", "first_name": "Ada", "lead_name": "Ada", "job_title": "CEO"})
	lead.flags[flag] = True
	lead.insert()
	assert stored(lead, "li_points") == 25
	assert [row.kind for row in journey_of(lead.name)] == ["First score"]
	lead = frappe.get_doc("Lead", lead.name)
	lead.flags[flag] = True
	lead.job_title = "Clerk"
	lead.save()
	assert stored(lead, "li_points") == 0


def test_a_value_set_in_the_database_is_seen_at_the_next_rescore():
	lead = a_lead()
	frappe.db.set_value("Lead", lead.name, "job_title", "CEO")
	assert stored(lead, "li_points") == 0
	frappe.get_attr("lead_intelligence.api.lead_score.rescore")(lead.name)
	assert stored(lead, "li_points") == 25


def test_no_one_sets_a_score_past_saving():
	lead = a_lead(job_title="CEO")
	frappe.get_doc("Lead", lead.name).db_set({"li_points": 99, "li_grade": "Best"})
	assert stored(lead, "li_points", "li_grade") == {"li_points": 25, "li_grade": "Hot"}
