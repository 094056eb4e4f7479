"""The Lead Funnel over random journeys is what each lead by itself says, and behind each figure are just these leads."""

from __future__ import annotations

from datetime import date, timedelta

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import getdate

from tests.site.funnel_leads import RUNGS, Told, behind, in_period, median_of, percent, random_leads
from tests.site.report_builders import a_company

FIRST, LAST = date(2024, 6, 1), date(2025, 5, 31)
BEFORE = (date(2023, 6, 1), date(2024, 5, 31))
SEEDS = pytest.mark.parametrize("seed", range(4))


def filters_of(company: str, **more: object) -> dict[str, object]:
	return {"from_date": str(FIRST), "to_date": str(LAST), "company": company, **more}


def rows_of(filters: dict[str, object]) -> dict[str, dict]:
	return {row["key"]: row for row in run("Lead Funnel", filters=filters)["result"]}


def cohort(leads: list[Told], first: str, period: tuple[date, date] = (FIRST, LAST)) -> list[Told]:
	return [lead for lead in leads if lead.reached(first) and in_period(lead.reached_at(first), *period)]


def days(leads: list[Told], first: str, then: str) -> list[int]:
	return [
		(lead.first(then).date() - lead.first(first).date()).days
		for lead in leads
		if lead.first(first) and lead.first(then)
	]


@pytest.fixture
def ripe_days(rolled_back):
	"""So many that some of the leads are too young."""
	number = (getdate() - date(2025, 2, 1)).days
	frappe.db.set_single_value("Lead Intelligence Settings", "ripe_days", number)
	return number


def is_ripe(lead: Told, first: str, ripe_days: int) -> bool:
	return lead.reached_at(first).date() <= getdate() - timedelta(days=ripe_days)


@SEEDS
@pytest.mark.parametrize("first", ["Raw", "MQL"])
def test_stage_by_stage(seed, first, ripe_days):
	company = a_company()
	leads = random_leads(company, 60, seed, {})
	filters = filters_of(company, compare=1, **({"from_stage": first} if first != "Raw" else {}))
	rows = rows_of(filters)
	mine, before = cohort(leads, first), cohort(leads, first, BEFORE)
	ripe = [lead for lead in mine if is_ripe(lead, first, ripe_days)]
	assert list(rows) == RUNGS[RUNGS.index(first) :]
	for number, (stage, row) in enumerate(rows.items()):
		reached = {lead.name for lead in mine if lead.reached(stage)}
		assert row["reached"] == len(reached)
		assert behind("Lead Funnel", filters, stage, "reached") == reached
		assert row["reached_before"] == sum(lead.reached(stage) for lead in before)
		skipped = {lead.name for lead in mine if lead.reached(stage) and stage not in lead.at}
		assert row["skipped"] == len(skipped)
		assert behind("Lead Funnel", filters, stage, "skipped") == skipped
		ended = [lead for lead in mine if lead.furthest == stage]
		for column, names in {
			"nurtured": {lead.name for lead in ended if lead.fields["li_stage"] == "Nurture"},
			"disqualified": {lead.name for lead in ended if lead.fields["li_stage"] == "Disqualified"},
			"waiting": {
				lead.name
				for lead in ended
				if lead.fields["li_stage"] in RUNGS and is_ripe(lead, first, ripe_days)
			},
			"young": {
				lead.name
				for lead in ended
				if lead.fields["li_stage"] in RUNGS and not is_ripe(lead, first, ripe_days)
			},
		}.items():
			assert row[column] == len(names), column
			assert behind("Lead Funnel", filters, stage, column) == names
		if number:
			previous = RUNGS[RUNGS.index(stage) - 1]
			here = sum(lead.reached(stage) for lead in ripe)
			assert row["from_before"] == pytest.approx(
				percent(here, sum(lead.reached(previous) for lead in ripe))
			)
			assert row["from_first"] == pytest.approx(percent(here, len(ripe)))
			assert row["median"] == median_of(days(mine, previous, stage))


GROUPS = {
	"Source": ("source", ["A fair", "A site", None]),
	"Territory": ("territory", ["North", "South"]),
	"Grade": ("li_grade", ["A", "B", ""]),
	"Lead Owner": ("lead_owner", ["rosa@example.com", None]),
	"Month": (None, []),
	"Quarter": (None, []),
	"Week": (None, []),
}


def group_of(lead: Told, by: str, moment) -> str:
	field, _choices = GROUPS[by]
	if field:
		return lead.fields[field] or ""
	return part_of_calendar(by, moment)


def part_of_calendar(by: str, moment) -> str:
	if by == "Month":
		return moment.strftime("%Y-%m")
	if by == "Week":
		return moment.strftime("%G-W%V")
	return f"{moment.year}-Q{(moment.month - 1) // 3 + 1}"


@pytest.mark.parametrize("by", list(GROUPS))
@pytest.mark.parametrize(("first", "last"), [("Raw", "Customer"), ("MQL", "SQL")])
def test_group_by_group(by, first, last, ripe_days):
	company = a_company()
	field, choices = GROUPS[by]
	leads = random_leads(company, 60, 11, {field: choices} if field else {})
	stages = {"from_stage": first, "to_stage": last} if first != "Raw" else {}
	filters = filters_of(company, group_by=by, **stages)
	rows = rows_of(filters)
	found: dict[str, list[Told]] = {}
	for lead in cohort(leads, first):
		found.setdefault("=" + group_of(lead, by, lead.reached_at(first)), []).append(lead)
	assert rows.keys() == found.keys() | {"all"}
	found["all"] = cohort(leads, first)
	for key, mine in found.items():
		ripe = [lead for lead in mine if is_ripe(lead, first, ripe_days)]
		expected = {
			"leads": {lead.name for lead in mine},
			"came": {lead.name for lead in mine if lead.reached(last)},
			"waiting": {lead.name for lead in ripe if not lead.reached(last)},
			"young": {lead.name for lead in mine if lead not in ripe and not lead.reached(last)},
		}
		for column, names in expected.items():
			assert rows[key][column] == len(names), (key, column)
			assert behind("Lead Funnel", filters, key, column) == names
		came = sum(lead.reached(last) for lead in ripe)
		assert rows[key]["rate"] == pytest.approx(percent(came, len(ripe)))
		in_all = [
			(lead.first(last).date() - begun.date()).days
			for lead in mine
			if lead.first(last) and (begun := lead.first(first) if first != "Raw" else lead.reached_at("Raw"))
		]
		assert rows[key]["median"] == median_of(in_all)


@SEEDS
def test_what_happened_in_the_period_stage_by_stage(seed):
	company = a_company()
	leads = random_leads(company, 60, seed, {})
	filters = filters_of(company, basis="Activity in the Period", compare=1)
	rows = rows_of(filters)
	for number, stage in enumerate(RUNGS):
		reached = [lead for lead in leads if in_period(lead.reached_at(stage), FIRST, LAST)]
		assert rows[stage]["reached"] == len(reached)
		assert rows[stage]["reached_before"] == sum(
			in_period(lead.reached_at(stage), *BEFORE) for lead in leads
		)
		assert behind("Lead Funnel", filters, stage, "reached") == {lead.name for lead in reached}
		skipped = {lead.name for lead in reached if stage not in lead.at}
		assert rows[stage]["skipped"] == len(skipped)
		assert behind("Lead Funnel", filters, stage, "skipped") == skipped
		if number:
			assert rows[stage]["median"] == median_of(days(reached, RUNGS[number - 1], stage))


@pytest.mark.parametrize("by", ["Source", "Month", "Week"])
def test_what_happened_in_the_period_group_by_group(by):
	company = a_company()
	field, choices = GROUPS[by]
	leads = random_leads(company, 60, 5, {field: choices} if field else {})
	filters = filters_of(
		company, basis="Activity in the Period", group_by=by, from_stage="Lead", to_stage="Opportunity"
	)
	rows = rows_of(filters)
	expected: dict[tuple[str, str], set[str]] = {}
	for lead in leads:
		for column, stage in (("leads", "Lead"), ("came", "Opportunity")):
			moment = lead.reached_at(stage)
			if in_period(moment, FIRST, LAST):
				for key in ("=" + group_of(lead, by, moment), "all"):
					expected.setdefault((key, column), set()).add(lead.name)
	assert rows.keys() == {key for key, _column in expected}
	for key, row in rows.items():
		for column in ("leads", "came"):
			names = expected.get((key, column), set())
			assert row[column] == len(names)
			assert behind("Lead Funnel", filters, key, column) == names
