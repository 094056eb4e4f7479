"""What criteria can look at: the fields of Lead, and beside them scores, touches and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.qualification_answers import answer_fields
from lead_intelligence.adapters.qualification_frameworks import frameworks_stamp
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.core.qualification.facts import (
	INBOUND,
	INTENT,
	LAST_TOUCH,
	TOUCHES,
	is_answer,
	is_derived,
	score_fields,
	touch_fields,
)
from lead_intelligence.core.qualification.subjects import SUBJECTS_FIELD
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue


def criteria_catalogue(*, strict: bool, company: str | None = None) -> FieldCatalogue:
	"""All that criteria of a company's definitions may look at, with labels in the user's language.

	`strict`: with the choices of grades and answers as they are now, against which drafts are checked. A version that is
	live is never broken by one that was renamed since.
	"""
	return FieldCatalogue(
		(
			*site_catalogue(),
			*score_fields(_grades(company) if strict else ()),
			*_touches(),
			*(field if strict else replace(field, options=()) for field in answer_fields()),
		)
	)


def offered_fields(company: str | None) -> list[dict[str, Any]]:
	"""For the dialog, in the order in which to offer them: what is known of a lead beside its fields, then its fields by
	their labels, then each kind of touches. Kinds that are disabled are recorded no more and not offered."""
	catalogue = criteria_catalogue(strict=True, company=company)
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


_SCORES, _ANSWERS, _ANY_TOUCH, _LEAD, _KINDS = range(5)


def _group(name: str) -> int:
	if is_answer(name):
		return _ANSWERS
	kind = kind_of(name)
	if kind is not None:
		return _ANY_TOUCH if kind in (INTENT, INBOUND) else _KINDS
	return _SCORES if is_derived(name) or name == SUBJECTS_FIELD else _LEAD


def _hint(name: str) -> str:
	"""Beside the label: what it is about or, for a field of the lead, its name."""
	group = _group(name)
	if group == _ANSWERS:
		return _("Answer")
	if group in (_ANY_TOUCH, _KINDS):
		return _("Touches")
	return _("Score") if group == _SCORES and name != SUBJECTS_FIELD else name


def kind_of(name: str) -> str | None:
	"""The kind of touches that a field is about."""
	prefix = next((prefix for prefix in (TOUCHES, LAST_TOUCH) if name.startswith(prefix)), None)
	return name.removeprefix(prefix) if prefix else None


def _grades(company: str | None) -> tuple[str, ...]:
	"""Those of the live scoring model."""
	company = company or frappe.defaults.get_global_default("company")
	model = company and frappe.db.get_value("Lead Scoring Model", {"live_for": company})
	rows = {"parent": model, "parenttype": "Lead Scoring Model"}
	return tuple(
		frappe.get_all("Lead Scoring Grade", filters=rows, pluck="grade", order_by="idx") if model else ()
	)


def _touches() -> Iterator[Field]:
	yield from touch_fields(INTENT, _("Touches with Intent"), _("Last Touch with Intent"))
	yield from touch_fields(INBOUND, _("Inbound Touches"), _("Last Inbound Touch"))
	for name in sorted({kind.name for kind in touch_kinds().values()}):
		shown = _(name)
		yield from touch_fields(name, _("Touches: {0}").format(shown), _("Last Touch: {0}").format(shown))


def present_name(field: str) -> str:
	"""The field under the name of today: a kind of touch that the app brought may have been given another since."""
	name = kind_of(field)
	kind = touch_kinds().get(name) if name else None
	return f"{field.removesuffix(name)}{kind.name}" if name and kind else field


def criteria_stamp(names: Iterable[str]) -> tuple[object, ...]:
	"""Changes whenever a kind of touches or a question that one of the fields is about comes, goes or is renamed."""
	names = tuple(names)
	touches = any(kind_of(name) for name in names)
	kinds = tuple(f"{name}={kind.name}" for name, kind in sorted(touch_kinds().items())) if touches else ()
	return (*kinds, frameworks_stamp()) if any(map(is_answer, names)) else kinds
