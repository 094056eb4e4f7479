"""What criteria look at is renamed: a kind of touches, a framework or one of its questions. The criteria of all versions
look at it under its new name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import frappe
from frappe import _

from lead_intelligence.adapters import definition_signing
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.facts import ANSWER, CONFIDENCE, LAST_TOUCH, PREFIX, TOUCHES
from lead_intelligence.core.qualification.frameworks import answer_fact, confidence_fact
from lead_intelligence.core.rules.conditions import condition_to_data, parse_condition, with_fields
from lead_intelligence.core.rules.sentences import sentence

_ROW = "Lead Stage Criterion"


def follow_kind(old: str, new: str) -> None:
	_follow({f"{prefix}{old}": f"{prefix}{new}" for prefix in (TOUCHES, LAST_TOUCH)})


def follow_questions(framework: str, renamed: Mapping[str, str]) -> None:
	"""All at once, so that two questions can exchange their names."""
	_follow(
		{
			fact(framework, old): fact(framework, new)
			for old, new in renamed.items()
			for fact in (answer_fact, confidence_fact)
		}
	)


def follow_framework(old: str, new: str) -> None:
	def name_of(field: str) -> str:
		for prefix in (ANSWER, CONFIDENCE):
			if field.startswith(f"{prefix}{old}:"):
				return f"{prefix}{new}:{field.removeprefix(f'{prefix}{old}:')}"
		return field

	_rename(name_of)


def _follow(names: Mapping[str, str]) -> None:
	if names:
		_rename(lambda field: names.get(field, field))


def _rename(name_of: Callable[[str], str]) -> None:
	"""`name_of`: the new name of a field, or the same."""
	rows = frappe.get_all(
		_ROW,
		filters={"condition_json": ("like", f"%{PREFIX}%")},
		fields=["name", "condition_json"],
		order_by="name",
	)
	catalogue = criteria_catalogue(strict=False) if rows else None
	changed = False
	for row in rows:
		try:
			before = parse_condition(row.condition_json)
		except Refused:
			continue
		after = with_fields(before, name_of)
		if after != before and catalogue:
			text = json.dumps(condition_to_data(after), ensure_ascii=False)
			values = {"condition_json": text, "condition_text": sentence(after, catalogue, _)}
			frappe.db.set_value(_ROW, row.name, values, update_modified=False)
			changed = True
	if changed:
		definition_signing.follow_renames()
