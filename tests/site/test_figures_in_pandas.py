"""The figures of the funnel, the sales cycle and the agreement over journeys drawn at random are those that pandas finds in the same rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import frappe
import pandas as pd
import pytest
from frappe.utils import getdate

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.index import figures_of
from tests.site.funnel_in_pandas import FunnelInPandas
from tests.site.random_funnel import DAYS, RandomFunnel

WORKED_DAYS, RIPE_DAYS = 4, 120
SEEDS = range(4)
# Of days: shorter than all of it, so that much lies outside.
FROM, TO = 430, 60


@pytest.fixture(params=SEEDS)
def funnel(rolled_back, request):
	for name, value in {"worked_days": WORKED_DAYS, "ripe_days": RIPE_DAYS}.items():
		frappe.db.set_single_value("Lead Intelligence Settings", name, value)
	company = RandomFunnel(request.param, 120).company
	first, last = getdate() - timedelta(days=FROM), getdate() - timedelta(days=TO)
	filters = {"company": company, "from_date": str(first), "to_date": str(last)}
	again = FunnelInPandas(company, pd.Timestamp(first), pd.Timestamp(last), pd.Timestamp(getdate()))
	return filters, again


def of_report(name: str, filters: dict[str, Any], **more: Any) -> dict[str, dict[str, Any]]:
	values = {**filters, **more}
	result = figures_of(name).figures(asked(values), values)
	head = result.columns[0].name
	return {_word(row[head]): dict(row) for row in result.rows}


def _word(value: Any) -> str:
	word = getattr(value, "text", value)
	return "" if word == "Not Given" else word


def assert_same(found: dict[str, dict[str, Any]], again: dict[str, dict[str, Any]]) -> None:
	assert found.keys() == again.keys()
	for name, figures in again.items():
		for one, value in figures.items():
			mine = found[name][one]
			if value is None or pd.isna(value):
				assert mine is None, (name, one)
			else:
				assert mine == pytest.approx(value, rel=1e-9), (name, one)


def test_the_funnel(funnel):
	filters, again = funnel
	for first in ("Raw", "MQL"):
		stages = {} if first == "Raw" else {"from_stage": first}
		found = of_report("Lead Funnel", filters, **stages)
		assert found["Customer"]["reached"] > 0
		assert_same(found, again.by_stage(first, RIPE_DAYS))
	for group_by, column in (("Source", "source"), ("Month", "month")):
		for first, last in ((None, "Customer"), ("MQL", "Opportunity"), ("Lead", "SQL")):
			stages = {"to_stage": last, **({"from_stage": first} if first else {})}
			found = of_report("Lead Funnel", filters, group_by=group_by, **stages)
			assert_same(found, again.by_group(column, first, last, RIPE_DAYS))
	assert_same(of_report("Lead Funnel", filters, basis="Activity in the Period"), again.activity())


def test_the_sales_cycle(funnel):
	filters, again = funnel
	for start in ("First Contact", "Lead", "MQL", "SQL", "Opportunity"):
		found = of_report("Sales Cycle", filters, start=start, group_by="Source")
		assert_same(found, again.sales_cycle(start))


def test_the_agreement(funnel):
	filters, again = funnel
	found = of_report("Marketing and Sales Agreement", filters, group_by="Source")

	assert_same(found, again.agreement(WORKED_DAYS, RIPE_DAYS))
	# All that may happen has been drawn.
	total, cycle = found["Total"], again.sales_cycle("First Contact")["All"]
	assert all(total[name] for name in ("taken_back", "tried", "untouched", "in_bulk", "converted", "lost"))
	assert all(cycle[name] for name in ("won", "lost", "open", "won_amount"))
	assert (again.deals["opened"].isna() & (again.deals["outcome"] == "Won")).any()
	assert DAYS > FROM > TO
