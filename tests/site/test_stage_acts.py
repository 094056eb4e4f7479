"""What people do with the stage of a lead beside handing it over, and what its form shows of it."""

import json

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api import stage as api
from lead_intelligence.core.history.journey import Cause
from tests.bench.people import MANAGER, MARKETING, REP
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
from tests.site.definition_builders import stage
from tests.site.test_settings import set_to


def given_once():
	return a_live_definition(opportunity_from_stage="SQL").name


@pytest.fixture
def agreement(given):
	return frappe.get_doc("Lead Definition", given)


def an_sal(by, **fields) -> str:
	lead = an_mql(**fields)
	assert by(REP)(api.accept, lead)["accepted"]
	return lead


def change(lead, **fields):
	doc = frappe.get_doc("Lead", lead)
	doc.update(fields)
	doc.save()


def test_whoever_meets_the_criteria_is_taken_up_by_people(by):
	lead = an_sal(by, annual_revenue=5000)
	assert stored(lead, "li_proposed_stage") == "SQL"
	panel = by(REP)(api.panel, lead)
	assert "move_up:SQL" in panel["actions"]
	assert panel["proposed"] == "SQL"
	by(REP)(api.move_up, lead, "SQL")
	assert (stage_of(lead), stored(lead, "li_proposed_stage")) == ("SQL", None)
	last = journey_of(lead)[-1]
	assert (last.kind, last.author, json.loads(last.evidence)["met"]) == (
		"Stage changed",
		REP.user,
		["Has a budget"],
	)


def test_whoever_does_not_is_not(by):
	lead = an_sal(by)
	assert "move_up:SQL" not in by(REP)(api.panel, lead)["actions"]
	with pytest.raises(
		frappe.ValidationError, match="SQL asks for more than is known of this lead: Has a budget"
	):
		by(REP)(api.move_up, lead, "SQL")
	with pytest.raises(frappe.ValidationError, match="cannot be moved up to Lead"):
		by(REP)(api.move_up, lead, "Lead")
	with pytest.raises(frappe.ValidationError, match="Accept it instead"):
		by(REP)(api.move_up, an_mql(), "SAL")


def test_the_role_of_the_settings_overrides_with_a_reason(by):
	lead = a_raw_lead()
	with pytest.raises(frappe.PermissionError, match="Only who has the role Sales Manager"):
		by(REP)(api.move_up, lead, "SQL", "I know them", override=1)
	with pytest.raises(frappe.ValidationError, match="is missing"):
		by(MANAGER)(api.move_up, lead, "SQL", override=True)
	by(MANAGER)(api.move_up, lead, "SQL", "I know them", override="1")
	assert stage_of(lead) == "SQL"
	last = journey_of(lead)[-1]
	assert last.reason == "I know them"
	evidence = json.loads(last.evidence)
	assert (evidence["overridden"], evidence["skipped"], evidence["unknown"]) == (
		True,
		["Lead", "MQL", "SAL"],
		["Has a budget"],
	)


def test_another_role_may_be_chosen(by):
	set_to(gate_override_role="Lead Marketing")
	lead = a_raw_lead()
	with pytest.raises(frappe.PermissionError):
		by(MANAGER)(api.move_up, lead, "MQL", "Because", override=1)
	by(MARKETING)(api.move_up, lead, "MQL", "Because", override=1)
	assert handovers_of(lead)[0].from_user == MARKETING.user


def test_a_lead_that_people_take_up_goes_on_as_far_as_it_goes_by_itself(by):
	a_live_definition(stages=[stage("Lead"), stage("MQL", by_itself=1), stage("SAL"), stage("SQL")])
	lead = an_mql()
	assert (stage_of(lead), stored(lead, "li_proposed_stage")) == ("Raw", "Lead")
	by(REP)(api.move_up, lead, "Lead")
	assert stage_of(lead) == "MQL"
	assert steps_of(lead)[-3:] == [
		("Stage changed", "Raw", "Lead"),
		("Stage changed", "Lead", "MQL"),
		("Handed over", "MQL", "MQL"),
	]


def test_leads_are_put_aside_and_come_back_when_it_is_time(by):
	lead, day = an_mql(), add_days(getdate(), 30)
	assert by(REP)(api.put_aside, [lead], "Nurture", "Next season", str(day)) == {
		"done": [lead],
		"refused": [],
	}
	assert (stage_of(lead), stored(lead, "li_revisit_on")) == ("Nurture", day)
	assert stored(lead, "li_next_change_at").date() == day
	aside = by(REP)(api.panel, lead)["aside"]
	assert (aside["reason"], aside["revisit_on"], aside["by"]) == ("Next season", str(day), "Rosa Bernard")
	change(lead, city="Lyon")
	assert stage_of(lead) == "Nurture"
	frappe.db.set_value("Lead", lead, "li_revisit_on", getdate())
	reevaluate([lead], Cause.TIME)
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("MQL", 2)
	assert [(row.cycle, row.status) for row in handovers_of(lead)] == [(1, "Withdrawn"), (2, "Waiting")]


def test_who_was_put_aside_stays_there_when_nothing_has_changed(by):
	"""Also when it is not to be contacted for a while, and then is again."""
	lead = an_mql()
	by(REP)(api.put_aside, lead, "Disqualified", "No")
	change(lead, disabled=1)
	change(lead, disabled=0)
	change(lead, city="Lyon")
	assert stage_of(lead) == "Disqualified"
	change(lead, job_title="Clerk")
	change(lead, job_title="CEO")
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("MQL", 2)


def test_people_bring_a_lead_back(by):
	lead = an_mql()
	by(REP)(api.put_aside, lead, "Nurture", "Later")
	with pytest.raises(frappe.ValidationError, match="is missing"):
		by(REP)(api.bring_back, lead, "")
	assert "bring_back" in by(REP)(api.panel, lead)["actions"]
	by(REP)(api.bring_back, lead, "They called")
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("MQL", 2)
	row = next(row for row in journey_of(lead) if row.reason == "They called")
	assert (row.stage_before, row.stage_after, row.cycle) == ("Nurture", "MQL", 2)
	with pytest.raises(frappe.ValidationError, match="Only leads in Nurture or Disqualified"):
		by(REP)(api.bring_back, lead, "Again")


@pytest.mark.parametrize(
	("arguments", "says"),
	[
		(("Nurture", None), "Reason.* is missing"),
		(("Nurture", "x", "2020-01-01"), "not in the future"),
	],
)
def test_what_is_missing_to_put_a_lead_aside(by, arguments, says):
	import re

	answer = by(REP)(api.put_aside, a_raw_lead(), *arguments)
	assert re.search(says, answer["refused"][0]["why"])


def test_who_is_not_to_be_contacted_is_left_alone(by):
	lead = a_raw_lead(status="Do Not Contact")
	panel = by(MANAGER)(api.panel, lead)
	assert (panel["takes_part"], panel["actions"]) == (False, [])
	with pytest.raises(frappe.ValidationError, match="disabled or not to be contacted"):
		by(MANAGER)(api.move_up, lead, "MQL", "x", override=1)


def test_the_gate_is_opened_with_a_reason_and_for_this_cycle(by):
	lead = a_raw_lead()
	with pytest.raises(frappe.PermissionError):
		by(REP)(api.open_gate, lead, "Opportunity", "Big fish")
	by(MANAGER)(api.open_gate, lead, "Opportunity", "Big fish")
	(gate,) = [g for g in by(REP)(api.panel, lead)["gates"] if g["target"] == "Opportunity"]
	assert (gate["demanded"], gate["open"], gate["reached"], gate["opened_by"], gate["reason"]) == (
		"SQL",
		True,
		False,
		"Maud Petit",
		"Big fish",
	)
	assert steps_of(lead)[-1] == ("Gate opened", "Raw", "Raw")
	with pytest.raises(frappe.ValidationError, match="keeps no gate there"):
		by(MANAGER)(api.open_gate, lead, "Customer", "x")
	by(MANAGER)(api.put_aside, lead, "Nurture", "x")
	by(MANAGER)(api.bring_back, lead, "y")
	(gate,) = [g for g in by(REP)(api.panel, lead)["gates"] if g["target"] == "Opportunity"]
	assert gate["open"] is False


def test_the_panel_shows_the_path_and_what_is_missing(by):
	lead = a_reached_lead()
	panel = by(REP)(api.panel, lead)
	states = {step["stage"]: step["state"] for step in panel["path"]}
	assert states == {
		"Raw": "done",
		"Lead": "present",
		"MQL": "next",
		**dict.fromkeys(("SAL", "SQL", "Opportunity", "Customer"), "later"),
	}
	(line,) = panel["next"]["evidence"]
	assert (line["criterion"], line["sentence"], line["verdict"]) == (
		"Is the head",
		"Job Title is CEO",
		None,
	)
	assert (panel["next"]["stage"], panel["next"]["moves_by_itself"]) == ("MQL", True)
	assert panel["agreement"]["title"] == "Tested"
	assert panel["path"][1]["at"] == panel["since"] == str(stored(lead, "li_stage_since"))
	assert panel["actions"] == ["nurture", "disqualify"]


def test_a_stage_that_is_not_agreed_is_not_in_use(by):
	a_live_definition(stages=[stage("MQL", by_itself=1), stage("SQL")], criteria=_of("MQL", "SQL"))
	states = {step["stage"]: step["state"] for step in by(REP)(api.panel, a_raw_lead())["path"]}
	assert (states["Lead"], states["SAL"], states["MQL"]) == ("unused", "unused", "next")


def _of(*stages):
	from tests.site.definition_builders import criterion

	return [criterion(name) for name in stages]


def test_what_the_user_may_not_see_is_not_shown(by, changed_meta):
	from frappe.custom.doctype.property_setter.property_setter import make_property_setter

	make_property_setter("Lead", "annual_revenue", "permlevel", "2", "Int", validate_fields_for_doctype=False)
	frappe.clear_cache(doctype="Lead")
	lead = an_mql(annual_revenue=500)
	assert by(REP)(api.accept, lead)["accepted"]
	(line,) = by(REP)(api.panel, lead)["next"]["evidence"]
	assert line["seen"] == [{"label": "Annual Revenue", "value": "not shown to you"}]


def test_the_panel_when_all_is_switched_off(by):
	lead = an_mql()
	set_to(enabled=0)
	panel = by(REP)(api.panel, lead)
	assert (panel["state"], panel["actions"], panel["stage"]) == ("off", [], "MQL")
	assert "switched off" in by(REP)(api.accept, lead)["refused"][0]["why"]


def test_a_panel_whose_definition_was_deleted_still_shows_the_lead(by, agreement):
	lead = an_mql()
	frappe.db.delete("Lead Definition")
	frappe.cache.delete_keys("lead_intelligence")
	panel = by(REP)(api.panel, lead)
	assert (panel["state"], panel["stage"]) == ("no agreement", "MQL")
	assert by(REP)(api.accept, lead)["refused"]


def test_a_lead_that_the_live_definition_has_not_judged_yet_is_judged_first(by):
	lead = a_lead(lead_owner=REP.user, email_id="late@agreed.example").name
	frappe.db.set_value("Lead", lead, {"li_stage": None, "li_definition": None})
	by(MANAGER)(api.move_up, lead, "MQL", "Because", override=1)
	assert stage_of(lead) == "MQL"


def test_history_is_previewed_and_released(by, agreement):
	def old(**fields):
		lead = an_mql(**fields)
		frappe.db.set_value("Lead", lead, {"creation": add_days(now_datetime(), -30), "li_stage": None})
		frappe.db.delete("Lead Handover", {"lead": lead})
		reevaluate([lead], Cause.POLICY)
		return lead

	first, second, over = old(city="Lyon"), old(), old()
	frappe.db.set_value("Lead", over, "status", "Lost Quotation")
	company = agreement.company
	with pytest.raises(frappe.PermissionError):
		by(REP)(api.release_preview, company)
	preview = by(MANAGER)(api.release_preview, company)
	assert preview == {"leads": 2, "handed_over": 2, "stages": [{"stage": "MQL", "leads": 2}]}
	filters = [["Lead", "city", "=", "Lyon"]]
	assert by(MANAGER)(api.release_preview, company, filters)["leads"] == 1
	assert handovers_of(first) == []
	assert by(MANAGER)(api.release, company, json.dumps(filters)) == {"released": 1, "in_background": 0}
	assert [stored(lead, "li_cycle") for lead in (first, second, over)] == [1, 0, 0]
	(row,) = handovers_of(first)
	assert (row.status, row.to_user) == ("Waiting", REP.user)
	assert [kind for kind, *_ in steps_of(first)][-2:] == ["Released", "Handed over"]
	last = journey_of(first)[-1]
	assert (last.cause, last.author) == ("Release", MANAGER.user)
	assert by(REP)(api.accept, first)["accepted"] == [first]
	assert by(MANAGER)(api.release, company)["released"] == 1


@pytest.mark.parametrize(
	"filters",
	["[broken", 5, [5], [["nothing", "=", 1]], [["city", "regexp", "x"]], [["city", "=", {}]]],
	ids=str,
)
def test_filters_that_are_none(by, agreement, filters):
	with pytest.raises(frappe.ValidationError, match="filter"):
		by(MANAGER)(api.release_preview, agreement.company, filters)
