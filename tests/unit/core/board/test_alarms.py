from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lead_intelligence.core.board.alarm import Alarm, Place, Severity, report, worst_first
from lead_intelligence.core.board.handover_alarms import treatment_alarm
from lead_intelligence.core.board.lead_alarms import above_chi_square, shift_alarm, shift_of, source_alarm
from lead_intelligence.core.board.money_alarms import cost_without_leads, cost_without_rate, ledger_alarm
from lead_intelligence.core.board.overdue import LATE_LEADS, Overdue, acceptance_alarm, late_alarm
from lead_intelligence.core.board.response_alarms import in_time_alarm
from lead_intelligence.core.costs.costs import Cost
from lead_intelligence.core.funnel.agreement_findings import Bar
from lead_intelligence.core.funnel.handovers import HandoverCount, HandoverSort, Reply
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Sentence
from lead_intelligence.core.returns.reconciliation import Reconciled

BAR = Bar(alarm=0.8, fewest=20, days=5)
NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


def said(alarm: Alarm | None) -> str:
	assert alarm is not None
	return alarm.sentence.text.format(**alarm.sentence.values)


def handed(worked: int, unworked: int) -> HandoverCount:
	found = HandoverCount()
	found.add(HandoverSort(reply=Reply.ACCEPTED, decided=True), worked)
	found.add(HandoverSort(reply=Reply.NONE), unworked)
	return found


def test_too_few_worked_leads_are_told_with_who_left_most():
	by_rep = {"rosa@x": handed(10, 2), "theo@x": handed(5, 8), "": handed(0, 30)}
	alarm = treatment_alarm(handed(15, 10), by_rep, BAR)
	assert said(alarm) == (
		"Sales has worked 15 of 25 leads within 5 days of their hand-over: 60 %, below the agreed 80 %. "
		"Most of the others were handed over to theo@x: 8 of 13."
	)
	assert alarm.who == "theo@x"
	assert alarm.target == report("Marketing and Sales Agreement", group_by="Handed Over To")


def test_and_without_a_name_where_they_were_handed_to_nobody():
	alarm = treatment_alarm(handed(15, 10), {"": handed(15, 10)}, BAR)
	assert said(alarm).endswith("60 %, below the agreed 80 %.")
	assert alarm.who is None


@pytest.mark.parametrize("whole", [handed(20, 5), handed(4, 15), handed(0, 0)])
def test_no_alarm_while_enough_are_worked_or_too_few_were_handed_over(whole):
	assert treatment_alarm(whole, {}, BAR) is None


def test_a_rate_just_below_the_limit_is_not_rounded_up_to_it():
	assert "79.99 %, below the agreed 80 %" in said(treatment_alarm(handed(7999, 2001), {}, BAR))


def test_late_leads_and_hand_overs_name_the_oldest_and_whose_most_are():
	overdue = Overdue(number=7, since="2026-11-20 09:00", most_of="rosa@x", of_them=4)
	assert said(late_alarm(overdue)) == (
		"7 leads wait past the moment when a response was due, the oldest since 2026-11-20 09:00. "
		"4 of them belong to rosa@x."
	)
	assert said(acceptance_alarm(overdue)).endswith("4 of them are with rosa@x.")
	assert late_alarm(overdue).target is LATE_LEADS


def test_and_nobody_where_nobody_has_them():
	overdue = Overdue(number=1, since="2026-11-20 09:00", most_of=None, of_them=0)
	assert said(late_alarm(overdue)).endswith("the oldest since 2026-11-20 09:00.")
	assert late_alarm(None) is acceptance_alarm(None) is None


@pytest.mark.parametrize(
	("in_time", "alarm", "is_told"),
	[
		(Tally(leads=30, won=20), 0.8, True),
		(Tally(leads=30, won=24), 0.8, False),
		(Tally(leads=19, won=0), 0.8, False),
		(Tally(leads=30, won=0), 0.0, False),
		(Tally(leads=0, won=0), 0.8, False),
	],
)
def test_answers_in_time_are_an_alarm_below_what_the_settings_ask_for(in_time, alarm, is_told):
	assert (in_time_alarm(in_time, alarm=alarm, fewest=20) is not None) is is_told


@pytest.mark.parametrize(
	("square", "freedom", "chance"),
	# M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, table 26.8.
	[
		(3.84146, 1, 0.05),
		(6.63490, 1, 0.01),
		(5.99147, 2, 0.05),
		(7.81473, 3, 0.05),
		(11.3449, 3, 0.01),
		(13.2767, 4, 0.01),
		(18.3070, 10, 0.05),
		(0.351846, 3, 0.95),
	],
)
def test_a_chi_square_is_that_of_the_tables(square, freedom, chance):
	assert above_chi_square(square, freedom) == pytest.approx(chance, rel=1e-4)


def test_a_chi_square_of_nothing_is_certain_and_needs_a_degree_of_freedom():
	assert above_chi_square(0, 3) == 1
	with pytest.raises(ValueError, match="degree of freedom"):
		above_chi_square(1, 0)


def test_grades_that_shift_are_told_by_the_one_that_moved_furthest():
	alarm = shift_alarm({"A": 10, "B": 30, "C": 60}, {"A": 40, "B": 40, "C": 20}, fewest=20)
	assert said(alarm).startswith(
		"Other leads come in than before: 60 % of the new ones have the grade C at first, after 20 %."
	)
	assert alarm.severity is Severity.WARNING


@pytest.mark.parametrize(
	("now", "before"),
	[
		({"A": 50, "B": 50}, {"A": 55, "B": 45}),
		({"A": 5000, "B": 5000}, {"A": 5400, "B": 4600}),
		({"A": 6, "B": 4}, {"A": 60, "B": 940}),
		({"A": 100}, {"A": 90}),
		({}, {"A": 90}),
		({"A": 90}, {}),
	],
)
def test_no_alarm_of_chance_of_little_or_of_few_leads(now, before):
	assert shift_alarm(now, before, fewest=20) is None


def test_grades_that_hardly_occur_are_taken_together():
	alike = {"A": 100, "B": 100}
	rare = {f"Z{number}": 1 for number in range(8)}
	assert shift_of({**alike, **rare}, alike) is not None
	assert shift_of({"A": 1}, {"B": 1}) is None


def test_leads_below_all_grades_are_called_so():
	alarm = shift_alarm({"": 80, "A": 20}, {"": 10, "A": 90}, fewest=20)
	assert alarm.sentence.values["grade"] == Sentence(text="No Grade")


def test_leads_without_source_are_an_alarm_above_the_share_of_the_settings():
	told = {"alarm": 0.2, "fewest": 20, "since": "2026-11-01", "source_field": "source"}
	alarm = source_alarm(Tally(leads=50, won=11), **told)
	assert "11 of the 50 leads" in said(alarm)
	assert alarm.target.place is Place.LIST
	assert alarm.target.rows[0] == ("source", "is", "not set")
	assert source_alarm(Tally(leads=50, won=10), **told) is None
	assert source_alarm(Tally(leads=19, won=19), **told) is None


def cost(amount: str | None, **more: object) -> Cost:
	known = None if amount is None else Decimal(amount)
	values = {"days": NOVEMBER, "places": 2, "company": "C", "currency": "EUR", **more}
	return Cost(amount=known, **values)  # type: ignore[arg-type]


def test_what_cost_something_and_brought_no_lead_is_named_the_dearest_first():
	costs = [
		cost("100", source="Fair"),
		cost("300", campaign="Spring", source="Website"),
		cost("50", source="WEBSITE"),
		cost("20"),
	]
	alarm = cost_without_leads(costs, {"source": {"website"}, "campaign": {"autumn"}}, NOVEMBER, "EUR")
	assert said(alarm) == "These cost 400 EUR in this period and brought no lead: Spring, Fair."


def test_nothing_is_said_where_each_cost_has_leads():
	with_leads = {"source": {"fair"}, "campaign": {"spring"}}
	costs = [cost("1", source="Fair"), cost("1", campaign="Spring")]
	assert cost_without_leads(costs, with_leads, NOVEMBER, "EUR") is None
	assert cost_without_leads([], {}, NOVEMBER, "EUR") is None


def test_many_names_are_cut_short():
	costs = [cost("1", source=f"Source {number}") for number in range(9)]
	assert said(cost_without_leads(costs, {"source": set(), "campaign": set()}, NOVEMBER, "EUR")).endswith(
		"Source 4, …."
	)


def test_costs_without_a_rate_are_counted_by_currency():
	alarm = cost_without_rate([cost(None, currency="USD"), cost(None, currency="CHF"), cost("1")])
	assert said(alarm) == "2 costs are not counted, as nobody has entered an exchange rate for CHF, USD."
	assert cost_without_rate([cost("1")]) is None


def reconciled(ledger: str, *vouchers: str) -> Reconciled:
	return Reconciled(
		customers=3,
		shown=Decimal("100.004"),
		elsewhere=Decimal(50),
		untraced=Decimal(25),
		ledger=Decimal(ledger),
		vouchers=vouchers,
	)


def test_a_ledger_that_differs_is_told_with_the_vouchers_to_look_at():
	assert said(ledger_alarm(reconciled("185", "SINV-1"), "EUR", 2)) == (
		"What was invoiced to the customers of leads and what the general ledger holds for them differ by 10.00 EUR. "
		"Look first at SINV-1."
	)
	assert said(ledger_alarm(reconciled("170"), "EUR", 2)).endswith("differ by -5.00 EUR.")


def test_less_than_the_smallest_coin_is_no_difference():
	assert ledger_alarm(reconciled("175"), "EUR", 2) is None
	assert ledger_alarm(None, "EUR", 2) is None


def test_the_worst_alarms_come_first_else_as_they_came():
	def alarm(name: str, severity: Severity) -> Alarm:
		return Alarm(name=name, severity=severity, sentence=Sentence(text=""), target=report("Any"))

	found = worst_first(
		[
			alarm("a", Severity.NOTE),
			alarm("b", Severity.ALARM),
			alarm("c", Severity.WARNING),
			alarm("d", Severity.ALARM),
		]
	)
	assert [one.name for one in found] == ["b", "d", "c", "a"]
