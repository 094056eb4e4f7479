"""The block of the dashboard: it is ours, whatever somebody has made of it, and goes without a trace."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.setup.dashboard import BLOCK, remove_dashboard, seed_dashboard

DOCTYPE = "Custom HTML Block"


def places() -> list[str]:
	return frappe.get_all("Workspace Custom Block", {"custom_block_name": BLOCK}, pluck="parent")


def put_on(workspace: str) -> None:
	where = {"parenttype": "Workspace", "parentfield": "custom_blocks", "parent": workspace}
	row = {"doctype": "Workspace Custom Block", "custom_block_name": BLOCK, "label": BLOCK}
	frappe.get_doc({**row, **where}).db_insert()


def test_all_may_see_it():
	block = frappe.get_doc(DOCTYPE, BLOCK)
	assert (block.private, block.roles) == (0, [])


@pytest.mark.parametrize("field", ["html", "style", "script"])
def test_what_was_made_of_it_is_set_back(field):
	kept = frappe.db.get_value(DOCTYPE, BLOCK, field)
	frappe.db.set_value(DOCTYPE, BLOCK, field, "/* something else */")
	seed_dashboard()
	assert frappe.db.get_value(DOCTYPE, BLOCK, field) == kept


def test_nothing_is_written_where_it_stands_already():
	before = frappe.db.get_value(DOCTYPE, BLOCK, "modified")
	seed_dashboard()
	assert frappe.db.get_value(DOCTYPE, BLOCK, "modified") == before


def test_it_goes_with_its_place_on_each_workspace():
	put_on("CRM")
	assert {"CRM", "Lead Intelligence"} <= set(places())
	remove_dashboard()
	assert places() == []
	assert not frappe.db.exists(DOCTYPE, BLOCK)
	remove_dashboard()


def test_a_site_that_knows_no_such_blocks_goes_without(monkeypatch):
	remove_dashboard()
	known = frappe.db.exists
	without = lambda doctype, name=None, *more, **also: (  # noqa: E731
		None if (doctype, name) == ("DocType", DOCTYPE) else known(doctype, name, *more, **also)
	)
	monkeypatch.setattr(frappe.db, "exists", without)
	seed_dashboard()
	remove_dashboard()
	assert not known(DOCTYPE, BLOCK)
