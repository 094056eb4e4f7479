"""Rep Performance: what reps take, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
import pytest

from lead_intelligence.core.responding.reps import ONLY_WON
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.answered_leads import MONDAY, a_clock, a_deal_of_history, a_row, of_lead, on_stage
from tests.site.report_of_march import ReportOfMarch, rows

report = ReportOfMarch("Rep Performance")
behind = report.behind
ROSA, THEO = f"={REP.user}", f"={SECOND_REP.user}"


def given(lead: str, user: str | None, at: datetime = MONDAY, state: str = "Assigned") -> None:
	a_row("Lead Assignment", lead=lead, to_user=user, decided_at=at, asked_at=at, state=state)


def owned(user: str | None, at: datetime = MONDAY, **fields: Any) -> str:
	"""A lead of which nothing but its owner says whose it is."""
	lead = of_lead(user, **fields)
	frappe.db.set_value("Lead", lead, "creation", at, update_modified=False)
	return lead


def handed(lead: str, user: str, status: str, at: datetime = MONDAY) -> None:
	values = {"act": "Marketing to Sales", "to_user": user, "status": status, "handed_at": at}
	a_row("Lead Handover", lead=lead, **values)


def test_leads_are_taken_by_the_routing_and_by_hand():
	routed, by_hand, kept, passed_on = of_lead(), of_lead(), of_lead(), of_lead()
	given(routed, REP.user)
	given(by_hand, REP.user, state="By Hand")
	given(kept, REP.user, state="Kept")
	given(passed_on, REP.user)
	given(passed_on, REP.user, MONDAY + timedelta(days=1))
	given(passed_on, SECOND_REP.user, MONDAY + timedelta(days=2))
	given(of_lead(), REP.user, datetime(2020, 2, 29))

	found = rows(report())

	assert (found[ROSA]["taken"], found[THEO]["taken"], found["all"]["taken"]) == (3, 1, 3)
	assert found[ROSA]["group_label"] == "Rosa Bernard"
	assert behind(ROSA, "taken") == {routed, by_hand, passed_on}
	assert behind("all", "taken") == {routed, by_hand, passed_on}


def test_what_became_of_them_since():
	leads = [of_lead() for _ in range(4)]
	for lead in leads:
		given(lead, REP.user)
	on_stage(leads[0], "Opportunity", MONDAY + timedelta(days=3))
	on_stage(leads[1], "Opportunity", MONDAY - timedelta(days=3))
	a_deal_of_history(leads[0], closed_at=MONDAY + timedelta(days=5))
	a_deal_of_history(leads[1], closed_at=MONDAY - timedelta(days=1))
	given(leads[2], SECOND_REP.user, MONDAY + timedelta(days=1))

	found = rows(report())

	mine = found[ROSA]
	assert (mine["ripe"], mine["opportunities"], mine["won"]) == (4, 1, 1)
	assert mine["opportunity_rate"] == mine["won_rate"] == pytest.approx(1 / 4)
	assert mine["opportunity_rate_few"]
	assert found[THEO]["opportunity_rate"] == 0
	assert found["all"]["won_rate"] == pytest.approx(1 / 4)
	assert behind(ROSA, "opportunities") == behind(ROSA, "won") == {leads[0]}
	assert behind("all", "won") == {leads[0]}


def test_what_was_just_taken_is_in_no_rate():
	now = frappe.utils.now_datetime()
	lead = of_lead()
	given(lead, REP.user, now - timedelta(hours=1))
	days = {"from_date": str(now.date() - timedelta(days=1)), "to_date": str(now.date()), "owner": REP.user}

	mine = rows(report(**days))[ROSA]

	assert mine["unripe"]
	assert (mine["ripe"], mine["opportunity_rate"]) == (mine["opportunity_rate_of"], None)
	assert lead in behind(ROSA, "taken", **days)
	assert lead not in behind(ROSA, "ripe", **days)


def test_leads_of_before_any_assignment_stand_with_their_owner():
	leads = [owned(REP.user) for _ in range(3)]
	owned(None)
	a_deal_of_history(leads[0], closed_at=datetime(2020, 2, 1))

	result = report()

	mine = rows(result)[ROSA]
	assert (mine["taken"], mine["won"], mine["won_rate"]) == (3, 1, pytest.approx(1 / 3))
	assert any("no assignment was recorded" in note.text for note in result.notes)
	assert behind(ROSA, "taken") == set(leads)
	assert behind(ROSA, "won") == {leads[0]}


def test_who_is_only_known_of_what_was_won_has_no_rate():
	won = [owned(REP.user) for _ in range(3)]
	for _ in range(5):
		owned(None)
	for lead in won:
		a_deal_of_history(lead)
		on_stage(lead, "Customer")

	result = report()

	mine = rows(result)[ROSA]
	assert (mine["taken"], mine["won_rate"], mine["opportunity_rate"]) == (3, None, None)
	assert mine["won_rate_why"] == ONLY_WON
	assert rows(result)["all"]["won_rate"] is None
	assert ONLY_WON in result.notes
	assert behind(ROSA, "won") == behind(ROSA, "ripe") == set()
	assert (mine["deals"], mine["deals_won"]) == (3, 3)


def test_what_was_assigned_has_a_rate_beside_what_is_only_told():
	told, lost = owned(REP.user), of_lead()
	a_deal_of_history(told)
	given(lost, REP.user)

	mine = rows(report())[ROSA]

	assert (mine["taken"], mine["ripe"], mine["won_rate"]) == (2, 1, 0)
	assert behind(ROSA, "ripe") == {lost}


def test_owners_that_follow_the_outcome_are_warned_of():
	for number in range(40):
		lead = owned(REP.user if number < 21 else None)
		if number < 20:
			a_deal_of_history(lead)

	assert any("too high" in note.text for note in report().notes)


def test_answers_in_time():
	first, second = of_lead(SECOND_REP.user), of_lead()
	a_clock(first, minutes=10, answered_by=REP.user)
	a_clock(second, minutes=90, answered_by=REP.user)

	mine = rows(report())[ROSA]

	assert (mine["answered"], mine["median_working"], mine["in_time_rate"]) == (2, 50, pytest.approx(1 / 2))
	assert behind(ROSA, "answered") == {first, second}
	assert behind(ROSA, "in_time") == {first}


def test_hand_overs_and_how_they_ended():
	leads = {status: of_lead() for status in ("Accepted", "Refused", "Lapsed", "Waiting")}
	for status, lead in leads.items():
		handed(lead, REP.user, status)
	handed(of_lead(), SECOND_REP.user, "Accepted")
	handed(of_lead(), REP.user, "Accepted", datetime(2020, 4, 1))

	found = rows(report())

	mine = found[ROSA]
	assert (mine["handed"], mine["accepted"], mine["refused"], mine["lapsed"]) == (4, 1, 1, 1)
	assert (mine["acceptance_rate"], found["all"]["acceptance_rate"]) == (1 / 2, pytest.approx(2 / 3))
	assert behind(ROSA, "handed") == set(leads.values())
	assert behind(ROSA, "refused") == {leads["Refused"]}


def test_opportunities_and_what_they_were_worth():
	for outcome, amount in (("Won", 100), ("Won", None), ("Lost", 70), ("Open", 50)):
		lead = of_lead(REP.user)
		known = {"has_amount": 1, "amount": amount} if amount else {}
		a_deal_of_history(lead, outcome, **known)
	a_deal_of_history(of_lead(REP.user), "Won", datetime(2020, 2, 2), has_amount=1, amount=5)

	result = report()

	mine = rows(result)[ROSA]
	assert (mine["deals"], mine["deals_won"], mine["deals_lost"]) == (4, 2, 1)
	assert (mine["win_rate"], mine["amount_won"]) == (pytest.approx(2 / 3), 100)
	assert mine["currency"]
	assert any("no amount is known" in note.text for note in result.notes)
	assert len(behind(ROSA, "deals")) == 4
	assert len(behind(ROSA, "deals_won")) == 2


def test_owner_chooses_the_rep():
	lead = of_lead(SECOND_REP.user)
	given(lead, REP.user)
	given(lead, SECOND_REP.user, MONDAY + timedelta(days=1))

	found = rows(report(owner=REP.user))

	assert list(found) == [ROSA, "all"]
	assert found["all"]["taken"] == 1
	assert behind(ROSA, "taken", owner=REP.user) == {lead}
	assert behind("all", "taken", owner=REP.user) == {lead}


def test_the_load_stands_beside_the_capacity():
	lead = of_lead(REP.user)
	given(lead, REP.user)

	mine = rows(report())[ROSA]

	assert mine["open_leads"] >= 1
	assert mine["load"] > 0
	assert mine["capacity"] > 0


def test_the_period_before_stands_beside():
	given(of_lead(), REP.user, datetime(2020, 2, 4))
	given(of_lead(), REP.user, datetime(2020, 2, 5))
	given(of_lead(), REP.user)

	result = report(compare=1)

	assert (rows(result)[ROSA]["taken"], rows(result)[ROSA]["taken_before"]) == (1, 2)
	assert (result.cards[0].value, result.cards[0].before) == (1, 2)


def test_nobody_did_anything():
	result = report()

	assert not result.rows
	(note,) = result.notes
	assert note.text.startswith("Nobody took")


def test_a_rep_sees_their_own_figures_alone(by):
	lead = of_lead(REP.user)
	given(lead, SECOND_REP.user)
	given(lead, REP.user, MONDAY + timedelta(days=1))
	given(of_lead(SECOND_REP.user), SECOND_REP.user)

	mine = by(REP)(report)

	assert list(rows(mine)) == [ROSA, "all"]
	assert any("your own figures" in note.text for note in mine.notes)
	assert list(rows(by(MANAGER)(report))) == [THEO, ROSA, "all"]


def test_somebody_who_is_gone_keeps_their_figures():
	lead = of_lead()
	given(lead, "gone@atelier-lumiere.example")

	found = rows(report())

	assert found["=gone@atelier-lumiere.example"]["group_label"] == "gone@atelier-lumiere.example"
	assert behind("=gone@atelier-lumiere.example", "taken") == {lead}


def test_behind_each_figure_are_just_so_many_leads():
	for number in range(12):
		user = REP.user if number % 2 else SECOND_REP.user
		lead = of_lead(user) if number % 3 else owned(user)
		if number % 3:
			given(lead, user)
		a_clock(lead, minutes=30 * number, answered_by=user)
		handed(lead, user, ("Accepted", "Refused", "Lapsed", "Withdrawn")[number % 4])
		if number % 4 == 0:
			on_stage(lead, "Opportunity", MONDAY + timedelta(days=1))
			a_deal_of_history(lead, ("Won", "Lost")[number % 8 // 4], closed_at=MONDAY + timedelta(days=9))

	result = report()

	drilled = [column.name for column in result.columns if column.drill]
	for row in result.rows:
		for column in drilled:
			assert len(behind(row["key"], column)) == row[column], (row["key"], column)
