"""The definitions that are live for a company, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe.model.document import Document
from frappe.query_builder.functions import Min

from lead_intelligence.adapters.calendars import calendar_of
from lead_intelligence.adapters.criteria_fields import criteria_catalogue, criteria_stamp
from lead_intelligence.adapters.definitions import definition_of
from lead_intelligence.adapters.lead_fields import field_stamp
from lead_intelligence.adapters.lead_subjects import forget_subjects, subjects
from lead_intelligence.adapters.live_versions import DEFINITION, Version, submitted
from lead_intelligence.adapters.trees import nodes_and_ancestors
from lead_intelligence.core.qualification.agreements import Agreements
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.sla.terms import Hours
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_SCOPES = "lead_intelligence:changed_scopes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
	agreements: Agreements | None = None
	catalogue: FieldCatalogue | None = None


class LiveCalendar:
	"""A working calendar as it is at the moment at which it is asked."""

	def __init__(self, name: str | None, company: str | None) -> None:
		self._name, self._company = name, company or frappe.defaults.get_global_default("company")

	def due(self, since: datetime, working: timedelta) -> datetime:
		return calendar_of(self._name, self._company).due(since, working)

	@property
	def hours(self) -> Hours:
		return Hours(working=calendar_of(self._name, self._company), calendar=self._name)


def agreed(company: str | None, versions: Sequence[Version]) -> Agreed:
	catalogue = criteria_catalogue(strict=False)
	compiled = [compile_definition(version, catalogue) for version in versions]
	return Agreed(agreements=agreements_of(compiled, agreed_since(company)), catalogue=catalogue)


def agreements_of(compiled: Sequence[CompiledDefinition], since: datetime | None) -> Agreements:
	"""Of definitions that are live at once. `since`: when the first of the company went live."""
	lines = {line for one in compiled if (line := one.definition.scope.product_line)}
	places = nodes_and_ancestors("Item Group", lines) if lines else {}
	depths = {line: len(above) for line, above in places.items()}
	return Agreements(compiled, _product_lines() if lines else {}, since, depths)


def compile_definition(version: Version, catalogue: FieldCatalogue) -> CompiledDefinition:
	return compile_document(submitted(DEFINITION, version), catalogue)


def compile_document(doc: Document, catalogue: FieldCatalogue) -> CompiledDefinition:
	"""Any version, drafts included."""
	return CompiledDefinition(definition_of(doc), catalogue, LiveCalendar(doc.working_calendar, doc.company))


def agreed_since(company: str | None) -> datetime | None:
	"""When the first definition of the company went live, which may be retired since."""
	company = company or frappe.defaults.get_global_default("company")
	table = frappe.qb.DocType(DEFINITION)
	query = frappe.qb.from_(table).select(Min(table.valid_from))
	found = query.where((table.company == company) & table.valid_from.isnotnull()).run()
	return found[0][0] if found else None


def _product_lines() -> dict[str, frozenset[str]]:
	"""For each subject of interest, its product line and all those above it."""
	lines = {name: line for name, line, _disabled in subjects() if line}
	places = nodes_and_ancestors("Item Group", set(lines.values())) if lines else {}
	return {name: places[line] for name, line in lines.items()}


def agreed_stamp(agreements: Agreements) -> tuple[object, ...]:
	"""Changes whenever the compiled definitions no longer fit the site."""
	names = tuple(name for one in agreements.definitions for name in one.names)
	narrow = any(one.definition.scope.narrowness for one in agreements.definitions)
	scopes = (frappe.cache.get_value(_SCOPES), *map(tuple, subjects())) if narrow else ()
	return (*field_stamp(names), *criteria_stamp(names), *scopes)


def note_changed_scopes() -> None:
	"""After what narrows definitions down was renamed, or stands elsewhere in its tree."""
	_mark_scopes()
	# Another request may compile by the old ones until what was changed is committed.
	frappe.db.after_commit.add(_mark_scopes)


def _mark_scopes() -> None:
	forget_subjects()
	frappe.cache.set_value(_SCOPES, frappe.generate_hash(length=10))
