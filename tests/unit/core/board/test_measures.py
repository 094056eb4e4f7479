from __future__ import annotations

from decimal import Decimal

import pytest

from lead_intelligence.core.board.charts import return_chart
from lead_intelligence.core.board.measure import MEASURES, Verdict, in_order, measured, shown_amount
from lead_intelligence.core.reporting.result import Shape
from lead_intelligence.core.returns.figures import Money, Returns


@pytest.mark.parametrize(
	("name", "value", "before", "change", "verdict"),
	[
		("new_leads", 30, 20, 0.5, Verdict.BETTER),
		("new_leads", 10, 20, -0.5, Verdict.WORSE),
		("new_leads", 20, 20, 0.0, Verdict.SAME),
		("new_leads", 5, 0, None, Verdict.BETTER),
		("new_leads", 5, None, None, Verdict.NEITHER),
		("response_median", 90.0, 60.0, 0.5, Verdict.WORSE),
		("treatment_rate", 0.75, 0.5, 0.25, Verdict.BETTER),
		("return_on_cost", 1.5, -0.5, 2.0, Verdict.BETTER),
		("cost", 200.0, 100.0, 1.0, Verdict.NEITHER),
		("invoiced", 50.0, -100.0, 1.5, Verdict.BETTER),
		("acceptance_rate", None, 0.5, None, Verdict.NEITHER),
	],
)
def test_how_a_figure_has_changed(name, value, before, change, verdict):
	one = measured(name, value, before)
	assert one.change == (None if change is None else pytest.approx(change))
	assert one.verdict is verdict


def test_figures_come_in_the_order_of_the_dashboard():
	mixed = [measured(name, 1) for name in reversed(MEASURES)]
	assert [one.name for one in in_order(mixed)] == list(MEASURES)


def test_a_figure_that_is_none_of_them_is_refused():
	with pytest.raises(KeyError):
		measured("profit", 1)


def test_shares_and_what_they_are_of_have_a_report_each():
	assert all(one.report or one.is_of_now for one in MEASURES.values())


def test_amounts_are_shown_in_the_smallest_coin():
	assert shown_amount(Decimal("10.005"), 0) == 10.0
	assert shown_amount(Decimal("10.0049"), 2) == 10.0
	assert shown_amount(None, 2) is None


def returns(**more: object) -> Returns:
	money = {f"S{number}": Money(invoiced=Decimal(100 - number)) for number in range(10)}
	return Returns(
		**{"money": money, "costs": {"S3": Decimal(5), "Dear": Decimal(99)}, "cost": Decimal(104), **more}
	)


def test_the_chart_shows_the_eight_sources_that_brought_in_most():
	chart = return_chart(returns(), "EUR")
	assert chart is not None
	assert list(chart.chart.labels) == [f"S{number}" for number in range(8)]
	assert [one.label for one in chart.chart.series] == ["Cost", "Invoiced"]
	assert chart.chart.series[0].numbers[3] == 5.0
	assert chart.chart.series[0].numbers[0] is None
	assert chart.chart.shape is Shape.AMOUNT


def test_sources_that_only_cost_something_follow():
	chart = return_chart(returns(money={"S1": Money(invoiced=Decimal(1))}), "EUR")
	assert chart is not None
	assert list(chart.chart.labels) == ["S1", "Dear", "S3"]


def test_no_cost_is_drawn_for_whoever_may_not_see_it():
	chart = return_chart(returns(costs=None, cost=None), "EUR")
	assert chart is not None
	assert [one.label for one in chart.chart.series] == ["Invoiced"]


@pytest.mark.parametrize("more", [{"money": None}, {"money": {}, "costs": {}}])
def test_no_chart_of_nothing(more):
	assert return_chart(returns(**more), "EUR") is None
