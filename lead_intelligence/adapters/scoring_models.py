"""Between the doctype Lead Scoring Model and the domain's ScoringModel."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from frappe.model.document import Document
from frappe.utils import cstr

from lead_intelligence.core.problems import Translate
from lead_intelligence.core.rules.conditions import condition_to_data
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.scoring.exchange import FORMAT, model_from_json
from lead_intelligence.core.scoring.model import ScoringModel
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
			_set_only(grade=row.grade, at_least=number_of(row.at_least), colour=row.colour)
			for row in doc.grades
		],
		"fit": {
			"groups": [
				_set_only(
					group=row.group_name, at_most=number_of(row.at_most), at_least=number_of(row.at_least)
				)
				for row in doc.groups
			],
			"rules": [_rule_data(row) for row in doc.rules],
		},
	}


def _rule_data(row: Document) -> dict[str, Any]:
	return _set_only(
		rule=row.rule,
		condition=_condition_data(row.condition_json),
		points=row.points,
		group=row.rule_group,
		valid_from=_iso(row.valid_from),
		valid_to=_iso(row.valid_to),
		disqualifies=bool(row.disqualifies),
	)


def _condition_data(text: object) -> object:
	try:
		return json.loads(cstr(text) or "{}")
	except (ValueError, RecursionError):
		return text


def _set_only(**values: Any) -> dict[str, Any]:
	return {key: value for key, value in values.items() if value not in (None, "")}


def _iso(day: object) -> str | None:
	"""A date as ISO text; anything else as text, so that the check of the model can name it."""
	if isinstance(day, datetime):
		day = day.date()
	return day.isoformat() if isinstance(day, date) else cstr(day) or None


def number_of(text: Any) -> Any:
	"""A number as a number; anything else as it is, so that the check of the model can name it."""
	text = cstr(text).strip().replace(",", ".")
	for read in (int, float):
		try:
			return read(text)
		except ValueError:
			continue
	return text or None


def model_of(doc: Document) -> ScoringModel:
	"""Raises core.problems.Refused when the document is not of the form of a model."""
	return model_from_json(data_of(doc))


def fill(doc: Document, model: ScoringModel) -> None:
	"""Write a model into a draft: title, scale and the three tables."""
	doc.title = model.name or doc.title
	doc.scale = _SCALE_CHOICES[model.scale.value]
	doc.set(
		"grades",
		[
			{"grade": grade.name, "at_least": _text(grade.at_least), "colour": grade.colour}
			for grade in model.grades
		],
	)
	doc.set(
		"groups",
		[
			{"group_name": group.name, "at_most": _text(group.at_most), "at_least": _text(group.at_least)}
			for group in model.fit.groups
		],
	)
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


def _text(number: int | float | None) -> str:
	return "" if number is None else f"{number:.15g}"


def write_sentences(
	doc: Document, model: ScoringModel, catalogue: FieldCatalogue, translate: Translate
) -> None:
	"""Beside each condition, the sentence that says it."""
	for row, rule in zip(doc.rules, model.fit.rules, strict=True):
		row.condition_text = sentence(rule.condition, catalogue, translate)
