"""The gate of the agreement: people are refused and told why, guests and programs are entered and told of."""

import frappe
import pytest
from erpnext.crm.doctype.lead.lead import make_customer, make_opportunity
from erpnext.crm.doctype.opportunity.opportunity import make_customer as customer_of_opportunity

from lead_intelligence.adapters import gate
from lead_intelligence.adapters.gate_notices import tell_of_bypass
from lead_intelligence.api import stage as api
from tests.bench.people import MANAGER, REP
from tests.site.agreed_leads import (
	a_live_definition,
	a_raw_lead,
	a_reached_lead,
	an_mql,
	stage_of,
	steps_of,
)
from tests.site.builders import journey_of
from tests.site.definition_builders import criterion
from tests.site.test_conversions import an_item, customer_of_prospect, prospect, quotation

GATES = {
	"opportunity_from_stage": "SAL",
	"quotation_from_stage": "SQL",
	"prospect_from_stage": "MQL",
	"customer_from_stage": "SQL",
}


def given_once():
	return a_live_definition(**GATES).name


@pytest.fixture
def agreement(given):
	return frappe.get_doc("Lead Definition", given)


@pytest.fixture
def rep(signed_in_as):
	"""Who may also make quotations and customers, as far as ERPNext is concerned."""
	an_item()
	roles = ("Sales Master Manager", "Sales Manager")
	frappe.get_doc("User", REP.user).add_roles(*roles)
	frappe.db.set_single_value("Lead Intelligence Settings", "gate_override_role", "System Manager")
	with signed_in_as(REP.user):
		yield REP
	frappe.clear_cache(user=REP.user)


def opportunity(lead):
	return make_opportunity(lead).insert()


def customer(lead):
	made = make_customer(lead)
	made.customer_name = f"Customer {lead}"
	return made.insert()


@pytest.mark.parametrize(
	("make", "target", "demanded"),
	[
		(opportunity, "Opportunity", "SAL"),
		(quotation, "Quotation", "SQL"),
		(prospect, "Prospect", "MQL"),
		(customer, "Customer", "SQL"),
	],
)
def test_a_rep_is_refused_with_all_there_is_to_know(rep, make, target, demanded):
	lead = a_reached_lead()
	with pytest.raises(frappe.ValidationError) as refusal:
		make(lead)
	said = str(refusal.value)
	assert f"is Lead. The agreement asks for {demanded} before a lead becomes {target}." in said
	assert "Is the head" in said
	assert ("Has a budget" in said) is (demanded == "SQL")
	assert "Who has the role System Manager can open the gate" in said
	assert stage_of(lead) == "Lead"


def test_what_stands_in_the_sentence_is_text(rep):
	from tests.site.agreed_leads import INTERESTED, WITH_BUDGET
	from tests.site.builders import condition

	named = criterion("Lead", "A <b>name</b>", condition("email_id", "is set"))
	a_live_definition(**GATES, criteria=[named, INTERESTED, WITH_BUDGET])
	lead = a_raw_lead()
	frappe.db.set_value("Lead", lead, "company_name", "<i>Slanted</i>")
	with pytest.raises(frappe.ValidationError, match="&lt;i&gt;Slanted") as refusal:
		opportunity(lead)
	assert "A &lt;b&gt;name&lt;/b&gt;" in str(refusal.value)


def test_who_is_that_far_passes(rep):
	lead = an_mql()
	prospect(lead)
	with pytest.raises(frappe.ValidationError, match="Nothing is missing"):
		opportunity(lead)
	assert api.accept(lead)["accepted"]
	opportunity(lead)
	assert stage_of(lead) == "Opportunity"


def test_who_was_put_aside_is_brought_back_first(rep):
	lead = an_mql()
	api.put_aside(lead, "Nurture", "x")
	with pytest.raises(frappe.ValidationError, match="bring it back first"):
		opportunity(lead)


def test_an_opened_gate_lets_this_lead_through(rep, signed_in_as):
	lead, other = a_raw_lead(), a_raw_lead()
	with pytest.raises(frappe.PermissionError):
		api.open_gate(lead, "Opportunity", "Big fish")
	frappe.set_user("Administrator")
	api.open_gate(lead, "Opportunity", "Big fish")
	frappe.set_user(REP.user)
	opportunity(lead)
	assert steps_of(lead)[-2:] == [
		("Gate opened", "Raw", "Raw"),
		("Stage changed", "Raw", "Opportunity"),
	]
	for closed in (lambda: opportunity(other), lambda: customer(a_raw_lead())):
		with pytest.raises(frappe.ValidationError, match="The agreement asks"):
			closed()


def test_a_customer_of_an_opportunity_is_gated_too(rep):
	a_live_definition(customer_from_stage="SQL")
	lead = an_mql()
	api.accept(lead)
	made = opportunity(lead)
	frappe.db.set_value("Lead", lead, "li_stage", "SAL")
	mapped = customer_of_opportunity(made.name)
	mapped.customer_name = "Of an opportunity"
	mapped.lead_name = None
	with pytest.raises(frappe.ValidationError, match="before a lead becomes Customer"):
		mapped.insert()


def test_a_customer_of_a_prospect_asks_for_each_of_its_leads(rep):
	a_live_definition(customer_from_stage="SQL")
	made = prospect(a_raw_lead(company_name="One"), a_raw_lead(company_name="Two"))
	with pytest.raises(frappe.ValidationError) as refusal:
		customer_of_prospect(made.name)
	assert "One" in str(refusal.value)
	assert "Two" in str(refusal.value)


def test_leads_that_are_put_into_a_prospect_later(rep):
	made = prospect(an_mql())
	made.append("leads", {"lead": a_raw_lead()})
	with pytest.raises(frappe.ValidationError, match="before a lead becomes Prospect"):
		made.save()
	made.reload()
	made.industry = None
	made.save()


def test_a_record_that_is_given_another_lead(rep):
	lead = an_mql()
	api.accept(lead)
	made = opportunity(lead)
	made.reload()
	made.contact_email = "x@y.example"
	made.save()
	made.party_name = a_raw_lead()
	with pytest.raises(frappe.ValidationError, match="before a lead becomes Opportunity"):
		made.save()


def test_a_file_that_a_user_imports_is_their_hand(rep):
	lead = a_raw_lead()
	frappe.flags.in_import = True
	try:
		with pytest.raises(frappe.ValidationError, match="The agreement asks"):
			opportunity(lead)
	finally:
		frappe.flags.in_import = False


def test_without_a_gate_or_an_agreement_nobody_is_refused(rep, agreement):
	frappe.set_user("Administrator")
	agreement.reload().cancel()
	frappe.set_user(REP.user)
	opportunity(a_raw_lead())


def test_a_defect_of_ours_keeps_no_gate_closed(rep, monkeypatch):
	def broken(*args, **kwargs):
		raise RuntimeError("broken on purpose")

	lead = a_raw_lead()
	logged = frappe.db.count("Error Log")
	monkeypatch.setattr(gate, "_closed", broken)
	opportunity(lead)
	assert frappe.db.count("Error Log") == logged + 1
	assert stage_of(lead) == "Opportunity"


def by_a_guest(lead):
	made = make_opportunity(lead)
	frappe.set_user("Guest")
	try:
		return made.insert(ignore_permissions=True)
	finally:
		frappe.set_user("Administrator")


def by_a_job(lead):
	frappe.local.job = frappe._dict(method="any")
	frappe.set_user(REP.user)
	try:
		return make_opportunity(lead).insert()
	finally:
		frappe.local.job = None
		frappe.set_user("Administrator")


def by_the_console(lead):
	return opportunity(lead)


def by_a_web_form(lead):
	frappe.flags.in_web_form = True
	frappe.set_user(REP.user)
	try:
		return make_opportunity(lead).insert()
	finally:
		frappe.flags.in_web_form = False
		frappe.set_user("Administrator")


@pytest.mark.parametrize("make", [by_a_guest, by_a_job, by_the_console, by_a_web_form])
def test_what_comes_from_outside_is_never_refused_and_entered(make):
	lead = a_reached_lead()
	made = make(lead)
	assert stage_of(lead) == "Opportunity"
	bypassed, moved = journey_of(lead)[-2:]
	assert (bypassed.kind, bypassed.stage_after, bypassed.reference_name) == (
		"Gate bypassed",
		"Lead",
		made.name,
	)
	evidence = frappe.parse_json(bypassed.evidence)
	assert (evidence["target"], evidence["demanded"]) == ("Opportunity", "SAL")
	assert (moved.kind, moved.stage_after) == ("Stage changed", "Opportunity")


def test_a_change_of_what_was_let_through_is_not_entered_again():
	lead = a_reached_lead()
	made = by_a_guest(lead)
	made.reload()
	made.contact_email = "x@y.example"
	made.save()
	assert [kind for kind, *_ in steps_of(lead)].count("Gate bypassed") == 1


def test_those_who_have_signed_and_the_owner_are_told(agreement):
	frappe.db.delete("Notification Log")
	lead = a_reached_lead(lead_owner="theo@atelier-lumiere.example")
	record = ["Opportunity", "CRM-<OPP>"]
	told = {"lead": lead, "target": "Opportunity", "stage": "Lead", "demanded": "SAL"}
	tell_of_bypass(frappe._dict(told, record=record, definition=agreement.name))
	logs = frappe.get_all("Notification Log", fields=["for_user", "subject", "document_name"])
	assert {log.for_user for log in logs} == {
		REP.user,
		MANAGER.user,
		"theo@atelier-lumiere.example",
	}
	assert {log.document_name for log in logs} == {lead}
	assert all("CRM-&lt;OPP&gt;" in log.subject for log in logs)


def test_the_contact_page_makes_its_opportunity_all_the_same(monkeypatch):
	from erpnext.templates.utils import send_message

	monkeypatch.setattr(frappe, "sendmail", lambda *args, **kwargs: None)
	frappe.set_user("Guest")
	try:
		send_message("visitor@gate.example", "How much?", "Pumps")
	finally:
		frappe.set_user("Administrator")
	lead = frappe.db.get_value("Lead", {"email_id": "visitor@gate.example"})
	assert stage_of(lead) == "Opportunity"
	assert "Gate bypassed" in [kind for kind, *_ in steps_of(lead)]


def test_quotations_of_customers_and_other_records_are_none_of_our_business(rep):
	customer_doc = frappe.get_doc(
		{"doctype": "Customer", "customer_name": "Without a lead", "customer_type": "Company"}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Opportunity",
			"opportunity_from": "Customer",
			"party_name": customer_doc.name,
			"company": frappe.defaults.get_global_default("company"),
		}
	).insert()


def test_a_lead_that_was_not_placed_yet_is_placed_first(rep):
	lead = an_mql()
	frappe.db.set_value("Lead", lead, {"li_stage": None, "li_definition": None})
	prospect(lead)
	assert stage_of(lead) == "MQL"
