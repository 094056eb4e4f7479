"""Leads follow what ERPNext makes of them, on every way on which it does."""

import frappe
import pytest
from erpnext.crm.doctype.lead.lead import make_customer, make_opportunity, make_quotation
from erpnext.crm.doctype.opportunity.opportunity import make_customer as customer_of_opportunity
from frappe.utils import add_days, now_datetime

from lead_intelligence.adapters import conversion_moves
from lead_intelligence.adapters.conversions import conversions_of
from lead_intelligence.adapters.reconciliation import leads_apart, reconcile_together
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api import stage as api
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import Stage
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import erpnext_alone
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.agreed_leads import (
	a_live_definition,
	a_raw_lead,
	a_reached_lead,
	an_mql,
	handovers_of,
	stage_of,
	steps_of,
)
from tests.site.builders import a_lead, journey_of, stored


def given_once():
	return a_live_definition().name


@pytest.fixture
def agreement(given):
	return frappe.get_doc("Lead Definition", given)


def opportunity(lead, **fields):
	made = make_opportunity(lead)
	made.update(fields)
	return made.insert()


def an_item():
	if not frappe.db.exists("Item", "Pump"):
		group = frappe.db.get_value("Item Group", {"is_group": 0})
		item = {"doctype": "Item", "item_code": "Pump", "item_group": group, "is_stock_item": 0}
		frappe.get_doc(item).insert()


def quotation(lead):
	an_item()
	made = make_quotation(lead)
	made.company = COMPANY
	made.append("items", {"item_code": "Pump", "qty": 1, "rate": 10})
	return made.insert()


def customer(lead):
	made = make_customer(lead)
	made.customer_name = f"{made.customer_name} {lead}"
	return made.insert()


def prospect(*leads):
	rows = [{"lead": lead} for lead in leads]
	return frappe.get_doc(
		{"doctype": "Prospect", "company_name": f"Prospect {leads[0]}", "company": COMPANY, "leads": rows}
	).insert()


def customer_of_prospect(name):
	fields = {"customer_name": name, "customer_type": "Company", "prospect_name": name}
	return frappe.get_doc({"doctype": "Customer", **fields}).insert()


def past_events(work):
	"""As if our hooks had not been there."""
	with erpnext_alone():
		return work()


@pytest.mark.parametrize(
	("make", "doctype", "stage"),
	[
		(opportunity, "Opportunity", "Opportunity"),
		(quotation, "Quotation", "Opportunity"),
		(customer, "Customer", "Customer"),
	],
)
def test_each_button_moves_the_lead_and_says_by_what(make, doctype, stage):
	lead = a_reached_lead()
	made = make(lead)
	assert stage_of(lead) == stage
	last = journey_of(lead)[-1]
	assert (last.kind, last.cause, last.stage_before, last.stage_after) == (
		"Stage changed",
		"Conversion",
		"Lead",
		stage,
	)
	assert (last.reference_doctype, last.reference_name) == (doctype, made.name)
	assert last.at == stored(lead, "li_stage_since")
	assert frappe.parse_json(last.evidence)["skipped"][:3] == ["MQL", "SAL", "SQL"]


def test_an_mql_that_is_converted_waits_for_nobody_any_more():
	lead = an_mql()
	opportunity(lead)
	assert handovers_of(lead)[0].status == "Withdrawn"
	assert stored(lead, "li_due_at") is None


def test_a_second_record_moves_nothing():
	lead = a_reached_lead()
	opportunity(lead)
	rows = len(steps_of(lead))
	opportunity(lead)
	quotation(lead)
	assert len(steps_of(lead)) == rows


def test_a_customer_of_an_opportunity_is_the_leads():
	lead = a_reached_lead()
	made = customer_of_opportunity(opportunity(lead).name)
	made.customer_name = "Of an opportunity"
	made.lead_name = None
	made.insert()
	assert stage_of(lead) == "Customer"


def test_a_customer_of_a_prospect_is_that_of_all_its_leads():
	first, second = a_reached_lead(), a_raw_lead()
	made = prospect(first, second)
	assert [stage_of(lead) for lead in (first, second)] == ["Lead", "Raw"]
	customer_of_prospect(made.name)
	assert [stage_of(lead) for lead in (first, second)] == ["Customer", "Customer"]


def test_a_lead_that_joins_a_prospect_with_a_customer():
	first, late = a_raw_lead(), a_raw_lead()
	made = prospect(first)
	customer_of_prospect(made.name)
	made.reload()
	made.append("leads", {"lead": late})
	made.save()
	assert stage_of(late) == "Customer"
	made.reload()
	made.remove(made.leads[1])
	made.save()
	assert stage_of(late) == "Raw"


def test_the_customer_that_a_quotation_makes_by_itself():
	from erpnext.selling.doctype.quotation.quotation import make_sales_order

	lead = a_reached_lead()
	made = quotation(lead)
	made.submit()
	frappe.flags.ignore_permissions = True
	make_sales_order(made.name)
	assert frappe.db.exists("Customer", {"lead_name": lead})
	assert stage_of(lead) == "Customer"


def test_what_is_made_of_a_lead_that_was_put_aside_begins_a_cycle(signed_in_as):
	lead = an_mql()
	with signed_in_as(REP.user):
		api.put_aside(lead, "Nurture", "Later")
	opportunity(lead)
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("Opportunity", 2)


def test_a_record_that_changes_its_lead_leaves_both_right():
	first, second = a_reached_lead(), a_raw_lead()
	made = opportunity(first)
	made.reload()
	made.party_name = second
	made.save()
	assert (stage_of(first), stage_of(second)) == ("Lead", "Opportunity")
	assert steps_of(first)[-1] == ("Stage changed", "Opportunity", "Lead")


@pytest.mark.parametrize("make", [opportunity, quotation, customer])
def test_a_deleted_record_gives_the_stage_of_before_back(make):
	lead = a_reached_lead()
	made = make(lead)
	frappe.delete_doc(made.doctype, made.name)
	assert stage_of(lead) == "Lead"
	last = [row for row in journey_of(lead) if row.stage_after][-1]
	assert (last.stage_before, last.reference_name) == (steps_of(lead)[-2][2], made.name)


def test_what_is_left_counts():
	lead = a_reached_lead()
	first, _second = opportunity(lead), opportunity(lead)
	frappe.delete_doc("Opportunity", first.name)
	assert stage_of(lead) == "Opportunity"
	made = customer(lead)
	frappe.delete_doc("Customer", made.name)
	assert stage_of(lead) == "Opportunity"
	assert stored(lead, "status") == "Interested"


def test_an_mql_of_before_is_handed_over_again_when_its_opportunity_is_gone(signed_in_as):
	lead = an_mql()
	made = opportunity(lead)
	frappe.delete_doc("Opportunity", made.name)
	assert stage_of(lead) == "MQL"
	assert [row.status for row in handovers_of(lead)] == ["Withdrawn", "Waiting"]


def test_a_lead_that_was_put_aside_before_is_put_aside_again(signed_in_as):
	lead = an_mql()
	with signed_in_as(REP.user):
		api.put_aside(lead, "Nurture", "Later", str(add_days(now_datetime(), 20).date()))
	made = opportunity(lead)
	frappe.delete_doc("Opportunity", made.name)
	assert stage_of(lead) == "Nurture"
	assert stored(lead, "li_revisit_on") == add_days(now_datetime(), 20).date()
	doc = frappe.get_doc("Lead", lead)
	doc.city = "Lyon"
	doc.save()
	assert stage_of(lead) == "Nurture"


def test_a_lead_of_an_sdr_that_loses_its_opportunity_keeps_its_handover(signed_in_as):
	lead = an_mql()
	with signed_in_as(REP.user):
		api.accept(lead)
	made = opportunity(lead)
	with signed_in_as(REP.user):
		api.hand_over(lead, SECOND_REP.user)
	frappe.delete_doc("Opportunity", made.name)
	assert stage_of(lead) == "SAL"
	assert handovers_of(lead)[-1].status == "Waiting"


def test_a_cancelled_quotation_and_a_lost_opportunity_move_nothing():
	lead, other = a_reached_lead(), a_reached_lead()
	made = quotation(lead)
	made.submit()
	made.cancel()
	assert stage_of(lead) == "Opportunity"
	reconcile_together([lead])
	assert stage_of(lead) == "Opportunity"
	lost = opportunity(other)
	lost.reload()
	lost.status = "Lost"
	lost.save()
	assert stage_of(other) == "Opportunity"


def test_a_lead_converted_before_the_agreement_is_placed_there_with_its_time():
	lead = a_lead(email_id="past@agreed.example").name
	made = past_events(lambda: opportunity(lead))
	at = add_days(now_datetime(), -100).replace(microsecond=0)
	frappe.db.set_value("Opportunity", made.name, "creation", at)
	frappe.db.set_value("Lead", lead, {"creation": add_days(at, -3), "li_stage": None, "li_definition": None})
	reevaluate([lead], Cause.POLICY)
	assert (stage_of(lead), stored(lead, "li_stage_since"), stored(lead, "li_cycle")) == (
		"Opportunity",
		at,
		0,
	)


def test_a_lead_that_is_only_called_converted_is_a_customer_of_unknown_time():
	lead = a_lead(email_id="called@agreed.example").name
	frappe.db.set_value("Lead", lead, {"status": "Converted", "li_stage": None, "li_definition": None})
	reevaluate([lead], Cause.POLICY)
	assert (stage_of(lead), stored(lead, "li_stage_since")) == ("Customer", None)
	assert journey_of(lead)[-1].at is None


def test_a_lead_that_no_agreement_is_for_stays_without_a_stage(agreement):
	agreement.reload().cancel()
	lead = a_reached_lead()
	opportunity(lead)
	assert stage_of(lead) is None


def test_a_lead_whose_agreement_has_ended_still_follows_its_records(agreement):
	lead = a_reached_lead()
	agreement.reload().cancel()
	opportunity(lead)
	assert stage_of(lead) == "Opportunity"


def test_a_defect_of_ours_keeps_no_opportunity_from_being_made(monkeypatch):
	def broken(*args, **kwargs):
		raise RuntimeError("broken on purpose")

	lead = a_reached_lead()
	with monkeypatch.context() as patch:
		patch.setattr(conversion_moves, "standing_of", broken)
		patch.setattr(conversion_moves, "leads_behind", broken)
		made = opportunity(lead)
	assert frappe.db.exists("Opportunity", made.name)
	assert stage_of(lead) == "Lead"
	assert reconcile_together([lead]) == [lead]
	assert stage_of(lead) == "Opportunity"


def test_the_reconciler_catches_up_with_what_was_made(signed_in_as):
	first, second, same = a_reached_lead(), an_mql(), a_reached_lead()
	made = past_events(lambda: opportunity(first))
	past_events(lambda: customer(second))
	assert leads_apart([first, second, same]) == [first, second]
	assert reconcile_together([first, second, same]) == [first, second]
	assert [stage_of(lead) for lead in (first, second, same)] == ["Opportunity", "Customer", "Lead"]
	last = journey_of(first)[-1]
	assert (last.cause, str(last.at), last.reference_name) == (
		"Reconciliation",
		str(made.creation),
		made.name,
	)
	assert handovers_of(second)[0].status == "Withdrawn"
	assert reconcile_together([first, second, same]) == []


def test_the_reconciler_catches_up_with_what_is_gone():
	lead = a_reached_lead()
	made = opportunity(lead)
	past_events(lambda: frappe.delete_doc("Opportunity", made.name))
	assert reconcile_together([lead]) == [lead]
	assert stage_of(lead) == "Lead"
	last = [row for row in journey_of(lead) if row.stage_after][-1]
	assert (last.cause, last.at) == ("Reconciliation", None)
	assert stored(lead, "li_stage_since") is None


def test_a_status_that_was_set_past_all_events():
	lead = a_reached_lead()
	frappe.db.set_value("Lead", lead, "status", "Converted")
	assert reconcile_together([lead]) == [lead]
	assert (stage_of(lead), stored(lead, "li_stage_since")) == ("Customer", None)
	assert reconcile_together([lead]) == []
	frappe.db.set_value("Lead", lead, "status", "Interested")
	assert reconcile_together([lead]) == [lead]
	assert stage_of(lead) == "Lead"


def test_what_was_made_before_a_lead_was_put_aside_does_not_bring_it_back(signed_in_as):
	lead = a_reached_lead()
	opportunity(lead)
	with signed_in_as(MANAGER.user):
		api.put_aside(lead, "Nurture", "Not this year")
	assert reconcile_together([lead]) == []
	made = past_events(lambda: opportunity(lead))
	frappe.db.set_value("Opportunity", made.name, "creation", add_days(now_datetime(), 1))
	assert reconcile_together([lead]) == []
	frappe.db.set_value("Opportunity", {"party_name": lead}, "creation", add_days(now_datetime(), 1))
	assert reconcile_together([lead]) == [lead]
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("Opportunity", 2)


def test_merged_leads_are_where_their_records_say():
	gone, stays = a_reached_lead(), a_raw_lead()
	customer(gone)
	frappe.rename_doc("Lead", gone, stays, merge=True)
	assert stage_of(stays) == "Customer"


def test_many_leads_are_asked_for_in_four_queries():
	from tests.bench.erpnext_alone import counted_queries

	leads = [a_raw_lead() for _ in range(5)]
	opportunity(leads[0])
	customer(leads[1])
	quotation(leads[2])
	customer_of_prospect(prospect(leads[3]).name)
	with counted_queries() as sent:
		found = conversions_of(leads)
	assert len(sent) == 4
	assert {lead: one.stage for lead, one in found.items()} == {
		leads[0]: Stage.OPPORTUNITY,
		leads[1]: Stage.CUSTOMER,
		leads[2]: Stage.OPPORTUNITY,
		leads[3]: Stage.CUSTOMER,
	}


@pytest.mark.parametrize("phone", [None, "+33 1 23 45 67 89"])
def test_a_script_that_makes_an_opportunity_of_every_new_lead(monkeypatch, phone):
	"""While the lead itself is still being saved, and before its contact writes the phone back."""
	from erpnext.crm.doctype.lead.lead import Lead

	insert = Lead.after_insert

	def after_insert(doc):
		opportunity(doc.name)
		insert(doc)

	with monkeypatch.context() as scripted:
		scripted.setattr(Lead, "after_insert", after_insert)
		lead = a_reached_lead(phone=phone)
	assert stage_of(lead) == "Opportunity"
	assert [(before, after) for _kind, before, after in steps_of(lead)] == [
		(None, "Lead"),
		("Lead", "Opportunity"),
	]
	assert stored(lead, "li_needs_evaluation") == 0 or phone
