"""What the journey of a lead says of its stages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.place import Act
from lead_intelligence.core.qualification.stages import CONVERTED, Stage

_DOCTYPE = "Lead Journey Entry"
_MOST = 500
_ACTS = tuple(act.value for act in Act)
# What people or ERPNext have done, not the engine by itself.
_DONE_BY_SOMEBODY = (Cause.DECISION.value, Cause.CONVERSION.value, Cause.RELEASE.value)


def stage_rows(lead: str, *, lock: bool = False) -> list[frappe._dict]:
	"""The rows on stages, in the order in which they were written; what is known of the time before the app comes first, by its dates. With
	`lock`, as they are now."""
	table = frappe.qb.DocType(_DOCTYPE)
	columns = (
		*("name", "at", "kind", "cause", "author", "stage_before", "stage_after", "cycle", "definition"),
		*("reason", "evidence", "reference_doctype", "reference_name"),
	)
	query = frappe.qb.from_(table).select(*(table[column] for column in columns))
	query = query.where((table.lead == lead) & table.kind.isin(_ACTS))
	query = query.orderby(table.name, order=frappe.qb.desc).limit(_MOST)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	for row in rows:
		row.evidence = _data(row.evidence)
	past = sorted((row for row in rows[::-1] if row.cause == Cause.IMPORT.value), key=lambda row: row.at)
	return [*past, *(row for row in rows[::-1] if row.cause != Cause.IMPORT.value)]


def _data(text: str | None) -> dict[str, Any]:
	data = json.loads(text) if text else {}
	return data if isinstance(data, dict) else {}


def entered(rows: Sequence[frappe._dict], stage: Stage, cycle: int) -> frappe._dict | None:
	"""When the lead first came there in the cycle."""
	return next(
		(
			row
			for row in rows
			if row.cycle == cycle and row.stage_after == stage.value and row.stage_before != stage.value
		),
		None,
	)


def put_there(rows: Sequence[frappe._dict], stage: Stage) -> frappe._dict | None:
	"""The latest move to the stage."""
	return next(
		(row for row in reversed(rows) if row.stage_after == stage.value and row.stage_before != stage.value),
		None,
	)


def before_conversion(rows: Sequence[frappe._dict]) -> frappe._dict | None:
	"""The latest row of a stage that nothing of ERPNext's had brought about."""
	converted = {stage.value for stage in CONVERTED}
	return next((row for row in reversed(rows) if row.stage_after and row.stage_after not in converted), None)


def gate_opened(rows: Sequence[frappe._dict], target: str, cycle: int) -> frappe._dict | None:
	"""What lets the lead through, as long as the cycle lasts."""
	return next(
		(
			row
			for row in reversed(rows)
			if row.kind == Act.GATE_OPENED.value
			and row.cycle == cycle
			and row.evidence.get("target") == target
		),
		None,
	)


def shown(rows: Sequence[frappe._dict], limit: int) -> list[dict[str, Any]]:
	"""The latest first. Kinds, causes and stages are given by their English names, which the desk translates."""
	latest = list(reversed(rows))[:limit]
	readable = _readable(latest)
	return [
		{
			"kind": row.kind,
			"cause": row.cause,
			"before": row.stage_before or None,
			"after": row.stage_after or None,
			"at": text_of(row.at),
			"by": who(row),
			"reason": _(row.reason) if row.reason else None,
			"note": row.evidence.get("note"),
			"definition": row.definition,
			"cycle": row.cycle,
			"skipped": row.evidence.get("skipped", []),
			"missing": row.evidence.get("missing", []),
			"overridden": bool(row.evidence.get("overridden")),
			"target": row.evidence.get("target"),
			"record": _record(row, readable),
		}
		for row in latest
	]


def who(row: frappe._dict) -> str | None:
	"""The full name of the one who did it; None for what came about by itself."""
	if row.cause not in _DONE_BY_SOMEBODY or not is_person(row.author):
		return None
	return str(get_fullname(row.author))


def text_of(at: datetime | None) -> str | None:
	return str(at) if at else None


def _record(row: frappe._dict, readable: set[tuple[str, str]]) -> dict[str, str] | None:
	record = (row.reference_doctype, row.reference_name)
	if record not in readable:
		return None
	return {"doctype": record[0], "label": _(record[0]), "name": record[1]}


def _readable(rows: Sequence[frappe._dict]) -> set[tuple[str, str]]:
	"""The records behind them that still exist and that the user may read."""
	named = {(row.reference_doctype, row.reference_name) for row in rows if row.reference_name}
	return {
		(doctype, name)
		for doctype, name in named
		if frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", name)
	}
