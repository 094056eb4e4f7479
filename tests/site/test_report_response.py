"""Lead Response Time: figures of leads whose answers are known."""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
import pytest

from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.answered_leads import (
	MONDAY,
	a_clock,
	a_deal_of_history,
	an_answer_of_history,
	of_lead,
	on_stage,
)
from tests.site.report_of_march import ReportOfMarch, rows

report = ReportOfMarch("Lead Response Time")
behind = report.behind


def test_leads_stand_where_their_working_time_puts_them():
	fast, hour, later = of_lead(), of_lead(), of_lead()
	a_clock(fast, minutes=5)
	a_clock(hour, minutes=5.02)
	a_clock(later, minutes=60, elapsed_time=25 * 3600)

	found = rows(report())

	assert [found[key]["leads"] for key in ("5 minutes", "1 hour", "later")] == [1, 2, 0]
	assert [found[key]["other_leads"] for key in ("5 minutes", "1 hour", "later")] == [1, 1, 1]
	assert found["all"]["leads"] == 3
	assert behind("1 hour", "leads") == {hour, later}
	assert behind("1 hour", "other_leads") == {hour}
	assert behind("all", "leads") == {fast, hour, later}


def test_what_is_not_answered_is_told_apart():
	waiting, overdue, breached, ended = of_lead(), of_lead(), of_lead(), of_lead()
	a_clock(waiting, due_at=datetime(2999, 1, 1))
	a_clock(overdue)
	a_clock(breached, outcome="Breached", closed_at=MONDAY, closed_because="Lead Ended")
	a_clock(ended, outcome="Not Applicable", closed_at=MONDAY, closed_because="Converted")

	found = rows(report())

	assert (found["waiting"]["leads"], found["never"]["leads"]) == (2, 2)
	total = rows(report(group_by="Hour"))["all"]
	assert (total["leads"], total["answered"], total["waiting"], total["unanswered"]) == (4, 0, 2, 2)
	assert (total["in_time_rate"], total["in_time_rate_of"], total["not_in_time"]) == (0, 2, 2)
	assert behind("all", "not_in_time", group_by="Hour") == {overdue, breached}
	assert behind("all", "waiting", group_by="Hour") == {waiting, overdue}


def test_a_clock_that_stood_still_before_it_was_due_is_not_overdue():
	a_clock(of_lead(), paused_since=MONDAY + timedelta(minutes=30))

	assert rows(report(group_by="Hour"))["all"]["in_time_rate_of"] == 0


def test_median_and_ninetieth_percentile_in_minutes():
	for minutes in (1, 2, 3, 10):
		a_clock(of_lead(), minutes=minutes, elapsed_time=minutes * 120)

	total = rows(report(group_by="Hour"))["all"]

	assert total["median_working"] == pytest.approx(2.5)
	assert total["p90_working"] == pytest.approx(7.9)
	assert total["median_elapsed"] == pytest.approx(5)
	assert total["p90_elapsed"] == pytest.approx(15.8)


def test_who_answered_and_for_whom_leads_wait():
	a_clock(of_lead(REP.user), minutes=10, answered_by=SECOND_REP.user)
	a_clock(of_lead(REP.user), minutes=20, answered_by=REP.user)
	waiting = of_lead(REP.user)
	a_clock(waiting)

	found = rows(report(group_by="Rep"))

	mine = found[f"={REP.user}"]
	assert (mine["leads"], mine["answered"], mine["waiting"], mine["group_label"]) == (
		2,
		1,
		1,
		"Rosa Bernard",
	)
	assert found[f"={SECOND_REP.user}"]["median_working"] == pytest.approx(10)
	assert behind(f"={REP.user}", "waiting", group_by="Rep") == {waiting}


def test_hours_and_weekdays():
	a_clock(of_lead(), datetime(2020, 3, 2, 9, 59), 1)
	a_clock(of_lead(), datetime(2020, 3, 2, 10), 1)
	a_clock(of_lead(), datetime(2020, 3, 8, 10), 1)

	assert [row["group"] for row in report(group_by="Hour").rows] == ["09:00", "10:00", _words("All")]
	assert [row["group"] for row in report(group_by="Weekday").rows] == [
		_words(text) for text in ("Monday", "Sunday", "All")
	]


def test_a_lead_counts_once_by_the_first_time():
	lead = of_lead()
	a_clock(lead, minutes=4, cycle=1)
	a_clock(lead, MONDAY + timedelta(days=3), 400, cycle=2)

	result = report()

	assert rows(result)["all"]["leads"] == 1
	assert rows(result)["5 minutes"]["leads"] == 1
	assert any("due again" in note.text for note in result.notes)


def test_by_the_moment_of_the_answer():
	lead, open_one = of_lead(), of_lead()
	a_clock(lead, datetime(2020, 2, 28), 60 * 24 * 4)
	a_clock(open_one)

	found = rows(report(basis="Answered in the Period"))

	assert (found["all"]["leads"], found["waiting"]["leads"]) == (1, 0)
	assert behind("later", "leads", basis="Answered in the Period") == {lead}


def test_conversion_by_how_soon_the_answer_came():
	fast, slow = [of_lead() for _ in range(3)], [of_lead() for _ in range(2)]
	for lead in fast:
		a_clock(lead, minutes=3)
	for lead in slow:
		a_clock(lead, minutes=3000)
	on_stage(fast[0], "Opportunity")
	on_stage(fast[1], "Customer")
	a_deal_of_history(fast[1])
	a_deal_of_history(slow[0])
	a_deal_of_history(slow[1], "Lost")

	found = rows(report())

	first = found["5 minutes"]
	assert (first["ripe"], first["opportunities"], first["won"]) == (3, 2, 1)
	assert first["opportunity_rate"] == pytest.approx(2 / 3)
	assert first["opportunity_rate_few"]
	assert 0 < first["opportunity_rate_low"] < 2 / 3 < first["opportunity_rate_high"] < 1
	assert (found["later"]["opportunities"], found["later"]["won_rate"]) == (0, pytest.approx(1 / 2))
	assert found["4 hours"]["opportunity_rate"] is None
	assert behind("5 minutes", "opportunities") == set(fast[:2])
	assert behind("later", "won") == {slow[0]}


def test_what_is_young_is_in_no_rate_of_conversion():
	now = frappe.utils.now_datetime()
	lead = of_lead()
	a_clock(lead, now - timedelta(days=1), 1)
	on_stage(lead, "Opportunity")
	days = {"from_date": str(now.date() - timedelta(days=2)), "to_date": str(now.date()), "company": "X"}
	lead_company = frappe.db.get_value("Lead", lead, "company")

	result = report(**{**days, "company": lead_company, "source": _own_source(lead)})

	total = rows(result)["all"]
	assert (total["leads"], total["ripe"], total["opportunity_rate"], total["unripe"]) == (1, 0, None, True)
	assert any("younger" in note.text for note in result.notes)


def test_answers_of_imported_history_have_elapsed_time_alone():
	lead, early = of_lead(REP.user), of_lead(REP.user)
	on_stage(lead, "Lead")
	an_answer_of_history(lead, MONDAY + timedelta(minutes=30), SECOND_REP.user)
	on_stage(early, "Lead")
	an_answer_of_history(early, MONDAY - timedelta(minutes=30), SECOND_REP.user)

	result = report(time="Elapsed Time")

	found = rows(result)
	assert (found["5 minutes"]["leads"], found["1 hour"]["leads"]) == (1, 1)
	assert found["unknown"]["other_leads"] == 2
	total = rows(report(group_by="Rep"))[f"={SECOND_REP.user}"]
	assert (total["median_elapsed"], total["median_working"], total["in_time_rate"]) == (0, None, None)
	assert sum("before they came" in note.text for note in result.notes) == 1
	assert behind("unknown", "other_leads", time="Elapsed Time") == {lead, early}


def test_a_lead_that_was_timed_needs_no_history():
	lead = of_lead()
	on_stage(lead, "Lead")
	a_clock(lead, minutes=3)
	an_answer_of_history(lead, MONDAY + timedelta(days=3))

	found = rows(report())

	assert (found["all"]["leads"], found["5 minutes"]["other_leads"]) == (1, 1)


def test_deleted_leads_are_named_and_in_no_figure():
	a_clock(None, minutes=3)
	a_clock(of_lead(), minutes=3)

	result = report()

	assert rows(result)["all"]["leads"] == 1
	assert any("deleted" in note.text for note in result.notes)


def test_the_period_before_stands_beside():
	a_clock(of_lead(), datetime(2020, 2, 3), 2)
	a_clock(of_lead(), datetime(2020, 2, 3), 4)
	a_clock(of_lead(), minutes=9)

	result = report(compare=1, group_by="Hour")

	total = rows(result)["all"]
	assert (total["leads"], total["leads_before"]) == (1, 2)
	assert (total["median_working"], total["median_working_before"]) == (9, 3)
	assert [(card.value, card.before) for card in result.cards][:2] == [(1, 2), (9, 3)]
	assert rows(report(compare=1))["5 minutes"]["share_before"] == 1


def test_no_leads_is_no_figure():
	result = report()

	assert not result.rows
	(note,) = result.notes
	assert note.text.startswith("No lead was due")


@pytest.mark.parametrize(
	"by", ["Response Time", "Rep", "Hour", "Weekday", "Family of Origin", "Source", "Grade", "Month", "Week"]
)
def test_behind_each_figure_are_just_so_many_leads(by):
	sources = [_a_source("Website 2020"), _a_source("Fair 2020"), None]
	for number in range(12):
		lead = of_lead(REP.user if number % 2 else SECOND_REP.user, source=sources[number % 3])
		minutes = (None, 2, 40, 4000)[number % 4]
		a_clock(
			lead, MONDAY + timedelta(hours=7 * number), minutes, answered_by=REP.user if minutes else None
		)
		if number % 5 == 0:
			on_stage(lead, "Opportunity")
			a_deal_of_history(lead)

	result = report(group_by=by)

	drilled = [column.name for column in result.columns if column.drill]
	for row in result.rows:
		for column in drilled:
			assert len(behind(row["key"], column, group_by=by)) == row[column], (row["key"], column)


def test_a_rep_sees_the_answers_to_their_own_leads(by):
	a_clock(of_lead(REP.user), minutes=3)
	a_clock(of_lead(SECOND_REP.user), minutes=3)

	assert rows(by(REP)(report))["all"]["leads"] == 1
	assert rows(by(MANAGER)(report))["all"]["leads"] == 2


def _words(text: str):
	from lead_intelligence.core.reporting.result import Sentence

	return Sentence(text=text)


def _a_source(name: str) -> str:
	doctype = "UTM Source" if frappe.db.exists("DocType", "UTM Source") else "Lead Source"
	if not frappe.db.exists(doctype, name):
		field = "source_name" if doctype == "Lead Source" else "name"
		frappe.get_doc({"doctype": doctype, field: name}).insert()
	return name


def _own_source(lead: str) -> str:
	"""So that no other lead is in the report."""
	from lead_intelligence.adapters.erpnext_versions import actual_name

	source = _a_source("Of One Lead")
	frappe.db.set_value("Lead", lead, actual_name("source"), source)
	return source
