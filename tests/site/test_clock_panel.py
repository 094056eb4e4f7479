"""What the form and lists are told of response clocks, who is told, and what that costs."""

from __future__ import annotations

import json
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import clocks_of
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.api import clock as api
from lead_intelligence.api.response import answered, call_attempt
from lead_intelligence.api.stage import panel as stage_panel
from lead_intelligence.core.sla.closing import ended
from lead_intelligence.core.sla.entries import ended_entry, started_entry
from lead_intelligence.core.sla.response_clock import Ending, Purpose
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import a_lead, condition
from tests.site.running_clocks import a_live_policy, clock_of, due_in, in_two_days, put, without_clocks

NUMBERS = {"mobile_no": "+33 6 12 34 56 78", "phone": "+33 6 12 34 56 78", "whatsapp_no": "06 12 34 56 78"}


@pytest.fixture
def lead(rolled_back) -> str:
	a_live_policy()
	return str(a_lead(lead_owner=REP.user, **NUMBERS).name)


def only_open(lead: str) -> dict:
	(clock,) = api.panel(lead)["open"]
	return clock


def test_a_running_clock_says_what_is_left_and_whether_it_ticks(lead):
	due_in(lead, 12)
	clock = only_open(lead)
	assert (clock["purpose"], clock["state"], clock["because"]) == ("First Response", "Running", "Created")
	assert 660 <= clock["left"] <= 720
	assert (clock["late"], clock["target"], clock["soon"]) == (0, 3600, 900)
	assert (clock["is_ticking"], clock["ticks_until"]) == (True, None)
	assert clock["policy_title"] == "Everybody"


def test_it_is_late_from_the_first_moment_after_it_is_due(lead):
	due_in(lead, -3)
	clock = only_open(lead)
	assert (clock["state"], clock["left"]) == ("Breached", 0)
	assert 180 <= clock["late"] <= 240


def test_outside_working_hours_it_stands_still_until_they_begin(lead):
	calendar, _day = in_two_days()
	due_in(lead, 3 * 24 * 60, calendar=calendar)
	clock = only_open(lead)
	assert (clock["is_ticking"], clock["ticks_until"]) == (False, None)
	opening = (now_datetime() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
	assert clock["ticks_from"] == str(opening)
	assert clock["left"] == 8 * 3600


def test_a_paused_clock_comes_after_those_that_run(lead):
	due_in(lead, 30, paused_since=now_datetime())
	due_in(lead, 300, "Next Touch")
	first, second = api.panel(lead)["open"]
	assert (first["purpose"], first["state"]) == ("Next Touch", "Running")
	assert (second["purpose"], second["state"], second["is_ticking"]) == ("First Response", "Paused", False)


def test_a_paused_clock_says_why(rolled_back):
	a_live_policy(pause_json=json.dumps(condition("request_type", "is", "Other")))
	clock = only_open(str(a_lead(lead_owner=REP.user, request_type="Other").name))
	assert (clock["state"], clock["paused_while"]) == ("Paused", "Request Type is Other")


def test_what_is_over_is_told_with_who_how_and_how_long(lead, by):
	due_in(lead, 30)
	by(REP)(answered, lead, how="Meeting", reason="We met at the fair")
	panel = api.panel(lead)
	(closed,) = panel["closed"]
	assert (closed["state"], closed["answered_by"]) == ("Met", "Rosa Bernard")
	assert 1800 <= closed["working"] <= 1860
	assert panel["idle"] == "answered"


def test_an_attempt_is_shown_and_stops_nothing(lead, by):
	due_in(lead, 30)
	by(REP)(call_attempt, lead)
	clock = only_open(lead)
	assert (clock["state"], clock["attempts"]) == ("Running", 1)
	assert clock["last_attempt_at"]


def test_each_number_can_be_called_once(lead):
	assert api.panel(lead)["phones"] == [{"number": "+33 6 12 34 56 78", "link": "tel:+33612345678"}]


def test_why_no_clock_runs(lead):
	without_clocks(lead)
	assert api.panel(lead)["idle"] == "waiting"
	frappe.db.set_value("Lead", lead, "status", "Do Not Contact")
	panel = api.panel(lead)
	assert (panel["idle"], panel["phones"], panel["may_answer"]) == ("not contacted", [], False)
	frappe.db.set_value("Lead", lead, {"status": "Lead", "li_stage": "Nurture"})
	assert api.panel(lead)["idle"] == "ended"
	frappe.db.set_value("Lead", lead, {"li_stage": "MQL", "li_cycle": 0})
	assert api.panel(lead)["idle"] == "history"
	frappe.db.set_value("Lead", lead, "li_stage", None)
	frappe.db.set_single_value("Lead Intelligence Settings", "enabled", 0)
	assert api.panel(lead)["idle"] == "off"


def test_without_a_policy_it_says_so(rolled_back):
	assert api.panel(str(a_lead().name))["idle"] == "no policy"


def test_why_this_policy_and_not_those_before_it(rolled_back):
	large = {
		"title": "Large",
		"priority": 1,
		"condition_json": frappe.as_json(condition("job_title", "is", "CEO")),
	}
	a_live_policy(**large)
	a_live_policy()
	small = str(a_lead(job_title="Clerk").name)
	first, second = api.why(small)
	assert (first["title"], first["verdict"], second["title"], second["verdict"]) == (
		"Large",
		False,
		"Everybody",
		True,
	)
	assert first["seen"] == [{"label": "Job Title", "value": "Clerk"}]
	assert "CEO" in first["sentence"]
	assert second["sentence"] is None
	head = str(a_lead(job_title="CEO", first_name="Bob").name)
	assert [one["title"] for one in api.why(head)] == ["Large"]


def test_whoever_may_not_read_the_lead_is_told_nothing(lead, by):
	frappe.db.set_value("Lead", lead, "lead_owner", REP.user)
	restrict(SECOND_REP.user, str(a_lead(first_name="Other").name))
	for method in (api.panel, api.why):
		with pytest.raises(frappe.PermissionError):
			by(SECOND_REP)(method, lead)


def test_clocks_in_lists_are_those_of_leads_that_the_user_may_see(lead, by):
	other = str(a_lead(first_name="Other").name)
	restrict(SECOND_REP.user, other)
	seen = by(SECOND_REP)(frappe.get_list, "Lead Clock", pluck="lead", limit=0)
	assert set(seen) <= {other, None}
	assert lead in by(REP)(frappe.get_list, "Lead Clock", pluck="lead", limit=0)
	doc = frappe.get_doc("Lead Clock", {"lead": lead})
	assert not by(SECOND_REP)(doc.has_permission, "read")
	assert not by(REP)(doc.has_permission, "write")


def restrict(user: str, lead: str) -> None:
	frappe.get_doc({"doctype": "User Permission", "user": user, "allow": "Lead", "for_value": lead}).insert()


def test_the_panel_needs_few_queries(lead, by):
	due_in(lead, 30)
	by(REP)(answered, lead, how="Call", reason="Spoke")
	for purpose in Purpose:
		due_in(lead, 100, purpose.value)
	api.panel(lead)
	with counted_queries() as alone:
		frappe.get_doc("Lead", lead).check_permission("read")
	frappe.local.fullnames = {}
	with counted_queries() as sent:
		panel = api.panel(lead)
	assert len(panel["open"]) == 3
	assert len(sent) - len(alone) <= 6, sent


def test_the_list_asks_nothing_about_each_lead(lead):
	leads = [lead, *(str(a_lead(first_name=name).name) for name in ("Bob", "Eve", "Kim"))]
	for name in leads:
		due_in(name, 30)
	fields = ["name", "li_clocks", "li_due_at"]
	frappe.get_list("Lead", fields=fields, limit=1)
	with counted_queries() as sent:
		rows = frappe.get_list("Lead", filters={"name": ("in", leads)}, fields=fields)
	assert len(sent) == 1
	assert all(row.li_clocks.startswith("First Response ") for row in rows)


def test_the_history_of_the_lead_tells_its_clocks_among_its_moves(rolled_back):
	a_live_definition()
	lead = an_mql()
	due_in(lead, -10)
	clock = clock_of(lead)
	closed = ended(clock, Ending.PUT_ASIDE, now_datetime())
	append_entries(lead, [started_entry(clock), ended_entry(closed, now_datetime())])
	put(lead, closed)
	history = stage_panel(lead)["history"]
	told = [row for row in history if row.get("clock")]
	assert [row["kind"] for row in told] == ["Clock ended", "Clock started"]
	assert told[0]["clock"]["because"] == "Put Aside"
	assert told[0]["clock"]["outcome"] == "Breached"
	assert "Handed over" in [row["kind"] for row in history]
	assert [one.purpose for one in clocks_of([lead])[lead] if one.is_open] == [Purpose.ACCEPTANCE]
