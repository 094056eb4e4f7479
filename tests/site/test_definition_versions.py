"""Versions of definitions: which one is live for what, and what goes live on a later day."""

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime, today

from lead_intelligence.adapters.agreements import agreed_since
from lead_intelligence.adapters.live_versions import live_versions
from lead_intelligence.adapters.scheduled_definitions import due_definitions, put_live
from lead_intelligence.api.definition import around, new_version
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.builders import a_lead, another_company, stored
from tests.site.definition_builders import a_definition, a_live_definition, signed


def tomorrow():
	return add_days(today(), 1)


def line(name, parent="All Item Groups", is_group=0):
	values = {"item_group_name": name, "parent_item_group": parent, "is_group": is_group}
	return frappe.get_doc({"doctype": "Item Group", **values}).insert().name


def segment(name):
	return frappe.get_doc({"doctype": "Market Segment", "market_segment": name}).insert().name


def live(company=COMPANY):
	return [version.name for version in live_versions(company).definitions]


def state(definition):
	definition.reload()
	return definition.status


def scheduled(**fields):
	definition = signed(a_definition(**{"applies_from": tomorrow(), **fields}))
	definition.submit()
	return definition


def comes(definition, day=None):
	"""Its day has come."""
	frappe.db.set_value("Lead Definition", definition.name, "applies_from", day or today())


def runs():
	return frappe.get_all("Lead Evaluation Run", filters={"status": "Waiting"}, pluck="reason")


def test_submitting_puts_a_definition_live_and_its_leads_are_judged_anew():
	definition = a_live_definition()
	assert state(definition) == "Live"
	assert live() == [definition.name]
	assert runs() == [f"{definition.name} went live"]


def test_the_next_one_for_the_same_leads_retires_it_at_the_same_moment():
	first, second = a_live_definition(), a_live_definition()
	assert (state(first), state(second)) == ("Retired", "Live")
	assert (first.valid_to, first.docstatus) == (second.valid_from, 1)
	assert live() == [second.name]


def test_definitions_of_other_scopes_are_live_beside_one_another():
	bread, bakers = line("Bread"), segment("Bakers")
	scopes = (
		{},
		{"product_line": bread},
		{"market_segment": bakers},
		{"product_line": bread, "market_segment": bakers},
	)
	beside = [a_live_definition(**scope) for scope in scopes]
	assert live() == sorted(one.name for one in beside)
	newer = a_live_definition(product_line=bread)
	assert [state(one) for one in beside] == ["Live", "Retired", "Live", "Live"]
	assert newer.name in live()


def test_each_company_has_its_own():
	ours, theirs = a_live_definition(), a_live_definition(company=another_company())
	assert (live(), live(another_company())) == ([ours.name], [theirs.name])


def test_from_the_form_one_sees_what_else_is_live_and_which_of_the_two_decides():
	bread, cake, bakers = line("Bread"), line("Cake"), segment("Bakers")
	general = a_live_definition()
	on_bread = a_live_definition(product_line=bread)
	on_bakers = a_live_definition(market_segment=bakers)
	found = around(COMPANY, product_line=cake)
	assert found["live"] is None
	assert {row["name"]: row["precedence"] for row in found["others"]} == {
		general.name: "wins",
		on_bread.name: "by subject",
		on_bakers.name: "wins",
	}
	found = around(COMPANY)
	assert found["live"]["name"] == general.name
	assert {row["name"]: row["precedence"] for row in found["others"]} == {
		on_bread.name: "yields",
		on_bakers.name: "yields",
	}


def test_a_cancelled_one_leaves_no_gate_and_a_retired_one_cannot_be_cancelled():
	first, second = a_live_definition(), a_live_definition()
	first.reload()
	with pytest.raises(frappe.ValidationError, match="is retired"):
		first.cancel()
	second.cancel()
	assert (state(second), live()) == ("Cancelled", [])
	assert second.valid_to
	with pytest.raises(frappe.ValidationError, match="was live"):
		second.delete()


def test_a_later_day_is_waited_for():
	first = a_live_definition()
	second = scheduled()
	assert (state(second), second.valid_from, second.live_for) == ("Scheduled", None, None)
	assert live() == [first.name]
	assert due_definitions() == []
	assert not put_live(second.name)
	comes(second)
	assert due_definitions() == [second.name]
	assert put_live(second.name)
	assert (state(first), state(second)) == ("Retired", "Live")
	assert first.valid_to == second.valid_from
	assert live() == [second.name]
	assert runs() == [f"{second.name} went live"]


def test_what_went_live_does_not_go_live_again():
	definition = scheduled()
	comes(definition)
	assert put_live(definition.name)
	since = frappe.db.get_value("Lead Definition", definition.name, "valid_from")
	assert not put_live(definition.name)
	assert frappe.db.get_value("Lead Definition", definition.name, "valid_from") == since
	assert due_definitions() == []


def test_of_two_for_the_same_leads_the_later_day_stays_live():
	later, earlier = scheduled(applies_from=add_days(today(), 5)), scheduled()
	comes(later)
	comes(earlier, add_days(today(), -1))
	for name in due_definitions():
		put_live(name)
	assert (state(earlier), state(later)) == ("Retired", "Live")


def test_a_scheduled_one_needs_both_signatures_and_can_be_called_off():
	draft = a_definition(applies_from=tomorrow())
	with pytest.raises(frappe.ValidationError, match="has not signed"):
		draft.submit()
	live_one, definition = a_live_definition(), scheduled()
	definition.cancel()
	assert (state(definition), definition.valid_to) == ("Cancelled", None)
	comes(definition)
	assert due_definitions() == []
	assert live() == [live_one.name]
	definition.delete()


def test_today_is_at_once():
	definition = signed(a_definition(applies_from=today()))
	definition.submit()
	assert state(definition) == "Live"


def test_a_day_that_has_passed_while_it_was_signed_is_refused():
	definition = signed(a_definition(applies_from=tomorrow()))
	comes(definition, add_days(today(), -3))
	definition.reload()
	with pytest.raises(frappe.ValidationError, match="which is past"):
		definition.submit()


def test_it_goes_live_although_a_signatory_has_left_since_and_that_is_noted():
	definition = scheduled()
	frappe.db.set_value("User", REP.user, "enabled", 0)
	comes(definition)
	assert put_live(definition.name)
	comments = frappe.get_all(
		"Comment", filters={"reference_name": definition.name, "comment_type": "Info"}, pluck="content"
	)
	assert any("Rosa Bernard, who has no active user any more" in words for words in comments)


def test_a_new_version_says_the_same_without_its_day():
	definition = scheduled(opportunity_from_stage="SQL")
	draft = frappe.get_doc("Lead Definition", new_version(definition.name))
	assert (draft.copied_from, draft.applies_from, draft.opportunity_from_stage) == (
		definition.name,
		None,
		"SQL",
	)
	assert [row.condition_json for row in draft.criteria] == [
		row.condition_json for row in definition.criteria
	]


def test_what_is_renamed_keeps_its_live_definitions():
	company, bread = another_company(), line("Bread")
	general, on_bread = (
		a_live_definition(company=company),
		a_live_definition(company=company, product_line=bread),
	)
	frappe.rename_doc("Company", company, "Atelier Renamed")
	frappe.rename_doc("Item Group", bread, "Loaves")
	assert live("Atelier Renamed") == [general.name, on_bread.name]
	assert on_bread.reload().live_for == "Atelier Renamed|Loaves|"
	newer = a_live_definition(company="Atelier Renamed", product_line="Loaves")
	assert live("Atelier Renamed") == [general.name, newer.name]


def test_leads_are_judged_by_the_definition_of_their_line_under_its_new_name_and_in_its_new_place():
	food, tools = line("Food", is_group=1), line("Tools", is_group=1)
	bread = line("Bread", parent=food)
	frappe.get_doc({"doctype": "Lead Subject", "subject": "Rolls", "product_line": bread}).insert()
	on_food, on_tools = a_live_definition(product_line=food), a_live_definition(product_line=tools)
	lead = a_lead(li_subjects="Rolls")

	def judged_by():
		doc = frappe.get_doc("Lead", lead.name)
		doc.job_title = frappe.generate_hash(length=6)
		doc.save()
		return stored(lead, "li_definition")

	assert judged_by() == on_food.name
	frappe.rename_doc("Item Group", food, "Groceries")
	assert judged_by() == on_food.name
	group = frappe.get_doc("Item Group", bread)
	group.parent_item_group = tools
	group.save()
	assert judged_by() == on_tools.name
	on_bread = a_live_definition(product_line=bread)
	assert judged_by() == on_bread.name
	frappe.rename_doc("Item Group", bread, "Loaves")
	assert judged_by() == on_bread.name


def test_of_two_lines_that_are_merged_the_newer_definition_stays_live():
	bread, cake = line("Bread"), line("Cake")
	older, newer = a_live_definition(product_line=bread), a_live_definition(product_line=cake)
	frappe.db.set_value("Lead Definition", older.name, "valid_from", add_days(now_datetime(), -1))
	frappe.rename_doc("Item Group", bread, cake, merge=True)
	assert live() == [newer.name]
	assert (state(older), state(newer)) == ("Retired", "Live")
	assert older.valid_to


def test_a_company_has_agreed_since_its_first_definition():
	first = a_live_definition()
	a_live_definition()
	assert agreed_since(COMPANY) == first.reload().valid_from
	assert getdate(agreed_since(COMPANY)) == getdate(today())
