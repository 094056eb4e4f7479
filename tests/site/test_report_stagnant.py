"""Stagnant Leads: what lies still, whose it is, and what came and went."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
import pytest

from lead_intelligence.core.reporting.result import Sentence
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.answered_leads import a_row, of_lead
from tests.site.report_of_march import ReportOfMarch, rows
from tests.site.touch_builders import touched

report = ReportOfMarch("Stagnant Leads")
behind = report.behind
END = datetime(2020, 4, 1)


@pytest.fixture(autouse=True)
def nothing_else():
	frappe.db.delete("Lead Stagnation")


def a_note(
	lead: str | None,
	quiet_days: int = 10,
	since: datetime = datetime(2020, 3, 25),
	until: datetime | None = None,
	because: str = "Touch",
	owner: str | None = REP.user,
	stage: str = "MQL",
) -> None:
	values: dict[str, Any] = {"quiet_since": END - timedelta(days=quiet_days), "stagnant_at": since}
	values |= {"ended_at": until, "ended_because": because} if until else {"open_for": lead}
	a_row("Lead Stagnation", lead=lead, owner_user=owner, stage=stage, **values)


def test_by_owner_as_of_the_end_of_the_period():
	mine, other, gone, later = of_lead(), of_lead(), of_lead(), of_lead()
	a_note(mine, quiet_days=8)
	a_note(other, quiet_days=40, owner=SECOND_REP.user)
	a_note(gone, until=datetime(2020, 3, 30))
	a_note(later, since=datetime(2020, 4, 2))

	result = report()

	found = rows(result)
	assert (found[f"={REP.user}"]["leads"], found[f"={REP.user}"]["group_label"]) == (1, "Rosa Bernard")
	assert found["all"] | {"leads": 2, "longest": 40, "long": 1, "median": 24} == found["all"]
	assert behind("all", "leads") == {mine, other}
	assert behind("all", "long") == {other}
	assert behind(f"={REP.user}", "leads") == {mine}
	assert result.cards[0].value == 2


def test_what_ended_on_the_very_end_still_stood():
	lead = of_lead()
	a_note(lead, until=END)

	assert rows(report())["all"]["leads"] == 1


def test_now_is_as_far_as_anybody_can_see():
	lead = of_lead()
	now = frappe.utils.now_datetime()
	a_note(lead, since=now - timedelta(days=1))

	found = rows(report(from_date="2020-01-01", to_date=str(now.date() + timedelta(days=30))))

	assert found["all"]["leads"] == 1
	assert found["all"]["longest"] == (now.date() - (END - timedelta(days=10)).date()).days


@pytest.mark.parametrize(
	("days", "age"), [(7, "7"), (8, "14"), (14, "14"), (15, "30"), (30, "30"), (31, "90"), (91, "more")]
)
def test_ages(days, age):
	lead = of_lead()
	a_note(lead, quiet_days=days)

	(row, _total) = report(group_by="Age").rows

	assert row["key"] == f"={age}"
	assert behind(row["key"], "leads", group_by="Age") == {lead}


def test_stages_stand_in_their_order():
	for stage in ("Nurture", "SQL", "Lead"):
		a_note(of_lead(), stage=stage)

	groups = [row["group"] for row in report(group_by="Stage").rows]

	assert groups == [Sentence(text=text) for text in ("Lead", "SQL", "Nurture", "All")]


def test_the_leads_themselves_the_longest_quiet_first():
	short, long = of_lead(), of_lead(last_name="King")
	a_note(short, quiet_days=5)
	a_note(long, quiet_days=50)
	touched(long, "Demo Request", at=datetime(2020, 2, 11))
	a_row("Lead Next Step", lead=long, state="Open", kind="Call", due_at=datetime(2020, 2, 12), user=REP.user)
	a_row("Lead Next Step", lead=long, state="Open", kind="Look Again", due_at=datetime(2020, 2, 1))

	first, second = report(group_by="Lead").rows

	assert (first["lead"], second["lead"]) == (long, short)
	assert (first["lead_label"], first["owner_label"], first["days"]) == ("Ada King", "Rosa Bernard", 50)
	assert (first["last_touch"], first["step_due"]) == (datetime(2020, 2, 11), datetime(2020, 2, 12))
	assert (second["last_touch"], second["step_due"]) == (None, None)


def test_what_came_and_went_month_by_month():
	stays, by_touch, by_merge = of_lead(), of_lead(), of_lead()
	a_note(stays, since=datetime(2020, 1, 31, 23, 59))
	a_note(by_touch, since=datetime(2020, 2, 1), until=datetime(2020, 3, 1))
	a_note(by_touch, since=datetime(2020, 3, 10), until=datetime(2020, 3, 12), because="Stage Change")
	a_note(by_merge, since=datetime(2020, 2, 10), until=datetime(2020, 2, 20), because="Other Limit")

	asked_for = {"from_date": "2020-02-01", "group_by": "Month"}
	february, march = report(**asked_for).rows

	shown = ("group", "came", "went", "touch", "step", "stage", "other", "standing")
	assert tuple(february[name] for name in shown) == ("2020-02", 2, 1, 0, 0, 0, 1, 2)
	assert tuple(march[name] for name in shown) == ("2020-03", 1, 1, 1, 0, 1, 0, 1)
	assert behind("=2020-02", "standing", **asked_for) == {stays, by_touch}
	assert behind("=2020-02", "other", **asked_for) == {by_merge}
	assert behind("=2020-03", "went", **asked_for) == {by_touch}
	assert behind("=2020-03", "standing", **asked_for) == {stays}


def test_weeks_begin_on_mondays_as_the_database_has_it():
	a_note(of_lead(), since=datetime(2020, 3, 1, 12))
	a_note(of_lead(), since=datetime(2020, 3, 2))

	found = rows(report(group_by="Week"))

	assert (found["=2020-W09"]["came"], found["=2020-W10"]["came"]) == (1, 1)
	assert [*found][:: len(found) - 1] == ["=2020-W09", "=2020-W14"]


def test_what_was_no_stagnation_is_none():
	lead = of_lead()
	a_note(lead, since=datetime(2020, 3, 5), until=datetime(2020, 3, 4))

	result = report(group_by="Month")

	assert not result.rows
	assert any("taken for stagnant" in note.text for note in result.notes)


def test_the_period_before_stands_beside():
	lead = of_lead()
	a_note(lead, since=datetime(2020, 2, 5), until=datetime(2020, 3, 5))
	a_note(of_lead())
	a_note(of_lead())

	result = report(compare=1)

	assert (rows(result)["all"]["leads"], rows(result)["all"]["leads_before"]) == (2, 1)
	assert (result.cards[0].value, result.cards[0].before) == (2, 1)


def test_nothing_is_said_in_one_sentence():
	(note,) = report().notes
	assert note.text.startswith("No lead was stagnant")


def test_deleted_leads_are_in_no_figure():
	a_note(None)
	a_note(of_lead())

	result = report()

	assert rows(result)["all"]["leads"] == 1
	assert any("deleted" in note.text for note in result.notes)


def test_a_rep_sees_what_is_theirs(by):
	a_note(of_lead(REP.user))
	a_note(of_lead(SECOND_REP.user))

	assert rows(by(REP)(report))["all"]["leads"] == 1
	assert rows(by(MANAGER)(report))["all"]["leads"] == 2
