"""The only writer of the journey: rows are appended and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

import frappe

from lead_intelligence.core.history.journey import JourneyEntry

_DOCTYPE = "Lead Journey Entry"


def append_entries(lead: str, entries: Iterable[JourneyEntry]) -> None:
	for entry in entries:
		row = frappe.get_doc(
			{
				"doctype": _DOCTYPE,
				"lead": lead,
				"at": entry.at,
				"kind": entry.kind.value,
				"cause": entry.cause.value,
				"author": frappe.session.user,
				"model": entry.model,
				"grade_before": entry.before.grade,
				"grade_after": entry.after.grade,
				"score_before": entry.before.score,
				"score_after": entry.after.score,
				"points_before": entry.before.points,
				"points_after": entry.after.points,
				"inputs": json.dumps(entry.inputs, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
			}
		)
		row.db_insert()


def follow_rename(old: str, new: str) -> None:
	"""After a rename or a merge, the journey goes on under the new name."""
	frappe.db.set_value(_DOCTYPE, {"lead": old}, "lead", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its rows stay for the counts and say no more whose they were."""
	frappe.db.set_value(_DOCTYPE, {"lead": lead}, {"lead": None, "inputs": None}, update_modified=False)


def history_of(lead: str, limit: int) -> list[frappe._dict]:
	"""The latest `limit` rows of a lead, the oldest of them first."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead},
		fields=[
			"at",
			"kind",
			"cause",
			"author",
			"model",
			"grade_before",
			"grade_after",
			"score_before",
			"score_after",
		],
		order_by="at desc, name desc",
		limit=limit,
	)
	return rows[::-1]
