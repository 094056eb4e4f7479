"""Many stored leads at once, as the domain judges them: the same snapshots as of the documents, without the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import frappe

from lead_intelligence.adapters.circumstances import told_by
from lead_intelligence.adapters.conversions import Conversion
from lead_intelligence.adapters.known_content import Reading, Rows, reading_of
from lead_intelligence.adapters.lead_state import (
	OWN_FIELDS,
	missed_its_end,
	stopped_at,
	stored_place,
	stored_state,
)
from lead_intelligence.adapters.qualification_answers import answers_of
from lead_intelligence.adapters.snapshots import LooksAtLeads
from lead_intelligence.adapters.statements import MOST_NAMES, rows_by_name
from lead_intelligence.adapters.touches import touch_days
from lead_intelligence.adapters.trees import nodes_and_ancestors
from lead_intelligence.core.engagement.touch import TouchDays
from lead_intelligence.core.history.journey import LeadState
from lead_intelligence.core.qualification.place import Circumstances, Place
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot

_LEAD = "Lead"
_FIRST = ("name", "company", "creation", "status", "disabled", "lead_owner", *OWN_FIELDS)


class StoredScore(NamedTuple):
	value: float
	grade: str
	engagement_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLead:
	name: str
	company: str | None
	created: datetime
	status: str | None
	state: LeadState
	needs_evaluation: bool
	next_change_at: datetime | None
	engagement: int
	stopped_at: datetime | None
	disabled: bool
	owner: str | None
	place: Place
	clocks: str | None
	missed_its_end: bool
	snapshot: LeadSnapshot
	more: Mapping[str, Any]

	@property
	def score(self) -> StoredScore | None:
		"""As it was worked out last."""
		state = self.state
		if state.score is None or state.grade is None:
			return None
		return StoredScore(state.score, state.grade, self.engagement)

	def circumstances(self, since: datetime | None, conversion: Conversion | None = None) -> Circumstances:
		row = {
			"status": self.status,
			"disabled": self.disabled,
			"creation": self.created,
			"li_clocks": self.clocks,
			"lead_owner": self.owner,
		}
		return told_by(row, since, conversion, placed=self.place.stage is not None)


class StoredLeads:
	"""Reads many leads at once: one query for the leads of a batch, one per Table MultiSelect and per tree, one for
	the changes, one for the touches and one for the answers. What does not depend on the lead is worked out when this is made.
	`more`: columns that are read beside what is judged."""

	def __init__(
		self,
		fields: Iterable[str],
		tree_fields: Iterable[str],
		change_fields: Iterable[str],
		catalogue: FieldCatalogue,
		*,
		touches: bool = False,
		answers: bool = False,
		more: tuple[str, ...] = (),
	) -> None:
		meta, columns = frappe.get_meta(_LEAD), set(frappe.db.get_table_columns(_LEAD))
		readings = {name: reading_of(name, meta) for name in fields if name in catalogue}
		self._catalogue = catalogue
		self._reads_touches = touches
		self._reads_answers = answers
		self._tables = {name: r for name, r in readings.items() if r.rows}
		in_row = {name: r for name, r in readings.items() if not r.rows and r.fieldname in columns}
		self._names = tuple(in_row)
		self._more = more
		self._first = (*_FIRST, *more)
		self._columns = (*self._first, *(reading.fieldname for reading in in_row.values()))
		self._known = tuple((name, r.known) for name, r in in_row.items() if r.known)
		self._change_fields = tuple(change_fields)
		self._trees = tuple(
			(name, field.links_to)
			for name in tree_fields
			if (field := catalogue.get(name)) and field.links_to and name in in_row
		)

	@classmethod
	def of(
		cls, lookers: Iterable[LooksAtLeads], catalogue: FieldCatalogue, *, more: tuple[str, ...] = ()
	) -> StoredLeads:
		"""For all that one of the models or policies looks at."""
		models = list(lookers)
		return cls(
			dict.fromkeys(name for model in models for name in model.fields),
			dict.fromkeys(name for model in models for name in model.tree_fields),
			dict.fromkeys(name for model in models for name in model.change_fields),
			catalogue,
			touches=any(model.looks_at_touches for model in models),
			answers=any(model.looks_at_answers for model in models),
			more=more,
		)

	def read(
		self, names: Sequence[str], *, lock: bool = False, skip_locked: bool = False
	) -> list[StoredLead]:
		"""Those of the leads that exist, in the order of their names; locked, they are as they are now, even in a
		transaction that began before they were changed. `skip_locked`: without those that somebody else has locked."""
		leads: list[StoredLead] = []
		remaining = iter(sorted(set(names)) if len(names) > MOST_NAMES else names)
		while batch := list(islice(remaining, MOST_NAMES)):
			leads += self._read(batch, lock, skip_locked)
		return leads

	def _read(self, names: list[str], lock: bool, skip_locked: bool) -> list[StoredLead]:
		rows = rows_by_name(_LEAD, self._columns, names, lock=lock, skip_locked=skip_locked)
		names = [row[0] for row in rows]
		tables = {name: _values_of(reading, names) for name, reading in self._tables.items()} if names else {}
		changes = self._changes(names) if self._change_fields and names else {}
		touches = touch_days(names) if self._reads_touches and names else {}
		answers = answers_of(names) if self._reads_answers and names else {}
		raws = [{**self._raw(row, tables), **answers.get(row[0], {})} for row in rows]
		places = self._places(raws)
		return [
			self._lead(row, raw, places, changes.get(row[0], {}), touches.get(row[0], {}))
			for row, raw in zip(rows, raws, strict=True)
		]

	def _raw(self, row: tuple[Any, ...], tables: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, Any]:
		raw = dict(zip(self._names, row[len(self._first) :], strict=True))
		for name, known in self._known:
			raw[name] = known(raw[name], row[2])
		for name, values in tables.items():
			raw[name] = values.get(row[0], [])
		return raw

	def _lead(
		self,
		row: tuple[Any, ...],
		raw: dict[str, Any],
		places: Mapping[str, Mapping[Any, frozenset[str]]],
		changed_at: Mapping[str, datetime],
		touches: TouchDays,
	) -> StoredLead:
		own = dict(zip(self._first, row, strict=False))
		ancestors = {name: nodes for name, known in places.items() if (nodes := known.get(raw[name]))}
		snapshot = take_snapshot(
			raw,
			self._catalogue,
			name=own["name"],
			company=own["company"],
			ancestors=ancestors,
			changed_at=changed_at,
			touches=touches,
		)
		return StoredLead(
			name=own["name"],
			company=own["company"],
			created=own["creation"],
			status=own["status"],
			state=stored_state(own),
			needs_evaluation=bool(own["li_needs_evaluation"]),
			next_change_at=own["li_next_change_at"],
			engagement=own["li_engagement"],
			stopped_at=stopped_at(own),
			disabled=bool(own["disabled"]),
			owner=own["lead_owner"] or None,
			place=stored_place(own),
			clocks=own["li_clocks"] or None,
			missed_its_end=missed_its_end(own),
			snapshot=snapshot,
			more={name: own[name] for name in self._more},
		)

	def _places(self, raws: list[dict[str, Any]]) -> dict[str, dict[str, frozenset[str]]]:
		"""For each tree field, the places of all nodes that the leads name."""
		nodes = {name: {raw[name] for raw in raws if raw[name]} for name, _tree in self._trees}
		return {
			name: nodes_and_ancestors(tree, nodes[name]) if nodes[name] else {} for name, tree in self._trees
		}

	def _changes(self, names: list[str]) -> dict[str, dict[str, datetime]]:
		table = frappe.qb.DocType("Lead Field Change")
		query = frappe.qb.from_(table).select(table.lead, table.lead_field, table.changed_at)
		query = query.where(table.lead.isin(names) & table.lead_field.isin(self._change_fields))
		found: dict[str, dict[str, datetime]] = {}
		for lead, name, at in query.run():
			found.setdefault(lead, {})[name] = at
		return found


def _values_of(reading: Reading, names: list[str]) -> dict[str, list[Any]]:
	"""By lead, the values of a Table MultiSelect in their order."""
	rows = reading.rows or Rows("", None)
	table = frappe.qb.DocType(rows.doctype)
	value = table[rows.column] if rows.column else table.name
	query = frappe.qb.from_(table).select(table.parent, value).orderby(table.idx)
	query = query.where(
		table.parent.isin(names) & (table.parenttype == _LEAD) & (table.parentfield == reading.fieldname)
	)
	found: dict[str, list[Any]] = {}
	for parent, content in query.run():
		found.setdefault(parent, []).append(content if rows.column else None)
	return found


def leads_of_company(company: str | None) -> list[list[Any]]:
	"""Filters for the leads that a company's policies apply to: those without a company go by the default one's."""
	companies = [company]
	if company == frappe.defaults.get_global_default("company"):
		companies.append("")
	return [["company", "in", companies]]


def batches_of_names(filters: Mapping[str, Any] | Sequence[Any], size: int) -> Iterator[list[str]]:
	"""The names of the leads that meet `filters`, each once, in batches in their order, however many there are."""
	if isinstance(filters, Mapping):
		pairs = (
			(name, wanted if isinstance(wanted, (list, tuple)) else ("=", wanted))
			for name, wanted in filters.items()
		)
		filters = [[name, *wanted] for name, wanted in pairs]
	last = ""
	while True:
		batch = frappe.get_all(
			_LEAD, filters=[*filters, ["name", ">", last]], pluck="name", order_by="name", limit=size
		)
		if batch:
			yield batch
		if len(batch) < size:
			return
		last = batch[-1]
