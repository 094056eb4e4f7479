"""Frappe finds the app's doctypes under a second import name; nothing may be loaded under both."""

import sys
from pathlib import Path

import frappe
from frappe.model.base_document import get_controller

import lead_intelligence
from lead_intelligence.api.lead_score import panel
from tests.bench.location import APP
from tests.site.builders import a_draft, a_lead, rule

SECOND_NAME = f"{APP}.{APP}."


def test_no_module_is_loaded_under_both_of_its_names():
	for doctype in frappe.get_all("DocType", filters={"module": "Lead Intelligence"}, pluck="name"):
		assert get_controller(doctype).__module__.startswith(SECOND_NAME)
		frappe.get_meta(doctype)
	a_draft(rule("city", "is", "Paris")).submit()
	panel(a_lead(city="Paris").name)
	under_second_name = {
		name.removeprefix(SECOND_NAME) for name in sys.modules if name.startswith(SECOND_NAME)
	}
	assert "doctype.lead_scoring_model.lead_scoring_model" in under_second_name
	assert not {name for name in under_second_name if f"{APP}.{name}" in sys.modules}


def test_hooks_stay_short():
	hooks = Path(lead_intelligence.__file__).with_name("hooks.py").read_text().splitlines()
	assert len(hooks) < 100
