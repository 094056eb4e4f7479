"""Between the doctype Lead Definition and the domain's Definition."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from frappe.model.document import Document
from frappe.utils import cint, cstr

from lead_intelligence.adapters.criteria_fields import present_name
from lead_intelligence.adapters.row_values import number_of, set_only
from lead_intelligence.core.problems import Translate
from lead_intelligence.core.qualification.definition import Definition, Target
from lead_intelligence.core.qualification.exchange import FORMAT, definition_from_data
from lead_intelligence.core.rules.conditions import condition_to_data, with_fields
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue

DOCTYPE = "Lead Definition"
GATE_FIELDS = {target: f"{target.value.lower()}_from_stage" for target in Target}


def definition_of(doc: Document) -> Definition:
	"""Raises core.problems.Refused when the document is not of the form of a definition. Kinds of touches have the names
	that they have now."""
	definition = definition_from_data(data_of(doc))
	criteria = (
		replace(one, condition=with_fields(one.condition, present_name)) for one in definition.criteria
	)
	return replace(definition, criteria=tuple(criteria))


def data_of(doc: Document) -> dict[str, Any]:
	"""The document as the plain data of the exchange format, not yet checked."""
	return {
		"format": FORMAT,
		"name": doc.title,
		"version": doc.name,
		"scope": set_only(
			company=doc.company, market_segment=doc.market_segment, product_line=doc.product_line
		),
		"stages": [
			set_only(stage=row.stage, meaning=row.meaning, by_itself=bool(cint(row.by_itself)))
			for row in doc.stages
		],
		"criteria": [
			set_only(stage=row.stage, criterion=row.criterion, condition=_condition_data(row.condition_json))
			for row in doc.criteria
		],
		"gates": set_only(**{target.value: doc.get(field) for target, field in GATE_FIELDS.items()}),
		"acceptance_hours": number_of(doc.acceptance_hours) or 0,
		"keeps_cold_leads": bool(cint(doc.keeps_cold_leads)),
	}


def _condition_data(text: object) -> object:
	try:
		return json.loads(cstr(text) or "{}")
	except (ValueError, RecursionError):
		return text


def fill(doc: Document, definition: Definition) -> None:
	"""Write a definition into a draft. The scope stays that of the draft where the definition has none."""
	doc.title = definition.name or doc.title
	doc.update(
		set_only(
			company=definition.scope.company,
			market_segment=definition.scope.market_segment,
			product_line=definition.scope.product_line,
		)
	)
	doc.set(
		"stages",
		[
			{"stage": row.stage.value, "meaning": row.meaning, "by_itself": int(row.by_itself)}
			for row in definition.stages
		],
	)
	doc.set(
		"criteria",
		[
			{
				"stage": one.stage.value,
				"criterion": one.label,
				"condition_json": json.dumps(
					condition_to_data(with_fields(one.condition, present_name)), ensure_ascii=False
				),
			}
			for one in definition.criteria
		],
	)
	gates = dict(definition.gates)
	doc.update(
		{field: gates[target].value if target in gates else "" for target, field in GATE_FIELDS.items()}
	)
	doc.acceptance_hours = definition.acceptance.total_seconds() / 3600
	doc.keeps_cold_leads = int(definition.keeps_cold_leads)


def write_sentences(
	doc: Document, definition: Definition, catalogue: FieldCatalogue, translate: Translate
) -> None:
	"""Beside each criterion, the sentence that says its condition."""
	for row, criterion in zip(doc.criteria, definition.criteria, strict=True):
		row.condition_text = sentence(criterion.condition, catalogue, translate)
