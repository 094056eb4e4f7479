"""The starter definition: a draft for marketing and sales to begin their talk with. It is live for nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definitions import fill
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.definition import Criterion, Definition
from lead_intelligence.core.qualification.exchange import definition_from_json
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.snapshot.fields import FieldCatalogue

STARTER = Path(__file__).parent.parent / "core" / "qualification" / "starter_definition.json"
_SETTINGS = "Lead Intelligence Settings"
_LOG_TITLE = "Lead Intelligence: the starter definition could not be installed"


def seed_starter_definition() -> None:
	"""Once in the life of a site, for the default company. Waits for a company.

	A site where that fails is installed and its companies are saved all the same.
	"""
	if frappe.db.get_single_value(_SETTINGS, "starter_definition_installed"):
		return
	company = frappe.defaults.get_global_default("company") or frappe.db.get_value("Company", {}, "name")
	if not company or frappe.db.exists(DEFINITION, {}):
		return
	with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
		draft_starter(company)
		frappe.db.set_single_value(_SETTINGS, "starter_definition_installed", 1)


def draft_starter(company: str) -> Document:
	document = frappe.new_doc(DEFINITION)
	document.company = company
	starter = definition_from_json(STARTER.read_text(encoding="utf-8"))
	catalogue = criteria_catalogue(strict=True, company=company)
	fill(document, _in_words_of_the_site(_fitted(starter, catalogue)))
	document.flags.ignore_permissions = True
	return document.insert()


def _fitted(definition: Definition, catalogue: FieldCatalogue) -> Definition:
	"""Without the criteria on fields, grades or answers that this site does not have."""
	criteria = tuple(criterion for criterion in definition.criteria if _fits(criterion, catalogue))
	return replace(definition, criteria=criteria)


def _fits(criterion: Criterion, catalogue: FieldCatalogue) -> bool:
	try:
		compile_condition(criterion.condition, catalogue)
	except Refused:
		return False
	return True


def _in_words_of_the_site(definition: Definition) -> Definition:
	"""What people are to sign is in their language, and theirs to change."""
	language = frappe.db.get_single_value("System Settings", "language") or frappe.local.lang
	return replace(
		definition,
		name=_(definition.name, language),
		stages=tuple(replace(row, meaning=_(row.meaning, language)) for row in definition.stages),
		criteria=tuple(replace(one, label=_(one.label, language)) for one in definition.criteria),
	)
