"""8,800 opportunities of a fictional company, and the figures that are known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import frappe
import pytest

from tests.site.builders import a_live_model, rule
from tests.site.real_data import by_group, imported, needs, report, rows_of

pytestmark = needs("maven")

COMPANY = "Maven Computers"
PERIOD = {"from_date": "2016-01-01", "to_date": "2018-12-31", "company": COMPANY}
MEANINGS = {
	"opportunity_id": "Own Number",
	"product": "Source",
	"account": "Company Name",
	"sector": "Market Segment",
	"regional_office": "Territory",
	"sales_agent": "Campaign",
	"deal_stage": "Opportunity Outcome",
	"engage_date": "Opportunity Opened On",
	"close_date": "Opportunity Closed On",
	"close_value": "Opportunity Amount",
}
REGIONS = {
	"West": (1438, 2249, 3_568_647),
	"Central": (1629, 2604, 3_346_293),
	"East": (1171, 1858, 3_090_594),
}
"""Won, closed, and the amount of those that were won."""


@pytest.fixture(scope="module")
def maven(live_site) -> Iterator[dict]:
	region = {row["sales_agent"]: row["regional_office"] for row in rows_of("maven/sales_teams")}
	sector = {row["account"]: row["sector"] for row in rows_of("maven/accounts")}
	rows = [
		{**row, "regional_office": region[row["sales_agent"]], "sector": sector.get(row["account"], "")}
		for row in rows_of("maven/sales_pipeline")
	]
	assert Counter(row["deal_stage"] for row in rows) == {
		"Won": 4238,
		"Lost": 2473,
		"Engaging": 1589,
		"Prospecting": 500,
	}
	sectors = sorted({row["sector"] for row in rows if row["sector"]})
	live_site.run(lambda: [a_segment(name) for name in sectors])
	with imported(live_site, COMPANY, rows, MEANINGS) as found:
		yield found


def a_segment(name: str) -> None:
	if not frappe.db.exists("Market Segment", name):
		frappe.get_doc({"doctype": "Market Segment", "market_segment": name}).insert()


def test_what_has_no_day_at_all_is_refused_and_the_rest_is_there(maven):
	"""Of an opportunity that is only looked for, no day is known."""
	assert maven["counts"] | {"entries_written": None} == {
		"rows_read": 8800,
		"rows_accepted": 8300,
		"rows_refused": 500,
		"leads_created": 8300,
		"entries_written": None,
	}


def test_the_sales_cycle_has_the_known_figures(live_site, maven):
	row = by_group(report(live_site, "Sales Cycle", **PERIOD, start="Opportunity", group_by="Territory"))[
		"All"
	]

	assert (row["won"], row["lost"], row["open"]) == (4238, 2473, 1589)
	assert row["win_rate"] == 4238 / 6711
	assert round(100 * row["win_rate"], 3) == 63.150
	assert row["won_amount"] == 10_005_534
	assert (row["won_median"], row["lost_median"], row["decided_median"]) == (57, 14, 45)


def test_each_region_has_the_known_figures(live_site, maven):
	rows = by_group(report(live_site, "Sales Cycle", **PERIOD, start="Opportunity", group_by="Territory"))

	found = {
		name: (row["won"], row["won"] + row["lost"], row["won_amount"])
		for name, row in rows.items()
		if name != "All"
	}
	assert found == REGIONS


def test_the_score_is_found_wrong_nowhere_and_is_said_to_tell_nothing(live_site, maven):
	"""Nothing in region, product, sector or agent predicts how one of these ends."""

	def go_live() -> str:
		model = a_live_model(
			rule("territory", "is", "West", points=20),
			rule("source", "is", "GTX Plus Basic", points=10),
			rule("market_segment", "is", "medical", points=10),
			company=COMPANY,
		)
		return str(model.name)

	# All leads of the company are scored in the background once it is live.
	model = live_site.run(go_live)
	live_site.wait_for_jobs(600)
	try:
		groups = ("Territory", "Source", "Market Segment", "Campaign")
		for group_by in groups:
			result = report(
				live_site,
				"Score Check",
				**PERIOD,
				basis="As Stored Now",
				show="Where It Is Wrong",
				group_by=group_by,
				lost_after_days=36_500,
			)
			rows = by_group(result)
			assert (rows["All"]["won"], rows["All"]["leads"], rows["All"]["open"]) == (4238, 6711, 1589)
			texts = [note.text for note in result.notes]
			assert not any("The score misses" in text for text in texts), group_by
			assert any("that may be chance" in text for text in texts)
			verdicts = {getattr(row["verdict"], "text", None) for row in rows.values()}
			assert verdicts <= {None, "as expected, as far as can be told"}
		before = report(live_site, "Score Check", **PERIOD, lost_after_days=36_500)
		assert by_group(before)["All"]["leads"] == 0
	finally:
		live_site.run(lambda: frappe.get_doc("Lead Scoring Model", model).cancel())


def test_scoring_them_has_changed_none_of_their_figures(live_site, maven):
	test_the_sales_cycle_has_the_known_figures(live_site, maven)
	test_each_region_has_the_known_figures(live_site, maven)
