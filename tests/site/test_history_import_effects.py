"""History is entered without anybody noticing: nobody is told, assigned or timed, and no later decision moves what is dated."""

import frappe
import pytest

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.reconciliation import leads_apart, reconcile_together
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.releases import release_few
from lead_intelligence.adapters.stale_loads import no_longer_stale, stale_since
from lead_intelligence.core.history.journey import Cause
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP
from tests.site.agreed_leads import a_live_definition, a_reached_lead, handovers_of, stage_of
from tests.site.builders import a_lead, a_live_model, rule, stored
from tests.site.history_files import csv_of, facts_of, lead_with, refusals, stages_of, taken_back, taken_in
from tests.site.response_builders import a_live_policy
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule
from tests.site.touch_builders import touched

NOTICES = (
	*("Lead Clock", "Lead Assignment", "Lead Handover", "Lead Escalation", "Lead Touch", "Lead Next Step"),
	*("Lead Stagnation", "ToDo", "Email Queue", "Notification Log", "Communication", "Comment", "Contact"),
	*("Lead Webhook Delivery", "Address", "Opportunity", "Customer"),
)
HEADER = (
	"number",
	"e-mail",
	"came",
	"mql",
	"opened",
	"closed",
	"outcome",
	"amount",
	"owner",
	"answered",
	"by",
)
MEANS = {
	"number": "Own Number",
	"e-mail": "E-Mail",
	"came": "First Contact",
	"mql": "Reached MQL",
	"opened": "Opportunity Opened On",
	"closed": "Opportunity Closed On",
	"outcome": "Opportunity Outcome",
	"amount": "Opportunity Amount",
	"owner": "Lead Owner",
	"answered": "Answered On",
	"by": "Answered By",
}


def a_row(number: str, *, mql="", opened="", closed="", outcome="", amount="", answered="", by="", owner=""):
	mail = f"{number}@history.example"
	return (number, mail, "2023-01-01", mql, opened, closed, outcome, amount, owner, answered, by)


ROWS = (
	a_row("h-raw", owner=REP.user),
	a_row("h-mql", mql="2023-02-01", owner=REP.user),
	a_row("h-open", mql="2023-02-01", opened="2023-03-01", outcome="Open", amount="1500", owner=MANAGER.user),
	a_row(
		"h-won", mql="2023-02-01", opened="2023-03-01", closed="2023-05-01", outcome="Won", amount="2000.50"
	),
	a_row(
		"h-lost",
		opened="2023-03-01",
		closed="2023-04-01",
		outcome="Lost",
		answered="2023-01-02 09:30",
		by="Rosa Bernard",
	),
)
NUMBERS = [row[0] for row in ROWS]


def policies() -> None:
	"""Everything that could notice a lead."""
	a_live_model(rule("email_id", "is set", points=25))
	a_live_definition()
	a_live_policy()
	a_live_routing_policy(routing_rule(a_pool("History Pool", REP.user)))


def counts() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in NOTICES}


def imported(**fields) -> list[str]:
	_doc, lines = taken_in(csv_of(HEADER, *ROWS), MEANS, create_leads=1, **fields)
	assert refusals(lines) == {}
	return [lead_with(number) for number in NUMBERS]


def journeys(leads: list[str]) -> list[list[tuple]]:
	return [stages_of(lead) for lead in leads]


STAGES = ["Raw", "MQL", "Opportunity", "Customer", "Opportunity"]


def test_leads_are_as_they_were():
	leads = imported()
	rows = [frappe.get_doc("Lead", lead) for lead in leads]
	assert [row.li_stage for row in rows] == STAGES
	assert [row.status for row in rows] == ["Lead", "Lead", "Opportunity", "Converted", "Lost Quotation"]
	assert [row.lead_owner for row in rows] == [REP.user, REP.user, MANAGER.user, None, None]
	assert {str(row.creation) for row in rows} == {"2023-01-01 00:00:00"}
	assert {(row.li_cycle, row.li_definition, row.li_clocks, row.company) for row in rows} == {
		(0, None, None, COMPANY)
	}
	assert stages_of(leads[3]) == [
		(None, "Raw", "2023-01-01 00:00:00"),
		("Raw", "MQL", "2023-02-01 00:00:00"),
		("MQL", "Opportunity", "2023-03-01 00:00:00"),
		("Opportunity", "Customer", "2023-05-01 00:00:00"),
	]
	(deal,) = facts_of(leads[3], "Opportunity")
	assert (deal.outcome, str(deal.at), str(deal.closed_at)) == (
		"Won",
		"2023-03-01 00:00:00",
		"2023-05-01 00:00:00",
	)
	assert (deal.has_amount, deal.amount, deal.currency) == (1, 2000.5, "EUR")
	(answer,) = facts_of(leads[4], "Answer")
	assert (str(answer.at), answer.user) == ("2023-01-02 09:30:00", REP.user)


def test_the_load_of_their_owners_is_counted_again():
	no_longer_stale([REP.user, MANAGER.user])
	doc, _lines = taken_in(csv_of(HEADER, *ROWS), MEANS, create_leads=1)
	assert set(stale_since([REP.user, MANAGER.user])) == {REP.user, MANAGER.user}
	no_longer_stale([REP.user, MANAGER.user])
	taken_back(doc)
	assert set(stale_since([REP.user, MANAGER.user])) == {REP.user, MANAGER.user}


def test_they_can_be_saved_afterwards():
	for lead in imported():
		doc = frappe.get_doc("Lead", lead)
		doc.job_title = "Glazier"
		doc.save()
		assert doc.lead_name


@pytest.mark.parametrize("live_before", [True, False], ids=["policies before", "policies after"])
def test_nobody_is_told_assigned_or_timed_and_stages_stay_whatever_judges_them(live_before):
	if live_before:
		policies()
	before = counts()
	leads = imported()
	assert counts() == before
	stages = journeys(leads)
	if not live_before:
		policies()
		before = counts()
	for cause in (Cause.TIME, Cause.RETRY, Cause.POLICY, Cause.TOUCH, Cause.RESCORE):
		BulkEvaluation(cause, "Administrator").evaluate(leads)
		reevaluate(leads, cause)
	reconcile_together(leads)
	assert leads_apart(leads) == []
	assert counts() == before
	assert [stage_of(lead) for lead in leads] == STAGES
	assert journeys(leads) == stages
	assert all(stored(lead, "li_grade") for lead in leads)
	assert stored(leads[0], "li_needs_evaluation", "li_next_change_at") == {
		"li_needs_evaluation": 0,
		"li_next_change_at": None,
	}


def test_a_new_agreement_and_a_save_leave_dated_stages():
	a_live_definition()
	leads = imported()
	stages = journeys(leads)
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate(leads)
	a_live_definition(title="Stricter")
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate(leads)
	doc = frappe.get_doc("Lead", leads[0])
	doc.job_title = "CEO"
	doc.save()
	assert [stage_of(lead) for lead in leads] == STAGES
	assert journeys(leads) == stages


def test_what_is_released_takes_part():
	a_live_definition()
	mql = imported()[1]
	assert release_few(COMPANY, [["name", "=", mql]]) == 1
	assert stored(mql, "li_cycle") == 1
	assert [row.status for row in handovers_of(mql)] == ["Waiting"]


def test_what_erpnext_makes_of_them_moves_them():
	a_live_definition()
	mql = imported()[1]
	frappe.get_doc(
		{"doctype": "Opportunity", "opportunity_from": "Lead", "party_name": mql, "company": COMPANY}
	).insert()
	assert stage_of(mql) == "Opportunity"


def test_a_lead_that_the_app_knows_keeps_its_stage_and_gets_only_what_was_before():
	a_live_definition()
	lead = a_reached_lead(email_id="known@history.example", job_title="CEO")
	before = stages_of(lead)
	row = ("k-1", "known@history.example", "2020-01-01", "2020-02-01", "", "", "", "", "", "", "")
	doc, lines = taken_in(csv_of(HEADER, row), MEANS)
	assert refusals(lines) == {}
	assert stage_of(lead) == "MQL"
	assert stages_of(lead) == [
		(None, "Raw", "2020-01-01 00:00:00"),
		("Raw", "MQL", "2020-02-01 00:00:00"),
		*before,
	]
	assert taken_back(doc) == []
	assert stages_of(lead) == before
	assert stage_of(lead) == "MQL"


def test_what_falls_back_falls_to_where_the_app_had_it_and_not_to_a_stage_of_the_past():
	a_live_definition()
	lead = a_reached_lead(email_id="back@history.example")
	deal = frappe.get_doc(
		{"doctype": "Opportunity", "opportunity_from": "Lead", "party_name": lead, "company": COMPANY}
	).insert()
	row = ("k-2", "back@history.example", "2020-01-01", "2020-02-01", "", "", "", "", "", "", "")
	taken_in(csv_of(HEADER, row), MEANS)
	deal.delete()
	assert stage_of(lead) == "Lead"


def test_a_lead_without_a_stage_gets_that_of_its_past_until_it_is_taken_back():
	lead = a_lead(email_id="none@history.example").name
	assert stage_of(lead) is None
	row = ("k-3", "none@history.example", "2020-01-01", "2020-02-01", "", "", "", "", "", "", "")
	doc, _lines = taken_in(csv_of(HEADER, row), MEANS)
	assert stored(lead, "li_stage", "li_cycle", "li_definition") == {
		"li_stage": "MQL",
		"li_cycle": 0,
		"li_definition": None,
	}
	taken_back(doc)
	assert stage_of(lead) is None
	assert frappe.db.exists("Lead", lead)


def test_the_same_file_twice_enters_nothing_twice():
	leads = imported()
	stages, facts = journeys(leads), frappe.db.count("Lead History Fact")
	doc, lines = taken_in(csv_of(HEADER, *ROWS), MEANS, create_leads=1)
	assert refusals(lines) == {}
	assert all(line.entering and line.entering.is_empty for line in lines)
	assert journeys(leads) == stages
	assert frappe.db.count("Lead History Fact") == facts
	assert frappe.db.count("Lead", {"email_id": ("like", "%@history.example")}) == len(leads)
	assert taken_back(doc) == []


def test_history_follows_a_rename_and_a_merge_and_forgets_a_deleted_lead():
	leads = imported()
	frappe.rename_doc("Lead", leads[1], "HISTORY-RENAMED")
	assert facts_of("HISTORY-RENAMED", "Lead")[0].own_number == "h-mql"
	assert len(stages_of("HISTORY-RENAMED")) == 2
	other = a_lead(email_id="other@history.example").name
	frappe.rename_doc("Lead", "HISTORY-RENAMED", other, merge=True)
	(fact,) = facts_of(other, "Lead")
	assert (fact.own_number, fact.lead_created) == ("h-mql", 0)
	frappe.delete_doc("Lead", leads[4])
	gone = frappe.get_all(
		"Lead History Fact",
		{"line": 6, "history_import": fact.history_import},
		["lead", "own_number", "user"],
	)
	assert len(gone) == 3
	assert {tuple(row.values()) for row in gone} == {(None, None, None)}


def touch_by_comment(lead: str) -> None:
	frappe.get_doc("Lead", lead).add_comment("Comment", "Called")


def touch_by_save(lead: str) -> None:
	doc = frappe.get_doc("Lead", lead)
	doc.job_title = "CEO"
	doc.save()


def touch_by_task(lead: str) -> None:
	frappe.get_doc(
		{"doctype": "ToDo", "description": "Call", "reference_type": "Lead", "reference_name": lead}
	).insert()


def touch_by_opportunity(lead: str) -> None:
	frappe.get_doc(
		{"doctype": "Opportunity", "opportunity_from": "Lead", "party_name": lead, "company": COMPANY}
	).insert()


def touch_by_touch(lead: str) -> None:
	touched(lead)


TOUCHES = (touch_by_comment, touch_by_save, touch_by_task, touch_by_opportunity, touch_by_touch)


@pytest.mark.parametrize("touch", TOUCHES)
def test_undoing_keeps_the_leads_to_which_something_has_happened(touch):
	doc, _lines = taken_in(csv_of(HEADER, *ROWS), MEANS, create_leads=1)
	leads = [lead_with(number) for number in NUMBERS]
	touch(leads[0])
	assert taken_back(doc) == [leads[0]]
	assert [bool(frappe.db.exists("Lead", lead)) for lead in leads] == [True, False, False, False, False]
	left = frappe.get_all("Lead Journey Entry", {"lead": ("in", leads), "cause": "Import"})
	assert left == []
	assert not frappe.db.exists("Lead History Fact", {"history_import": doc.name})


def test_undoing_one_import_leaves_the_rows_of_another():
	first, _lines = taken_in(csv_of(HEADER, a_row("u-1", mql="2023-02-01")), MEANS, create_leads=1)
	lead = lead_with("u-1")
	second, _lines = taken_in(
		csv_of(
			HEADER, a_row("u-1", mql="2023-02-01", opened="2023-03-01", closed="2023-04-01", outcome="Won")
		),
		MEANS,
	)
	assert stage_of(lead) == "Customer"
	assert taken_back(second) == []
	assert stage_of(lead) == "MQL"
	assert len(stages_of(lead)) == 2
	assert taken_back(first) == []
	assert not frappe.db.exists("Lead", lead)


def test_a_lead_that_was_only_scored_since_goes_with_its_import():
	a_live_model(rule("email_id", "is set", points=25))
	doc, _lines = taken_in(csv_of(HEADER, a_row("s-1")), MEANS, create_leads=1)
	lead = lead_with("s-1")
	BulkEvaluation(Cause.TIME, "Administrator").evaluate([lead])
	assert stored(lead, "li_grade")
	assert taken_back(doc) == []
	assert not frappe.db.exists("Lead", lead)
	assert not frappe.db.exists("Lead Journey Entry", {"lead": lead})
