"""The only writer of the journey: rows are appended and never changed. Whatever changes what is known of the stages of a lead marks it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.figure_marks import Figures, mark
from lead_intelligence.adapters.statements import insert_rows
from lead_intelligence.core.history.assignment_entry import AssignmentEntry
from lead_intelligence.core.history.clock_entry import ClockEntry
from lead_intelligence.core.history.journey import Cause, EntryKind, JourneyEntry
from lead_intelligence.core.history.past_entry import HISTORY_IMPORT, PastEntry
from lead_intelligence.core.history.signal_entry import SignalEntry
from lead_intelligence.core.history.stage_entry import StageEntry
from lead_intelligence.core.qualification.place import Act

_DOCTYPE = "Lead Journey Entry"
Entry = JourneyEntry | StageEntry | ClockEntry | AssignmentEntry | SignalEntry | PastEntry

_COLUMNS = (
	*("lead", "at", "kind", "cause", "author", "model", "grade_before", "grade_after"),
	*("score_before", "score_after", "points_before", "points_after", "inputs"),
	*("stage_before", "stage_after", "cycle", "definition", "reason", "evidence"),
	*("reference_doctype", "reference_name"),
)
_ON_SCORES = tuple(kind.value for kind in EntryKind)
_NO_STAGE = (None, None, 0, None, None, None, None, None)
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str).encode


def append_entries(lead: str, entries: Iterable[Entry]) -> None:
	append_many(((lead, entry) for entry in entries), frappe.session.user)


def append_many(entries: Iterable[tuple[str, Entry]], author: str) -> None:
	"""Entries of many leads, each with the lead's name, in few statements."""
	# As text at once: each value would be turned into the same text by itself.
	now, rows, came = str(now_datetime()), [], []
	for lead, entry in entries:
		rows.append((now, now, author, author, *_content(lead, entry, author)))
		if isinstance(entry, (StageEntry, PastEntry)):
			came.append(lead)
	if rows:
		columns = ("creation", "modified", "owner", "modified_by", *_COLUMNS)
		insert_rows(_DOCTYPE, columns, rows, numbered=True)
		mark_stages(came)


def mark_stages(leads: Iterable[str]) -> None:
	mark(Figures.MILESTONES, "Lead", leads)


def _content(lead: str, entry: Entry, author: str) -> tuple[object, ...]:
	if isinstance(entry, StageEntry):
		return _content_on_stage(lead, entry, author)
	if isinstance(entry, ClockEntry):
		return _content_on_clock(lead, entry, author)
	if isinstance(entry, AssignmentEntry):
		return _content_on_assignment(lead, entry, author)
	if isinstance(entry, SignalEntry):
		return _content_on_signal(lead, entry, author)
	if isinstance(entry, PastEntry):
		return _content_on_past(lead, entry, author)
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
		*_NO_STAGE,
	)


def _content_on_stage(lead: str, entry: StageEntry, author: str) -> tuple[object, ...]:
	"""The score is that of the moment, before and after."""
	step, state = entry.step, entry.state
	score, points = state.score or 0, state.points or 0
	return (
		lead,
		step.at,
		step.act.value,
		entry.cause.value,
		author,
		state.model,
		state.grade,
		state.grade,
		score,
		score,
		points,
		points,
		None if entry.inputs is None else _as_json(entry.inputs),
		step.before.value if step.before else None,
		step.after.value if step.after else None,
		step.cycle,
		entry.definition,
		step.reason,
		_as_json(step.evidence) if step.evidence else None,
		*(step.record or (None, None)),
	)


def _content_on_clock(lead: str, entry: ClockEntry, author: str) -> tuple[object, ...]:
	return (
		*(lead, entry.at, entry.event.value, None, author),
		*(None, None, None, 0, 0, 0, 0, None),
		*(None, None, entry.cycle, None, entry.reason),
		_as_json(entry.evidence),
		*(entry.record or (None, None)),
	)


def _content_on_assignment(lead: str, entry: AssignmentEntry, author: str) -> tuple[object, ...]:
	return (
		*(lead, entry.at, entry.event.value, None, author),
		*(None, None, None, 0, 0, 0, 0, None),
		*(None, None, entry.cycle, None, entry.reason),
		_as_json(entry.evidence),
		*(("Lead Assignment", entry.record) if entry.record else (None, None)),
	)


def _content_on_signal(lead: str, entry: SignalEntry, author: str) -> tuple[object, ...]:
	return (
		*(lead, entry.at, entry.event.value, None, author),
		*(None, None, None, 0, 0, entry.before, entry.after, None),
		*(None, None, 0, None, None),
		_as_json({"hours": entry.hours}),
		*(None, None),
	)


def _content_on_past(lead: str, entry: PastEntry, author: str) -> tuple[object, ...]:
	return (
		*(lead, entry.at, Act.MOVED.value, Cause.IMPORT.value, author),
		*(None, None, None, 0, 0, 0, 0, None),
		*(entry.before.value if entry.before else None, entry.after.value, 0, None, None, None),
		*(HISTORY_IMPORT, entry.history_import),
	)


def follow_rename(old: str, new: str) -> None:
	"""After a rename or a merge, the journey goes on under the new name."""
	frappe.db.set_value(_DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	mark_stages((old, new))


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its rows stay for the counts and say no more whose they were."""
	forget_leads([lead])


def forget_leads(leads: Sequence[str]) -> None:
	nobody = dict.fromkeys(("lead", "inputs", "evidence", "reason", "reference_name"))
	frappe.db.set_value(_DOCTYPE, {"lead": ("in", list(leads))}, nobody, update_modified=False)
	mark_stages(leads)


def history_of(lead: str, limit: int) -> list[frappe._dict]:
	"""The latest `limit` rows on the score of a lead, the oldest of them first."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead, "kind": ("in", _ON_SCORES)},
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
