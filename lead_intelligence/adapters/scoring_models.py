"""Between the doctype Lead Scoring Model and the domain's ScoringModel."""

from __future__ import annotations

import json
from typing import Any

from frappe.model.document import Document
from frappe.utils import cstr

from lead_intelligence.adapters.engagement_rules import data_of_half, fill_half
from lead_intelligence.adapters.row_values import (
	group_data,
	group_row,
	iso_day,
	number_of,
	number_text,
	set_only,
)
from lead_intelligence.core.problems import Translate
from lead_intelligence.core.rules.conditions import condition_to_data
from lead_intelligence.core.scoring.exchange import FORMAT, model_from_json
from lead_intelligence.core.scoring.model import ScoringModel
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue

SCALES = {"0-100": "0-100", "Points": "points"}
_SCALE_CHOICES = {value: choice for choice, value in SCALES.items()}


def data_of(doc: Document) -> dict[str, Any]:
	"""The document as the plain data of the exchange format, not yet checked."""
	return {
		"format": FORMAT,
		"name": doc.title,
		"version": doc.name,
		"scale": SCALES.get(cstr(doc.scale), doc.scale),
		"grades": [
			set_only(grade=row.grade, at_least=number_of(row.at_least), colour=row.colour)
			for row in doc.grades
		],
		"fit": {
			"groups": [group_data(row) for row in doc.groups],
			"rules": [_rule_data(row) for row in doc.rules],
		},
		"engagement": data_of_half(doc),
	}


def _rule_data(row: Document) -> dict[str, Any]:
	return set_only(
		rule=row.rule,
		condition=_condition_data(row.condition_json),
		points=row.points,
		group=row.rule_group,
		valid_from=iso_day(row.valid_from),
		valid_to=iso_day(row.valid_to),
		disqualifies=bool(row.disqualifies),
	)


def _condition_data(text: object) -> object:
	try:
		return json.loads(cstr(text) or "{}")
	except (ValueError, RecursionError):
		return text


def model_of(doc: Document) -> ScoringModel:
	"""Raises core.problems.Refused when the document is not of the form of a model."""
	return model_from_json(data_of(doc))


def fill(doc: Document, model: ScoringModel) -> None:
	"""Write a model into a draft: title, scale and the tables of both halves."""
	doc.title = model.name or doc.title
	doc.scale = _SCALE_CHOICES[model.scale.value]
	doc.set(
		"grades",
		[
			{"grade": grade.name, "at_least": number_text(grade.at_least), "colour": grade.colour}
			for grade in model.grades
		],
	)
	doc.set("groups", [group_row(group) for group in model.fit.groups])
	doc.set(
		"rules",
		[
			{
				"rule": rule.label,
				"condition_json": json.dumps(condition_to_data(rule.condition), ensure_ascii=False),
				"points": rule.points,
				"rule_group": rule.group,
				"valid_from": rule.valid_from,
				"valid_to": rule.valid_to,
				"disqualifies": int(rule.disqualifies),
			}
			for rule in model.fit.rules
		],
	)
	fill_half(doc, model.engagement)


def write_sentences(
	doc: Document, model: ScoringModel, catalogue: FieldCatalogue, translate: Translate
) -> None:
	"""Beside each condition and each rule on touches, the sentence that says it."""
	for row, rule in zip(doc.rules, model.fit.rules, strict=True):
		row.condition_text = rule_sentence(rule, catalogue, translate)
	for row, on_touches in zip(doc.engagement_rules, model.engagement.rules, strict=True):
		row.sentence = rule_sentence(on_touches, catalogue, translate)
