"""Which leads the reports are of: each filter, what it means, and what is said where it means nothing."""

from __future__ import annotations

import json
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.adapters.figure_marks import Figures, mark_all
from lead_intelligence.adapters.reports import asking, families
from lead_intelligence.adapters.reports.asking import AskedLeads, asked
from lead_intelligence.api.report import leads
from tests.bench.base_company import COMPANY
from tests.bench.people import REP, SECOND_REP
from tests.site.report_builders import a_bare_lead, a_company, a_journey

FUNNEL = "Lead Funnel"
PERIOD = {"from_date": "2025-01-01", "to_date": "2025-03-31"}


@pytest.fixture
def company() -> str:
	return a_company()


def came_in(company: str | None, **fields: Any) -> str:
	return a_journey(company, fields, Lead="2025-02-01 10:00:00")


def found(**filters: Any) -> set[str]:
	"""The leads that are counted, which are those behind the figure."""
	meant = {**PERIOD, **filters}
	rows = {row["key"]: row["reached"] for row in run(FUNNEL, filters=meant)["result"]}
	behind = leads(FUNNEL, json.dumps(meant), "Lead", "reached", most=500)
	assert rows.get("Lead", 0) == behind["total"] == len(behind["leads"])
	return {one["lead"] for one in behind["leads"]}


def notes(**filters: Any) -> str:
	return str(run(FUNNEL, filters={**PERIOD, **filters})["message"])


@pytest.mark.parametrize(
	("name", "field", "value", "other"),
	[
		("owner", "lead_owner", REP.user, SECOND_REP.user),
		("source", "source", "Walk In", "Reference"),
		("campaign", "campaign_name", "Spring", "Autumn"),
		("grade", "li_grade", "A", "B"),
		("segment", "market_segment", "Upper", "Lower"),
		("definition", "li_definition", "Agreed-1", "Agreed-2"),
		("territory", "territory", "France", "Rest Of The World"),
	],
)
def test_each_filter_leaves_the_leads_with_that_very_value(company, name, field, value, other):
	meant = came_in(company, **{field: value})
	came_in(company, **{field: other})
	came_in(company, **{field: None})
	assert found(company=company, **{name: value}) == {meant}


def test_filters_hold_together(company):
	meant = came_in(company, source="Walk In", li_grade="A")
	came_in(company, source="Walk In", li_grade="B")
	came_in(company, source="Reference", li_grade="A")
	assert found(company=company, source="Walk In", grade="A") == {meant}


def test_a_territory_stands_for_all_below_it(company):
	north = a_node("Territory", "North", parent="All Territories", is_group=1)
	a_node("Territory", "Far North", parent=north, is_group=1)
	a_node("Territory", "Farthest North", parent="Far North")
	meant = {came_in(company, territory=name) for name in (north, "Far North", "Farthest North")}
	came_in(company, territory="France")
	assert found(company=company, territory=north) == meant


def test_a_team_is_who_stands_at_and_below_a_sales_person(company):
	head = a_node("Sales Person", "Head of Glass", parent="Sales Team", is_group=1)
	a_seller("Rosa of Glass", head, REP.user)
	a_seller("Nobody of Glass", head, None)
	meant = came_in(company, lead_owner=REP.user)
	came_in(company, lead_owner=SECOND_REP.user)
	came_in(company, lead_owner=None)
	assert found(company=company, team=head) == {meant}
	assert found(company=company, team="Nobody of Glass") == set()


def a_seller(name: str, above: str, user: str | None) -> None:
	employee = frappe.get_doc(
		{
			"doctype": "Employee",
			"first_name": name,
			"employee_name": name,
			"status": "Active",
			"user_id": user,
		}
	)
	employee.name = f"E-{name}"
	employee.db_insert()
	a_node("Sales Person", name, parent=above, employee=employee.name)


def a_node(doctype: str, name: str, *, parent: str, **values: Any) -> str:
	field = frappe.scrub(doctype)
	return str(
		frappe.get_doc(
			{"doctype": doctype, f"{field}_name": name, f"parent_{field}": parent, "enabled": 1, **values}
		)
		.insert()
		.name
	)


def a_profile(source: str, family: str, **values: Any) -> None:
	profile = {"doctype": "Lead Source Profile", "source": source, "family": family, **values}
	frappe.get_doc(profile).insert()


def test_a_family_is_its_sources_whatever_their_capitals(company):
	a_profile("Glass Fair", "Telemarketing")
	a_profile("Old Fair", "Telemarketing", disabled=1)
	meant = came_in(company, source="glass fair")
	for other in ("Old Fair", "Glass Fair 2", None, ""):
		came_in(company, source=other)
	assert found(company=company, family="Telemarketing") == {meant}


def test_a_family_without_sources_has_no_leads(company):
	frappe.db.delete("Lead Source Profile", {"family": "Telemarketing"})
	frappe.cache.delete_keys("lead_intelligence")
	came_in(company, source=None)
	came_in(company, source="")
	assert found(company=company, family="Telemarketing") == set()


def test_a_lead_without_company_is_one_of_the_default_company():
	meant = {came_in(None, li_grade="Mine"), came_in("", li_grade="Mine"), came_in(COMPANY, li_grade="Mine")}
	came_in(a_company(), li_grade="Mine")
	assert found(company=COMPANY, grade="Mine") == meant


def test_names_with_quotes_percents_and_markup_are_names(company):
	name = '100% d\'eau "<b>x</b>" \\ {y} %s'
	meant = came_in(company, li_grade=name)
	came_in(company)
	assert found(company=company, grade=name) == {meant}


def test_a_value_that_is_no_record_any_more_is_told_and_its_leads_are_counted_all_the_same(company):
	meant = came_in(company, lead_owner="gone@atelier-lumiere.example")
	assert found(company=company, owner="gone@atelier-lumiere.example") == {meant}
	assert "There is no User gone@atelier-lumiere.example any more" in notes(
		company=company, owner="gone@atelier-lumiere.example"
	)
	assert "There is no Territory &lt;b&gt;X&lt;/b&gt; any more" in notes(territory="<b>X</b>")
	assert "any more" not in notes(company=COMPANY, territory="France", owner=REP.user)


def test_without_leads_a_sentence_says_so_and_nothing_is_nought(company):
	report = run(FUNNEL, filters={**PERIOD, "company": company})
	assert report["result"] == []
	assert "li-report-note" in report["message"]


@pytest.mark.parametrize(
	("filters", "sentence"),
	[
		({"from_date": "2025-03-01", "to_date": "2025-02-01"}, "is after To Date"),
		({"from_date": "1925-03-01", "to_date": "2025-02-01"}, "more than 50 years apart"),
		({"from_date": "soon"}, "is not a date"),
		({"from_date": "2025-13-45"}, "is not a date"),
		({"owner": ["a", "b"]}, "Choose one value"),
		({"grade": "x" * 141}, "At most 140 characters"),
	],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(filters, sentence):
	with pytest.raises(frappe.ValidationError, match=sentence):
		asked(filters)
	report = run(FUNNEL, filters=filters)
	assert sentence in report["message"]
	assert report["result"] == []


@pytest.mark.parametrize("filters", ["no json", "[1]", "7", '"x"'])
def test_what_is_no_set_of_filters_is_refused(filters):
	with pytest.raises(frappe.ValidationError, match="The filters cannot be read"):
		leads(FUNNEL, filters, "Lead", "reached")


def test_no_filters_at_all_are_the_last_twelve_months(company):
	period = asked(None).period
	assert period.last == frappe.utils.getdate()
	assert 365 <= period.days <= 397


def test_the_first_and_the_last_moment_of_the_period_are_part_of_it(company):
	inside = {
		a_journey(company, Lead="2025-01-01 00:00:00"),
		a_journey(company, Lead="2025-03-31 23:59:59.999999"),
	}
	a_journey(company, Lead="2024-12-31 23:59:59.999999")
	a_journey(company, Lead="2025-04-01 00:00:00")
	assert found(company=company) == inside


def test_a_lead_that_has_been_deleted_is_in_no_figure(company):
	lead = came_in(company)
	frappe.delete_doc("Lead", lead)
	assert found(company=company) == set()


def test_a_lead_without_a_stage_is_in_no_figure(company):
	a_bare_lead(company)
	assert found(company=company) == set()


def test_thousands_of_campaigns_lose_no_lead(company):
	"""As many groups as leads: what is shown together is still all of them."""
	number = 5_000
	names = [f"MANY-{at:05}" for at in range(number)]
	now = frappe.utils.now()
	frappe.db.bulk_insert(
		"Lead",
		["name", "creation", "modified", "first_name", "lead_name", "status", "company", "campaign_name"],
		[(name, now, now, "Ada", "Ada", "Lead", company, f"Campaign {name}") for name in names],
	)
	rows = [
		(at + 10**12, now, now, name, "2025-02-01 10:00:00", "Stage changed", "Lead", 1)
		for at, name in enumerate(names)
	]
	columns = ["name", "creation", "modified", "lead", "at", "kind", "stage_after", "cycle"]
	frappe.db.bulk_insert("Lead Journey Entry", columns, rows)
	mark_all(Figures.MILESTONES)
	filters = {**PERIOD, "company": company, "group_by": "Campaign"}
	shown = [row for row in run(FUNNEL, filters=filters)["result"] if not row.get("bold")]
	assert sum(row["leads"] for row in shown) == number
	assert leads(FUNNEL, json.dumps({**PERIOD, "company": company}), "Lead", "reached")["total"] == number


def test_in_erpnext_16_sources_and_campaigns_have_other_names(monkeypatch):
	names = {"source": "utm_source", "campaign": "utm_campaign"}
	monkeypatch.setattr(asking, "actual_name", lambda name: names.get(name, name))
	monkeypatch.setattr(families, "actual_name", lambda name: names.get(name, name))
	monkeypatch.setattr(families, "has_mediums", lambda: True)
	a_profile("Portal", "Telemarketing", medium="cpc")
	a_profile("Portal", "Social Networks", medium=None)
	lead = frappe.qb.DocType("Lead")
	wanted = AskedLeads(asked({"source": "google", "campaign": "spring", "family": "Telemarketing"}))
	written = frappe.qb.from_(lead).select(lead.name).where(wanted.criterion(lead)).get_sql()
	assert "`utm_source`='google'" in written
	assert "`utm_campaign`='spring'" in written
	assert "`utm_source`='Portal' AND `utm_medium`='cpc'" in written
	other = AskedLeads(asked({"family": "Social Networks"})).criterion(lead).get_sql()
	assert "utm_medium NOT IN ('cpc')" in other.replace("`", "")
