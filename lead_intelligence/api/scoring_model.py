"""Editing scoring models on the desk: what conditions can say, versions, and exchange as JSON."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.condition_check import checked
from lead_intelligence.adapters.engagement_explanation import ends_of_halves
from lead_intelligence.adapters.engagement_rules import rule_of
from lead_intelligence.adapters.explanation import bands
from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.policies import compile_document
from lead_intelligence.adapters.scoring_models import fill, model_of
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.adapters.versions import copy_as_draft
from lead_intelligence.api.arguments import document, text
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.dialog import published_operators
from lead_intelligence.core.scoring.exchange import model_from_json, model_to_json
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_DOCTYPE = "Lead Scoring Model"
_MOST_CHARACTERS = 2_000_000


@frappe.whitelist(methods=["GET", "POST"])
def dialog() -> dict[str, Any]:
	"""The fields of Lead on this site and, per kind of field, the operators that fit: all that the dialog needs."""
	frappe.has_permission(_DOCTYPE, "read", throw=True)
	fields = [
		{
			"name": field.name,
			"label": _(field.label),
			"kind": field.kind.value,
			"options": [{"value": option, "label": _(option)} for option in field.options],
			"links_to": field.links_to,
		}
		for field in site_catalogue()
	]
	return {"fields": sorted(fields, key=lambda field: field["label"]), "operators": published_operators(_)}


@frappe.whitelist(methods=["POST"])
def check_condition(condition: str) -> dict[str, Any]:
	"""A condition in canonical form with the sentence that says it, or the problems that it has."""
	frappe.has_permission(_DOCTYPE, "read", throw=True)
	return checked(condition, site_catalogue())


@frappe.whitelist(methods=["POST"])
def preview(model: str) -> dict[str, Any]:
	"""The scale of a model as it stands on the form, saved or not; empty while it is not of the form of a model."""
	frappe.has_permission(_DOCTYPE, "read", throw=True)
	content = document(
		model, _("Model"), ("rules", "groups", "grades", "engagement_rules", "engagement_groups")
	)
	try:
		compiled, _catalogue = compile_document(frappe.get_doc({**content, "doctype": _DOCTYPE}))
	except Refused:
		return {}
	if not compiled.bands.grades or not compiled.scale.span:
		return {}
	return {
		"lowest": compiled.scale.lowest,
		"highest": compiled.scale.highest,
		"scale": compiled.scale.scale.value,
		"bands": bands(compiled),
		"halves": ends_of_halves(compiled),
	}


@frappe.whitelist(methods=["GET", "POST"])
def touch_choices() -> dict[str, list[dict[str, str]]]:
	"""The kinds of touches and the channels that rules can ask for."""
	frappe.has_permission(_DOCTYPE, "read", throw=True)
	kinds = {kind.name: kind for kind in touch_kinds().values()}.values()
	channels = sorted({kind.channel for kind in kinds if kind.channel})
	return {
		"kinds": [
			{"value": name, "label": _(name)}
			for name in sorted(kind.name for kind in kinds if not kind.disabled)
		],
		"channels": [{"value": channel, "label": _(channel)} for channel in channels],
	}


@frappe.whitelist(methods=["POST"])
def check_engagement_rule(row: str) -> dict[str, Any]:
	"""A row of the engagement rules as a sentence, or what is wrong with its form."""
	frappe.has_permission(_DOCTYPE, "read", throw=True)
	content = document(row, _("Row"), ())
	try:
		rule = rule_of(frappe.get_doc({**content, "doctype": "Lead Engagement Rule"}))
	except Refused as refusal:
		return {"problems": [problem.text(_) for problem in refusal.problems]}
	return {"sentence": rule_sentence(rule, FieldCatalogue(()), _), "problems": []}


@frappe.whitelist(methods=["POST"])
def new_version(model: str) -> str:
	"""Copy a version into a new draft. Returns the draft's name."""
	frappe.has_permission(_DOCTYPE, "create", throw=True)
	doc = frappe.get_doc(_DOCTYPE, text(model, _("Model")))
	doc.check_permission("read")
	return str(copy_as_draft(doc).name)


@frappe.whitelist(methods=["GET", "POST"])
def export_model(model: str) -> str:
	"""A model as JSON text, in the format that the audit and `import_model` read."""
	doc = frappe.get_doc(_DOCTYPE, text(model, _("Model")))
	doc.check_permission("read")
	doc.check_permission("export")
	return model_to_json(model_of(doc))


@frappe.whitelist(methods=["POST"])
def import_model(content: str, company: str) -> str:
	"""Make a draft from JSON text. Returns its name; refuses with every problem, each with its row."""
	frappe.has_permission(_DOCTYPE, "create", throw=True)
	content, company = text(content, _("File")), text(company, _("Company"))
	if len(content) > _MOST_CHARACTERS:
		frappe.throw(
			_("The file is larger than {0} characters. A scoring model is never that large.").format(
				_MOST_CHARACTERS
			)
		)
	try:
		model = model_from_json(content)
	except Refused as refusal:
		texts = [frappe.utils.escape_html(problem.text(_)) for problem in refusal.problems]
		frappe.throw(texts, title=_("This file cannot be imported"), as_list=True)
	doc = frappe.new_doc(_DOCTYPE)
	doc.company = company
	fill(doc, model)
	doc.insert()
	return str(doc.name)
