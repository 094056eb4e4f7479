"""The only writer of the journey: rows are appended and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.statements import insert_rows
from lead_intelligence.core.history.journey import JourneyEntry

_DOCTYPE = "Lead Journey Entry"


_COLUMNS = (
	*("lead", "at", "kind", "cause", "author", "model", "grade_before", "grade_after"),
	*("score_before", "score_after", "points_before", "points_after", "inputs"),
)
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def append_entries(lead: str, entries: Iterable[JourneyEntry]) -> None:
	for entry in entries:
		values = dict(zip(_COLUMNS, _content(lead, entry, frappe.session.user), strict=True))
		frappe.get_doc({"doctype": _DOCTYPE, **values}).db_insert()


def append_many(entries: Iterable[tuple[str, JourneyEntry]], author: str) -> None:
	"""Entries of many leads, each with the lead's name, in few statements."""
	# As text at once: each value would be turned into the same text by itself.
	now = str(now_datetime())
	rows = [(now, now, author, author, *_content(lead, entry, author)) for lead, entry in entries]
	insert_rows(_DOCTYPE, ("creation", "modified", "owner", "modified_by", *_COLUMNS), rows, numbered=True)


def _content(lead: str, entry: JourneyEntry, author: str) -> tuple[object, ...]:
	before, after = entry.before, entry.after
	return (
		lead,
		entry.at,
		entry.kind.value,
		entry.cause.value,
		author,
		entry.model,
		before.grade,
		after.grade,
		before.score or 0,
		after.score,
		before.points or 0,
		after.points,
		_as_json(entry.inputs),
	)


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
