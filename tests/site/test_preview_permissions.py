"""Who may see what of previews, and a lead that is tried against another model."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.api import preview as api
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, another_company
from tests.site.previewed_leads import a_draft_on_three_leads, found


@pytest.fixture
def company(live_site, request) -> str:
	name = f"Seen By {abs(hash(request.node.nodeid)) % 10**8}"
	return live_site.run(another_company, name, name[-8:])


@pytest.fixture
def draft(live_site, company) -> str:
	return live_site.run(a_draft_on_three_leads, company)


def test_a_rep_sees_neither_the_figures_nor_others_leads(live_site, draft, company):
	def look():
		name = found(draft)["preview"]["name"]
		frappe.set_user(REP.user)
		for refused in (
			lambda: api.begin(draft),
			lambda: api.previews_of(draft),
			lambda: api.progress(name),
			lambda: api.result(name),
			lambda: api.leads_of_cell(name, "Hot", "Cold"),
			lambda: api.stop(name),
		):
			with pytest.raises(frappe.PermissionError):
				refused()
		frappe.set_user("Administrator")
		return name

	name = live_site.run(look)

	def look_as_manager_of_one_territory():
		territory = frappe.get_doc(
			{"doctype": "Territory", "territory_name": "Elsewhere", "parent_territory": "All Territories"}
		)
		territory.insert(ignore_if_duplicate=True)
		permission = {
			"doctype": "User Permission",
			"user": MANAGER.user,
			"allow": "Territory",
			"for_value": "Elsewhere",
		}
		permission = frappe.get_doc({**permission, "apply_to_all_doctypes": 1}).insert()
		frappe.db.set_value("Lead", {"company": company}, "territory", "All Territories")
		frappe.set_user(MANAGER.user)
		try:
			return api.leads_of_cell(name, "Hot", "Cold")
		finally:
			frappe.set_user("Administrator")
			permission.delete()

	page = live_site.run(look_as_manager_of_one_territory)
	assert page["total"] == page["hidden"] == 1
	assert page["leads"] == []


def test_a_lead_is_tried_against_a_draft_without_a_trace(live_site, draft, company):
	def look():
		lead = a_lead(company=company, country="France", job_title="CEO").name
		before = frappe.db.get_value("Lead", lead, "*", as_dict=True)
		rows = frappe.db.count("Lead Journey Entry")
		sides = json.loads(frappe.as_json(api.try_on_lead(lead, draft)))
		assert frappe.db.get_value("Lead", lead, "*", as_dict=True) == before
		assert frappe.db.count("Lead Journey Entry") == rows
		return sides, api.models_to_try(lead)

	sides, models = live_site.run(look)
	assert [line["rule"] for line in sides["left"]["lines"]] == ["Is CEO"]
	assert [line["rule"] for line in sides["right"]["lines"]] == ["Is French"]
	assert (sides["left"]["state"], sides["right"]["grade"], sides["right"]["model"]) == (
		"scored",
		"Hot",
		draft,
	)
	assert [model["status"] for model in models] == ["Draft", "Live"]


def test_only_who_may_read_the_lead_may_try_it(live_site, draft, company):
	def look():
		lead = a_lead(company=company).name
		frappe.set_user("Guest")
		with pytest.raises(frappe.PermissionError):
			api.try_on_lead(lead, draft)
		with pytest.raises(frappe.PermissionError):
			api.models_to_try(lead)

	live_site.run(look)
