"""What the journey of a lead says was known of it at a moment of the past."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import frappe

from lead_intelligence.adapters.agreements import compile_document
from lead_intelligence.adapters.live_versions import DEFINITION, Version
from lead_intelligence.adapters.policies import compiled_version
from lead_intelligence.core.history.journey import EntryKind
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, thaw

_DOCTYPE = "Lead Journey Entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
	"""`fields`: those that were looked at, also where nothing was known of them. `at` is in the system time zone."""

	at: datetime
	snapshot: LeadSnapshot
	fields: frozenset[str]


class FrozenInputs:
	def __init__(self, catalogue: FieldCatalogue) -> None:
		self._catalogue = catalogue
		self._fields: dict[str, frozenset[str]] = {}

	def before(self, until: Mapping[str, datetime]) -> dict[str, Frozen]:
		"""For each lead that has such a row, the last inputs that were seen up to the given moment. The leads are to be neighbours in the database's order of names, and in that order."""
		chosen = self._rows(until)
		if not chosen:
			return {}
		entry = frappe.qb.DocType(_DOCTYPE)
		query = frappe.qb.from_(entry).select(entry.lead, entry.at, entry.model, entry.inputs)
		found = {}
		for lead, at, model, inputs in query.where(entry.name.isin(list(chosen.values()))).run():
			frozen = self._thawed(at, self._fields_of(model), inputs)
			if frozen:
				found[lead] = frozen
		return found

	def all_until(self, lead: str, at: datetime) -> list[Frozen]:
		"""What was seen of one lead up to the moment, in rows on its score and on its stage alike, the oldest first."""
		entry = frappe.qb.DocType(_DOCTYPE)
		query = frappe.qb.from_(entry).select(
			entry.at, entry.kind, entry.model, entry.definition, entry.inputs
		)
		query = query.where((entry.lead == lead) & entry.inputs.isnotnull() & (entry.at <= at))
		on_scores = {kind.value for kind in EntryKind}
		rows = query.orderby(entry.at).orderby(entry.name).run(as_dict=True)
		found = (
			self._thawed(
				row.at,
				self._fields_of(row.model) if row.kind in on_scores else self._inputs_of(row.definition),
				row.inputs,
			)
			for row in rows
		)
		return [frozen for frozen in found if frozen]

	def _rows(self, until: Mapping[str, datetime]) -> dict[str, int]:
		entry = frappe.qb.DocType(_DOCTYPE)
		query = frappe.qb.from_(entry).select(entry.lead, entry.at, entry.name)
		leads = list(until)
		# Rows on stages hold what the definition looked at, which is less.
		on_scores = entry.kind.isin([kind.value for kind in EntryKind])
		query = query.where(entry.lead[leads[0] : leads[-1]] & entry.inputs.isnotnull() & on_scores)
		chosen: dict[str, int] = {}
		for lead, at, name in query.orderby(entry.at).orderby(entry.name).run():
			if lead in until and at <= until[lead]:
				chosen[lead] = name
		return chosen

	def _thawed(self, at: datetime, fields: frozenset[str], inputs: str) -> Frozen | None:
		try:
			data = json.loads(inputs)
			snapshot = thaw(data, self._catalogue)
		except ValueError:
			return None
		return Frozen(at=at, snapshot=snapshot, fields=fields | frozenset(snapshot.values))

	def _fields_of(self, model: str) -> frozenset[str]:
		"""The fields that a version looks at; none where it no longer exists."""
		if model not in self._fields:
			creation = frappe.db.get_value("Lead Scoring Model", {"name": model}, "creation")
			fields = compiled_version(Version(model, str(creation)))[0].fields if creation else ()
			self._fields[model] = frozenset(fields)
		return self._fields[model]

	def _inputs_of(self, definition: str | None) -> frozenset[str]:
		"""The same of a definition, with the answers that it looks at."""
		key = f"{DEFINITION} {definition}"
		if key not in self._fields:
			exists = definition and frappe.db.exists(DEFINITION, definition)
			doc = frappe.get_doc(DEFINITION, definition) if exists else None
			self._fields[key] = frozenset(compile_document(doc, self._catalogue).inputs if doc else ())
		return self._fields[key]
