"""Hand-overs that nobody has answered in time: each lapses once, which its journey says, and can still be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.handovers import DOCTYPE, LAPSED, WAITING
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.lead_state import stored_place, stored_state
from lead_intelligence.adapters.statements import rows_by_name, update_rows
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.history.stage_entry import StageEntry
from lead_intelligence.core.qualification.handing_over import lapse

_OF_LEAD = (
	*("name", "li_scored_on", "li_points", "li_score", "li_grade", "li_scoring_model"),
	*("li_stage", "li_stage_since", "li_cycle", "li_proposed_stage", "li_definition", "li_revisit_on"),
	"li_clocks",
)


def due_handovers(limit: int, after: int = 0) -> list[frappe._dict]:
	return frappe.get_all(
		DOCTYPE,
		filters={"status": WAITING, "due_at": ("<", now_datetime()), "name": (">", after)},
		fields=["name", "lead"],
		order_by="name",
		limit=limit,
	)


def lapse_together(handovers: Sequence[frappe._dict]) -> list[str]:
	"""Of these, those that still wait. Leads are locked first, as by whoever answers; of two that come at once, the second
	finds nothing left to do. The caller commits."""
	leads = sorted({row.lead for row in handovers if row.lead})
	stored = {row[0]: dict(zip(_OF_LEAD, row, strict=True)) for row in _locked(leads)}
	rows = _still_waiting([row.name for row in handovers])
	if not rows:
		return []
	update_rows(DOCTYPE, [row[0] for row in rows], {"status": LAPSED})
	append_many([entry for row in rows if (entry := _entry(row, stored))], frappe.session.user)
	return [str(row[0]) for row in rows]


def _locked(leads: Sequence[str]) -> tuple[tuple[object, ...], ...]:
	return rows_by_name("Lead", _OF_LEAD, leads, lock=True) if leads else ()


def _still_waiting(names: Sequence[int]) -> list[tuple[int, str, datetime, str]]:
	rows = rows_by_name(DOCTYPE, ("name", "lead", "due_at", "definition", "status"), names, lock=True)
	now = now_datetime()
	return [row[:4] for row in rows if row[4] == WAITING and row[2] < now]


def _entry(
	row: tuple[int, str, datetime, str], stored: dict[object, dict[str, object]]
) -> tuple[str, StageEntry] | None:
	"""It lapsed when it was due, whenever that was noticed."""
	_name, lead, due_at, definition = row
	if lead not in stored:
		return None
	(step,) = lapse(stored_place(stored[lead]), due_at).steps
	state = stored_state(stored[lead])
	return lead, StageEntry(step=step, cause=Cause.TIME, definition=definition, state=state)
