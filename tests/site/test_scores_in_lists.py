"""Lists and reports can show, sort, filter and group by score and grade; a rep reads them and writes none."""

import frappe
import pytest
from frappe.client import get_list
from frappe.desk.listview import get_group_by_count
from frappe.desk.reportview import get as report_view

from lead_intelligence.setup.custom_fields import LAYOUT_TYPES
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, rule


@pytest.fixture
def leads():
	a_live_model(rule("job_title", "is", "CEO", points=25), rule("city", "is", "Paris", points=3))
	return [
		a_lead(**fields).name
		for fields in ({}, {"job_title": "CEO"}, {"city": "Paris"}, {"job_title": "CEO"})
	]


def test_a_list_is_sorted_and_filtered_by_score(leads, signed_in_as):
	with signed_in_as(REP.user):
		best_first = get_list(
			"Lead", fields=["name", "li_score", "li_grade"], order_by="li_points desc, name asc"
		)
		hot = get_list("Lead", filters={"li_grade": "Hot", "li_score": (">=", 25)}, order_by="name asc")
	plain, boss, parisian, second_boss = leads
	assert [row.name for row in best_first] == [boss, second_boss, parisian, plain]
	assert [row.li_grade for row in best_first] == ["Hot", "Hot", "Cold", "Cold"]
	assert [row.name for row in hot] == [boss, second_boss]


def test_a_list_is_counted_by_grade(leads, signed_in_as):
	with signed_in_as(REP.user):
		counts = get_group_by_count("Lead", "[]", "li_grade")
	assert {row["name"]: row["count"] for row in counts} == {"Hot": 2, "Cold": 2}


def test_a_report_is_grouped_by_grade(leads, signed_in_as):
	with signed_in_as(REP.user):
		frappe.local.form_dict = frappe._dict(
			doctype="Lead",
			fields='["count(`tabLead`.`name`) as _aggregate_column", "`tabLead`.`li_grade`"]',
			filters="[]",
			group_by="`tabLead`.`li_grade`",
			order_by="_aggregate_column desc",
			view="Report",
		)
		answer = report_view()
	assert sorted(answer["values"], key=str) == [[2, "Cold"], [2, "Hot"]]


@pytest.mark.parametrize("field", ["li_score", "li_grade", "li_scored_on", "li_scoring_model", "li_points"])
def test_a_rep_reads_the_field_and_does_not_write_it(field, signed_in_as):
	df = frappe.get_meta("Lead").get_field(field)
	assert (df.permlevel, df.read_only, df.no_copy) == (1, 1, 1)
	lead = a_lead()
	with signed_in_as(REP.user):
		assert lead.has_permlevel_access_to(field)
		assert not lead.has_permlevel_access_to(field, permission_type="write")


def test_the_list_shows_score_and_grade():
	meta = frappe.get_meta("Lead")
	assert all(meta.get_field(name).in_list_view for name in ("li_score", "li_grade"))


def test_our_fields_on_leads_stay_few():
	ours = [df for df in frappe.get_meta("Lead").fields if df.fieldname.startswith("li_")]
	assert len([df for df in ours if df.fieldtype not in LAYOUT_TYPES]) <= 19
