"""What criteria can look at: the fields of Lead, and beside them scores, touches and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import cstr

from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.qualification_answers import answer_fields
from lead_intelligence.adapters.qualification_frameworks import frameworks_stamp
from lead_intelligence.adapters.touch_kinds import kinds_stamp, touch_kinds
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.facts import (
	INBOUND,
	INTENT,
	LAST_TOUCH,
	TOUCHES,
	is_answer,
	score_fields,
	touch_fields,
)
from lead_intelligence.core.rules.conditions import Condition, parse_condition, with_fields
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue


def criteria_catalogue(*, strict: bool, company: str | None = None) -> FieldCatalogue:
	"""All that criteria of a company's definitions may look at, with labels in the user's language.

	`strict`: with the choices of grades and answers as they are now, against which drafts are checked. A version that is
	live is never broken by one that was renamed since.
	"""
	return FieldCatalogue(
		(
			*site_catalogue(),
			*score_fields(grades_of(company) if strict else ()),
			*_touches(),
			*(field if strict else replace(field, options=()) for field in answer_fields()),
		)
	)


def condition_in(text: object, place: str, **values: object) -> Condition | None:
	"""As a policy holds it, with the names that fields have now; None for no condition. Raises core.problems.Refused, with where it stands,
	for one that cannot be read."""
	if not cstr(text).strip():
		return None
	try:
		return with_fields(parse_condition(cstr(text)), present_name)
	except Refused as refusal:
		raise Refused(*(problem.at(place, **values) for problem in refusal.problems))


def grades_of(company: str | None) -> tuple[str, ...]:
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


def kind_of(field: str) -> str | None:
	"""The kind of touches that a field is about."""
	prefix = next((prefix for prefix in (TOUCHES, LAST_TOUCH) if field.startswith(prefix)), None)
	return field.removeprefix(prefix) if prefix else None


def present_name(field: str) -> str:
	"""The field under the name of today: a kind of touch that the app brought may have been given another since."""
	name = kind_of(field)
	kind = touch_kinds().get(name) if name else None
	return f"{field.removesuffix(name)}{kind.name}" if name and kind else field


def criteria_stamp(names: Iterable[str]) -> tuple[object, ...]:
	"""Changes whenever what these names of fields stand for does."""
	names = tuple(names)
	touches = any(map(kind_of, names))
	kinds = kinds_stamp() if touches else ()
	return (*kinds, frameworks_stamp()) if any(map(is_answer, names)) else kinds
