"""What the tests of a file are given is there in each of them as it was made, whatever others did to it."""

from __future__ import annotations

import frappe
import pytest

from tests.site.cost_builders import a_record


def given_once() -> str:
	return str(a_record("Lead Source", "As It Was Made", source_name="As It Was Made", details="made"))


@pytest.mark.parametrize("others", ["none", "one", "two"])
def test_each_finds_it_untouched_and_alone(given, others):
	source = frappe.get_cached_doc("Lead Source", given)
	assert source.details == "made"
	assert not frappe.db.exists("Lead Source", "Added in a Test")
	source.details = f"changed beside {others}"
	source.save()
	a_record("Lead Source", "Added in a Test", source_name="Added in a Test")
	assert frappe.get_cached_doc("Lead Source", given).details == source.details


def test_a_rename_leaves_the_doctypes_known(given):
	"""Or each rename in a test would cost two seconds and more."""
	frappe.get_meta("Lead Source")
	frappe.rename_doc("Lead Source", given, "As It Is Now")
	assert frappe.cache.hget("doctype_meta", "Lead Source")
	assert not frappe.db.exists("Lead Source", given)
