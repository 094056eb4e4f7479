"""Who may see and do what."""

import frappe
import pytest
from frappe.client import get_list, get_value
from frappe.desk.reportview import get as report_view
from frappe.desk.reportview import get_count
from frappe.model.db_query import DatabaseQuery
from frappe.permissions import add_user_permission

from lead_intelligence.api.lead_score import panel, rescore
from lead_intelligence.api.scoring_model import (
	check_condition,
	dialog,
	export_model,
	import_model,
	new_version,
	preview,
)
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_draft, a_lead, a_live_model, another_company, journey_of, rule

CEO = rule("job_title", "is", "CEO", points=25)


@pytest.fixture
def hidden_lead():
	"""A lead in a territory that the rep may not see, beside one that he may."""
	frappe.get_doc(
		{"doctype": "Territory", "territory_name": "50% West", "parent_territory": "All Territories"}
	).insert()
	lead = a_lead(territory="France", job_title="CEO")
	a_lead(territory="50% West")
	add_user_permission("Territory", "50% West", REP.user, ignore_permissions=True)
	frappe.clear_cache(user=REP.user)
	return lead


def entries(**arguments) -> list:
	return get_list("Lead Journey Entry", fields=["name", "lead"], limit_page_length=0, **arguments)


def test_the_journey_of_a_hidden_lead_is_in_no_list(hidden_lead, signed_in_as):
	name = journey_of(hidden_lead.name)[0].name
	with signed_in_as(REP.user):
		seen = {row.lead for row in entries()}
		assert seen
		assert hidden_lead.name not in seen
		assert not entries(filters={"lead": hidden_lead.name})
		assert not entries(filters={"name": name})
		frappe.local.form_dict = frappe._dict(
			doctype="Lead Journey Entry", filters=[["lead", "=", hidden_lead.name]]
		)
		assert get_count() == 0
		assert not get_value("Lead Journey Entry", "grade_after", {"lead": hidden_lead.name})
	with signed_in_as(SECOND_REP.user):
		assert entries(filters={"lead": hidden_lead.name})


def test_the_journey_of_a_hidden_lead_is_in_no_report(hidden_lead, signed_in_as):
	with signed_in_as(REP.user):
		frappe.local.form_dict = frappe._dict(
			doctype="Lead Journey Entry",
			fields='["`tabLead Journey Entry`.`lead`"]',
			filters="[]",
			page_length=0,
			view="Report",
		)
		answer = report_view()
	assert answer["values"]
	assert [hidden_lead.name] not in answer["values"]


def test_a_journey_row_of_a_hidden_lead_cannot_be_opened(hidden_lead, signed_in_as):
	row = frappe.get_doc("Lead Journey Entry", journey_of(hidden_lead.name)[0].name)
	assert row.has_permission("read", user=SECOND_REP.user)
	assert not row.has_permission("read", user=REP.user)
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		row.check_permission("read")


def test_rows_of_deleted_leads_stay_for_the_counts(hidden_lead, signed_in_as):
	lead = a_lead()
	row = journey_of(lead.name)[0].name
	frappe.delete_doc("Lead", lead.name)
	with signed_in_as(REP.user):
		assert entries(filters={"name": row}) == [{"name": row, "lead": None}]


def test_who_sees_leads_only_where_they_are_shared_sees_no_other_journey(signed_in_as, changed_meta):
	shared, other = a_lead(), a_lead()
	frappe.share.add("Lead", shared.name, REP.user)
	frappe.db.delete("DocPerm", {"parent": "Lead", "permlevel": 0, "role": "Sales User"})
	frappe.clear_cache(doctype="Lead")
	with signed_in_as(REP.user):
		seen = {row.lead for row in entries()}
	assert shared.name in seen
	assert other.name not in seen


def test_a_query_without_the_right_to_any_lead_finds_no_journey(signed_in_as, changed_meta):
	a_lead()
	frappe.db.delete("DocPerm", {"parent": "Lead", "permlevel": 0, "role": "Sales User"})
	frappe.clear_cache(doctype="Lead")
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		entries()


def test_the_panel_of_a_hidden_lead_stays_closed(hidden_lead, signed_in_as):
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		panel(hidden_lead.name)
	with signed_in_as(SECOND_REP.user):
		assert panel(hidden_lead.name)["history"]


def test_the_panel_hides_values_of_fields_that_the_user_may_not_read(signed_in_as, changed_meta):
	a_live_model(rule("annual_revenue", "is at least", 1, points=25), rule("city", "is set", points=1))
	field = frappe.get_doc("DocField", {"parent": "Lead", "fieldname": "annual_revenue"})
	field.db_set("permlevel", 2)
	frappe.clear_cache(doctype="Lead")
	lead = a_lead(annual_revenue=123456, city="Paris")
	with signed_in_as(REP.user):
		seen = panel(lead.name)["lines"]
	assert "123" not in frappe.as_json(seen)
	assert "Paris" in frappe.as_json(seen)
	assert "123" in frappe.as_json(panel(lead.name)["lines"])


@pytest.mark.parametrize(("user", "sees"), [(REP.user, False), (MANAGER.user, True)])
def test_frozen_inputs_are_for_managers(user, sees, signed_in_as):
	lead = a_lead(job_title="CEO")
	with signed_in_as(user):
		(row,) = get_list("Lead Journey Entry", fields=["name", "inputs"], filters={"lead": lead.name})
	assert bool(row.get("inputs")) is sees


def test_rescoring_needs_the_right_to_write_each_lead(hidden_lead, signed_in_as, changed_meta):
	visible = a_lead(territory="50% West")
	with signed_in_as(REP.user):
		assert rescore(visible.name) == {"scored": 1, "in_background": 0}
		with pytest.raises(frappe.PermissionError):
			rescore(frappe.as_json([visible.name, hidden_lead.name]))
	frappe.db.set_value("DocPerm", {"parent": "Lead", "permlevel": 0, "role": "Sales User"}, "write", 0)
	frappe.clear_cache(doctype="Lead")
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		rescore(visible.name)


def test_a_rep_reads_models_and_changes_none(signed_in_as):
	live, draft = a_live_model(CEO), a_draft(CEO)
	with signed_in_as(REP.user):
		assert frappe.get_doc("Lead Scoring Model", live.name).has_permission("read")
		assert dialog()["fields"]
		for forbidden in (
			lambda: a_draft(CEO),
			lambda: frappe.get_doc("Lead Scoring Model", draft.name).save(),
			lambda: frappe.get_doc("Lead Scoring Model", draft.name).submit(),
			lambda: frappe.get_doc("Lead Scoring Model", live.name).cancel(),
			lambda: frappe.delete_doc("Lead Scoring Model", draft.name),
			lambda: new_version(live.name),
			lambda: export_model(live.name),
			lambda: import_model(content="{}", company=COMPANY),
			lambda: frappe.get_single("Lead Intelligence Settings").save(),
		):
			with pytest.raises(frappe.PermissionError):
				forbidden()


def test_a_manager_may_do_all_that(signed_in_as):
	with signed_in_as(MANAGER.user):
		live = a_live_model(CEO)
		text = export_model(live.name)
		draft = frappe.get_doc("Lead Scoring Model", import_model(content=text, company=COMPANY))
		assert draft.rules[0].condition_json == live.rules[0].condition_json
		frappe.get_doc("Lead Scoring Model", new_version(live.name)).submit()


def test_a_manager_of_one_company_leaves_the_models_of_others_alone(signed_in_as):
	other = another_company()
	theirs = a_draft(CEO, company=other)
	add_user_permission("Company", COMPANY, MANAGER.user, ignore_permissions=True)
	frappe.clear_cache(user=MANAGER.user)
	with signed_in_as(MANAGER.user):
		for forbidden in (
			lambda: frappe.get_doc("Lead Scoring Model", theirs.name).submit(),
			lambda: new_version(theirs.name),
			lambda: export_model(theirs.name),
			lambda: a_draft(CEO, company=other),
		):
			with pytest.raises(frappe.PermissionError):
				forbidden()


def test_a_guest_gets_nothing(signed_in_as):
	lead = a_lead(job_title="CEO")
	live = a_live_model(CEO)
	with signed_in_as("Guest"):
		for forbidden in (
			lambda: panel(lead.name),
			lambda: rescore(lead.name),
			dialog,
			lambda: check_condition("{}"),
			lambda: preview("{}"),
			lambda: new_version(live.name),
			lambda: export_model(live.name),
			lambda: import_model(content="{}", company=COMPANY),
			lambda: DatabaseQuery("Lead Journey Entry").execute(),
			lambda: DatabaseQuery("Lead Scoring Model").execute(),
			lambda: DatabaseQuery("Lead Field Change").execute(),
		):
			with pytest.raises(frappe.PermissionError):
				forbidden()
