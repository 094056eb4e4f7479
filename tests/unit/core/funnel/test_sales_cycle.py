"""How long sales take, how many are won, and what is said where something is not known."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.cycle import Sale, cycle_figures, days_of
from lead_intelligence.core.funnel.cycle_question import CycleBasis, CycleQuestion, Start
from lead_intelligence.core.funnel.cycle_remarks import CycleLeftOut
from lead_intelligence.core.funnel.cycle_report import Sales, sales_cycle
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Result


def sale(
	outcome: Outcome,
	days: int | None = None,
	amount: float | None = None,
	group: str = "Site",
	currency: str = "EUR",
) -> Sale:
	deal = Deal(lead="L", record="O", opened_at=None, outcome=outcome, closed_at=None, amount=amount)
	return Sale(deal=deal, group=group, days=days, currency=currency)


WON, LOST, OPEN, CLOSED = Outcome.WON, Outcome.LOST, Outcome.OPEN, Outcome.CLOSED
NOTHING = CycleLeftOut()
QUESTION = CycleQuestion(by="Source", start=Start.FIRST_CONTACT, basis=CycleBasis.BEGUN)


def report(
	*sales: Sale,
	before: tuple[Sale, ...] | None = None,
	question: CycleQuestion = QUESTION,
	left_out: CycleLeftOut = NOTHING,
) -> Result:
	then = None if before is None else Sales(sales=before)
	return sales_cycle(question, Grouping(label="Source"), Sales(sales=sales), then, left_out, fewest=20)


def said(result: Result) -> str:
	return "\n".join(note.text.format(**note.values) for note in result.notes)


sales = st.lists(
	st.builds(
		sale,
		outcome=st.sampled_from(Outcome),
		days=st.none() | st.integers(-10, 900),
		amount=st.none() | st.integers(0, 10**6).map(float),
	),
	max_size=30,
)


@given(sales=sales)
def test_the_figures_are_those_of_the_sales_one_by_one(sales: list[Sale]) -> None:
	figures = cycle_figures(sales)

	def of(*outcomes: Outcome) -> list[Sale]:
		return [one for one in sales if one.deal.outcome in outcomes]

	assert (figures.deals, figures.closed) == (len(sales), len(of(CLOSED)))
	assert (figures.won, figures.lost, figures.open) == (len(of(WON)), len(of(LOST)), len(of(OPEN)))
	assert figures.decided.leads == len(of(WON, LOST))
	for amount, outcome in (
		(figures.won_amount, WON),
		(figures.lost_amount, LOST),
		(figures.open_amount, OPEN),
	):
		known = [one.deal.amount for one in of(outcome) if one.deal.amount is not None]
		assert amount.known == (sum(known) if known else None)
		assert amount.unknown == len(of(outcome)) - len(known)
	for spread, outcomes in (
		(figures.won_days, (WON,)),
		(figures.lost_days, (LOST,)),
		(figures.decided_days, (WON, LOST)),
	):
		days = [one.days for one in of(*outcomes) if one.days is not None]
		assert (spread is None) == (not days)
		if spread:
			assert (spread.cases, spread.median) == (len(days), np.median(days))
			assert spread.p90 == pytest.approx(np.percentile(days, 90))
			assert spread.mean == pytest.approx(np.mean(days))


@pytest.mark.parametrize(
	("begun", "closed", "days"),
	[
		(datetime(2025, 1, 1, 23, 59), datetime(2025, 1, 2, 0, 1), 1),
		(datetime(2025, 1, 2, 0, 1), datetime(2025, 1, 2, 23, 59), 0),
		(datetime(2025, 1, 3, 8), date(2025, 1, 1), -2),
		(None, date(2025, 1, 1), None),
		(date(2025, 1, 1), None, None),
	],
)
def test_days_are_those_of_the_calendar(begun: date | None, closed: date | None, days: int | None) -> None:
	assert days_of(begun, closed) == days


def test_the_rate_by_amount_does_not_take_unknown_losses_for_none() -> None:
	won, lost, unknown = sale(WON, amount=30), sale(LOST, amount=10), sale(LOST)

	assert cycle_figures([won, lost]).amount_rate == 0.75
	assert cycle_figures([won, unknown]).amount_rate is None
	assert cycle_figures([won, lost, unknown]).amount_rate == 0.75
	assert cycle_figures([sale(WON), lost]).amount_rate == 0
	assert cycle_figures([sale(LOST, amount=0)]).amount_rate is None


def test_amounts_of_several_currencies_are_not_added_up() -> None:
	result = report(
		sale(WON, amount=1, group="A"), sale(WON, amount=1, group="B", currency="USD"), sale(LOST)
	)

	assert [(row["won_amount"], row["currency"]) for row in result.rows[:2]] == [(1, "EUR"), (1, "USD")]
	assert (result.rows[-1]["won_amount"], result.rows[-1]["currency"]) == (None, None)
	assert "several currencies" in said(result)


def test_without_any_amount_nothing_is_said_of_currencies() -> None:
	result = report(sale(WON), sale(LOST), sale(CLOSED))

	assert "currencies" not in said(result)
	assert "Opportunities without a known amount: 2." in said(result)


def test_a_win_rate_needs_something_that_was_lost() -> None:
	result = report(sale(WON), sale(OPEN))

	assert [row["win_rate"] for row in result.rows] == [None, None]
	assert all(row["win_rate_why"] and row["amount_rate_why"] for row in result.rows)
	assert next(card for card in result.cards if card.label == "Win Rate").value is None
	assert "there is no win rate" in said(result)


def test_a_group_that_lost_nothing_has_a_rate_where_others_lost() -> None:
	result = report(sale(WON, group="A"), sale(LOST, group="B"))

	assert [(row["key"], row["win_rate"]) for row in result.rows] == [("=A", 1), ("=B", 0), ("all", 0.5)]
	assert result.rows[0]["win_rate_few"]


def test_the_period_before_stands_beside_also_for_groups_that_are_gone() -> None:
	result = report(sale(WON, 5), sale(LOST), before=(sale(WON, 3, group="Gone"), sale(LOST, group="Gone")))

	gone = next(row for row in result.rows if row["key"] == "=Gone")
	assert (gone["deals"], gone["deals_before"], gone["win_rate"], gone["win_rate_before"]) == (
		0,
		2,
		None,
		0.5,
	)
	assert gone["won_median_before"] == 3
	site = next(row for row in result.rows if row["key"] == "=Site")
	assert (site["deals"], site["deals_before"], site["win_rate_before"]) == (2, 0, None)
	assert {"deals_before", "win_rate_before"} <= {column.name for column in result.columns}


def test_what_is_left_out_is_said() -> None:
	left_out = CycleLeftOut(undated=4, undated_lost=3, without_rate=2)
	begun = said(report(sale(WON, -2), sale(LOST), left_out=left_out))

	assert "nobody knows when they began: 4, of any time" in begun
	assert "ERPNext does not keep" not in begun
	assert "Closed before they began: 1." in begun
	assert "without a known day of the beginning or of the close: 1." in begun
	assert "in a currency that has no rate: 2." in begun
	closed = CycleQuestion(by="Source", start=Start.OPPORTUNITY, basis=CycleBasis.CLOSED)
	by_close = said(report(sale(WON, 2), question=closed, left_out=left_out))
	assert "Won or lost, but nobody knows when: 4, of any time" in by_close
	assert "Lost among these: 3. ERPNext does not keep when" in by_close


def test_closed_otherwise_is_a_column_where_there_is_any() -> None:
	assert "closed" not in [column.name for column in report(sale(WON)).columns]
	assert report(sale(CLOSED)).rows[-1]["closed"] == 1


@pytest.mark.parametrize("start", Start)
def test_how_the_cycle_is_counted_is_said(start: Start) -> None:
	how = report(question=CycleQuestion(by="Source", start=start, basis=CycleBasis.CLOSED)).how

	assert sum(one.text.startswith("A cycle begins when") for one in how) == 1
	assert sum(one.text.startswith("The period is that of the close.") for one in how) == 1


def test_no_sale_is_one_sentence() -> None:
	result = report()

	assert (result.rows, result.chart) == ((), None)
	assert said(result) == (
		"No opportunity of this period is known. Choose a longer period, or take a filter away."
	)
