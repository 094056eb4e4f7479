"""What the dialog offers to look at in a criterion, or in the condition of a response policy."""

from __future__ import annotations

from typing import Any

from frappe import _

from lead_intelligence.adapters.criteria_fields import kind_of
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.core.qualification.facts import (
	INBOUND,
	INTENT,
	ORIGIN,
	SOURCE_SIGNAL,
	STAGE,
	is_answer,
	is_derived,
)
from lead_intelligence.core.qualification.subjects import SUBJECTS_FIELD
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue

_SCORES, _ANSWERS, _ANY_TOUCH, _LEAD, _KINDS = range(5)


def offered_fields(catalogue: FieldCatalogue) -> list[dict[str, Any]]:
	"""For the dialog, in the order in which to offer them: what is known of a lead beside its fields, then its fields by
	their labels, then each kind of touches. Kinds that are disabled are recorded no more and not offered."""
	off = {kind.name for kind in touch_kinds().values() if kind.disabled}
	fields = [field for field in catalogue if kind_of(field.name) not in off]
	places = {field.name: place for place, field in enumerate(fields)}

	def order(field: Field) -> tuple[object, ...]:
		group = _group(field.name)
		# Questions and kinds stand in their own order.
		return (group, _(field.label).casefold() if group == _LEAD else "", places[field.name])

	return [
		{
			"name": field.name,
			"label": _(field.label),
			"hint": _hint(field.name),
			"kind": field.kind.value,
			"options": [{"value": option, "label": _(option)} for option in field.options],
			"links_to": field.links_to,
		}
		for field in sorted(fields, key=order)
	]


def _group(name: str) -> int:
	if is_answer(name):
		return _ANSWERS
	kind = kind_of(name)
	if kind is not None:
		return _ANY_TOUCH if kind in (INTENT, INBOUND) else _KINDS
	return _SCORES if is_derived(name) or name == SUBJECTS_FIELD else _LEAD


def _hint(name: str) -> str:
	"""Beside the label: what it is about or, for a field of the lead, its name."""
	if name == STAGE:
		return _("Stage")
	if name in (ORIGIN, SOURCE_SIGNAL):
		return _("Source")
	group = _group(name)
	if group == _ANSWERS:
		return _("Answer")
	if group in (_ANY_TOUCH, _KINDS):
		return _("Touches")
	return _("Score") if group == _SCORES and name != SUBJECTS_FIELD else name
