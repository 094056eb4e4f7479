"""The figures that the README of the real data gives of 8,000 qualified leads and 842 closed deals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.olist_figures import COHORTS, ORIGINS
from tests.unit.audit.funnel.funnel_runs import cohort, group, time_between
from tests.unit.audit.funnel.real_files import needs_olist, olist_file
from tests.unit.audit.runs import Run, run

pytestmark = needs_olist


@pytest.fixture(scope="module")
def by_origin(tmp_path_factory: pytest.TempPathFactory) -> Run:
	folder = tmp_path_factory.mktemp("olist")
	return run("funnel", olist_file(folder), "--group-by", "origin", out=folder / "out")


@pytest.fixture(scope="module")
def summary(by_origin: Run) -> dict[str, Any]:
	assert by_origin.exit_code == 0, by_origin.errors
	return by_origin.summary


def test_all(summary):
	won = summary["outcomes"]["won"]

	assert (won["cases"], won["of"]) == (842, 8000)
	assert round(100 * won["rate"], 3) == 10.525
	assert summary["cases"] == {"all": 8000, "with_a_stage": 8000, "ripe": 8000}


def test_days_to_won(summary):
	days = time_between(summary, "first_contact_date", "won_date")["days"]

	assert (days["cases"], days["median"]) == (842, 14)
	assert round(days["mean"], 4) == 48.4406
	assert round(days["p90"], 1) == 161.9
	assert [(limit["days"], limit["cases"]) for limit in days["within"]] == [(7, 284), (30, 555), (90, 692)]


def test_the_deal_that_was_won_before_first_contact_is_counted(summary):
	days = time_between(summary, "first_contact_date", "won_date")["days"]

	assert (days["negative"], days["min"]) == (1, -2)
	assert any(
		"1 case came to 'won_date' before 'first_contact_date'" in note for note in summary["cautions"]
	)


@pytest.mark.parametrize("origin", ORIGINS)
def test_each_origin(summary, origin):
	row = group(summary, origin)

	shown = (
		row["cases"],
		row["won"]["cases"],
		round(100 * row["won"]["rate"], 3),
		row["days_to_won"]["median"],
	)
	assert shown == ORIGINS[origin]


def test_origins_are_those_and_no_others(summary):
	assert [row["group"] for row in summary["groups"]["rows"]] == list(ORIGINS)


@pytest.mark.parametrize("month", COHORTS)
def test_each_month(summary, month):
	row = cohort(summary, month)

	assert (row["cases"], row["won"]["cases"]) == COHORTS[month]
	assert row["is_ripe"]


def test_the_months_from_before_the_first_recorded_sale_are_marked(summary):
	months = {row["cohort"]: row["is_truncated"] for row in summary["cohorts"]["rows"]}

	assert summary["cohorts"]["won_since"] == "2017-12-05"
	assert [month for month, is_truncated in months.items() if is_truncated] == [
		f"2017-{month:02}" for month in range(6, 13)
	]
	assert any("mean little" in note and "2017-06 to 2017-12" in note for note in summary["cautions"])


def test_the_page_shows_them(by_origin):
	page, table = by_origin.report, by_origin.output

	for text in ("842", "10.53%", "organic_search", "11.80%", "48.4"):
		assert text in page
		assert text in table
	assert "(blank)" in page


def test_nobody_converts_all_the_leads_that_are_only_known_because_they_were_won(tmp_path):
	result = run("funnel", olist_file(tmp_path), "--group-by", "sr_id", out=tmp_path / "out")

	groups = result.summary["groups"]
	assert groups["known_from"] == "won_date"
	assert {row["won"]["rate"] for row in groups["rows"]} == {None}
	assert sum(row["won"]["cases"] for row in groups["rows"]) == 842
	assert "'sr_id' is known only of cases that reached 'won_date'" in " ".join(result.output.split())
	assert "100.00%" not in result.output.split("By sr_id")[1]


def test_the_young_are_not_judged(tmp_path):
	result = run(
		"funnel",
		olist_file(tmp_path),
		*("--today", "2018-05-31", "--ripe-days", "30"),
		out=tmp_path / "out",
	)

	months = {row["cohort"]: row for row in result.summary["cohorts"]["rows"]}
	assert not months["2018-05"]["is_ripe"]
	assert months["2018-04"]["is_ripe"] == (months["2018-04"]["ripe_cases"] == 1352)
	assert result.summary["cases"]["ripe"] < 8000
