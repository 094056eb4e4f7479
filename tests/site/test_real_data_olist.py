"""8,000 leads of a Brazilian marketplace, of which 842 were won, and the figures that are known of them."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest

from tests.olist_figures import COHORTS, ORIGINS
from tests.site.real_data import by_group, imported, needs, report, rows_of

pytestmark = needs("olist")

COMPANY = "Olist Marketplace"
PERIOD = {"from_date": "2017-06-01", "to_date": "2018-05-31", "company": COMPANY}
MEANINGS = {
	"sdr_id": "Lead Owner",
	"mql_id": "Own Number",
	"first_contact_date": "Reached MQL",
	"origin": "Source",
	"won_date": "Reached Customer",
}
FROM_MQL_TO_CUSTOMER = {"from_stage": "MQL", "to_stage": "Customer"}
BY_ORIGIN = {origin or "Not Given": figures for origin, figures in ORIGINS.items()}


@pytest.fixture(scope="module")
def olist(live_site) -> Iterator[dict]:
	won = {row["mql_id"]: row for row in rows_of("olist/olist_closed_deals_dataset")}
	live_site.run(lambda: [a_rep(user) for user in {owner_of(row) for row in won.values()}])
	rows = [
		{
			"mql_id": row["mql_id"],
			"first_contact_date": row["first_contact_date"],
			"origin": row["origin"],
			"won_date": won[row["mql_id"]]["won_date"] if row["mql_id"] in won else "",
			"sdr_id": owner_of(won[row["mql_id"]]) if row["mql_id"] in won else "",
		}
		for row in rows_of("olist/olist_marketing_qualified_leads_dataset")
	]
	with imported(live_site, COMPANY, rows, MEANINGS) as found:
		yield found


def owner_of(deal: dict[str, str]) -> str:
	return f"{deal['sdr_id'][:12]}@olist.example"


def a_rep(user: str) -> None:
	"""A name is enough for whoever owns leads of the past."""
	if not frappe.db.exists("User", user):
		doc = frappe.get_doc(
			{"doctype": "User", "email": user, "first_name": user[:12], "full_name": user[:12]}
		)
		doc.name = user
		doc.db_insert()


def test_all_leads_are_there_and_nothing_is_refused(olist):
	assert olist["counts"] == {
		"rows_read": 8000,
		"rows_accepted": 8000,
		"rows_refused": 0,
		"leads_created": 8000,
		"entries_written": 8842,
	}


def test_the_funnel_has_the_known_conversion(live_site, olist):
	result = report(live_site, "Lead Funnel", **PERIOD, **FROM_MQL_TO_CUSTOMER)
	rows = by_group(result)

	assert (rows["MQL"]["reached"], rows["Customer"]["reached"]) == (8000, 842)
	assert rows["Customer"]["from_first"] == 842 / 8000
	assert round(100 * rows["Customer"]["from_first"], 3) == 10.525


def test_the_days_from_first_contact_to_won_are_the_known_ones(live_site, olist):
	cycle = by_group(report(live_site, "Sales Cycle", **PERIOD, start="MQL", group_by="Source"))["All"]
	funnel = by_group(report(live_site, "Lead Funnel", **PERIOD, **FROM_MQL_TO_CUSTOMER, group_by="Company"))[
		"All"
	]

	assert (cycle["won"], cycle["won_median"], round(cycle["won_mean"], 4)) == (842, 14, 48.4406)
	assert round(cycle["won_p90"], 1) == 161.9
	assert (funnel["median"], round(funnel["p90"], 1), funnel["median_of"]) == (14, 161.9, 842)
	assert (funnel["within_7"], funnel["within_30"], funnel["within_90"]) == (284, 555, 692)


def test_each_origin_has_the_known_figures(live_site, olist):
	rows = by_group(report(live_site, "Lead Funnel", **PERIOD, **FROM_MQL_TO_CUSTOMER, group_by="Source"))

	found = {
		name: (row["leads"], row["came"], round(100 * row["rate"], 3), row["median"])
		for name, row in rows.items()
		if name != "All"
	}
	assert found == BY_ORIGIN


def test_the_cycle_of_each_origin_is_the_known_one(live_site, olist):
	rows = by_group(report(live_site, "Sales Cycle", **PERIOD, start="MQL", group_by="Source"))

	assert {name: (row["won"], row["won_median"]) for name, row in rows.items() if name != "All"} == {
		name: (won, median) for name, (_leads, won, _percent, median) in BY_ORIGIN.items()
	}


def test_each_cohort_of_2018_has_the_known_figures(live_site, olist):
	days = {**PERIOD, "from_date": "2018-01-01"}
	rows = by_group(report(live_site, "Lead Funnel", **days, **FROM_MQL_TO_CUSTOMER, group_by="Month"))

	found = {name: (row["leads"], row["came"]) for name, row in rows.items() if name != "All"}
	assert found == COHORTS


def test_the_deal_that_was_closed_before_first_contact_is_counted_and_told(live_site, olist):
	result = report(live_site, "Sales Cycle", **PERIOD, start="MQL", group_by="Source")
	texts = [note.text.format(**note.values) for note in result.notes]

	assert "Closed before they began: 1. Their days are below nought and are counted as they are." in texts, (
		texts
	)


def test_of_reps_who_are_known_of_won_deals_only_no_rate_is_printed(live_site, olist):
	"""Their leads that were not won are there, and nobody knows whose they are."""
	funnel = report(live_site, "Lead Funnel", **PERIOD, **FROM_MQL_TO_CUSTOMER, group_by="Lead Owner")
	rows = by_group(funnel)
	reps = {name: row for name, row in rows.items() if name not in ("All", "Not Given")}

	assert len(reps) == 32
	assert sum(row["came"] for row in reps.values()) == 842
	assert {row["rate"] for row in reps.values()} == {None}
	until_all_were_won = {**PERIOD, "to_date": "2018-12-31"}
	performance = by_group(report(live_site, "Rep Performance", **until_all_were_won))
	assert sum(performance[name]["deals_won"] for name in reps) == 842
	for name in reps:
		row = performance[name]
		assert [row[f"{rate}_rate"] for rate in ("opportunity", "won", "win")] == [None] * 3


def test_where_only_won_deals_are_known_no_win_rate_is_printed(live_site, olist):
	rows = by_group(report(live_site, "Sales Cycle", **PERIOD, start="MQL", group_by="Source"))

	assert {row["win_rate"] for row in rows.values()} == {None}
