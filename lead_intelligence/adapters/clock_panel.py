"""The response clocks of a lead as its form shows them: what runs, what came of those before, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.circumstances import told_by
from lead_intelligence.adapters.clocks import clocks_of, hours_of
from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.live_versions import POLICY
from lead_intelligence.adapters.manual_answers import link_of, numbers_of
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.qualification.stages import BESIDE, CONVERTED
from lead_intelligence.core.sla.countdown import countdown
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock

_CLOSED_SHOWN = 5
_NOT_WAITING_ON = frozenset(stage.value for stage in BESIDE | CONVERTED)


def panel_of(doc: Document) -> dict[str, Any]:
	now = now_datetime()
	clocks = clocks_of([doc.name]).get(doc.name, [])
	open_ones = sorted((one for one in clocks if one.is_open), key=_urgency)
	closed = [one for one in reversed(clocks) if not one.is_open]
	closed.sort(key=lambda one: one.closed_at or one.started_at, reverse=True)
	names = full_names(one.answered_by for one in closed[:_CLOSED_SHOWN])
	takes_part = told_by(doc, None).takes_part
	may_write = bool(doc.has_permission("write"))
	return {
		"server_now": str(now),
		"lead_name": doc.get("lead_name") or doc.name,
		"open": [_open(one, doc.get("company"), now) for one in open_ones],
		"closed": [_closed(one, names) for one in closed[:_CLOSED_SHOWN]],
		"more_closed": max(len(closed) - _CLOSED_SHOWN, 0),
		"idle": None if open_ones else _idle(doc, closed, takes_part=takes_part),
		"phones": _phones(doc) if takes_part else [],
		"may_answer": may_write and takes_part,
	}


def _urgency(clock: ResponseClock) -> tuple[bool, datetime]:
	return clock.paused_since is not None, clock.due_at


def _open(clock: ResponseClock, company: str | None, now: datetime) -> dict[str, Any]:
	reading = countdown(clock, hours_of(clock, company), now)
	title, pause = _policy(clock.policy)
	return {
		**_told(clock),
		"state": clock.state(now).value,
		"left": _seconds(reading.left),
		"late": _seconds(reading.late),
		"soon": _seconds(reading.soon),
		"is_ticking": reading.is_ticking,
		"ticks_until": _text(reading.ticks_until),
		"ticks_from": _text(reading.ticks_from),
		"paused_since": _text(clock.paused_since),
		"paused_while": pause if clock.paused_since else None,
		"paused_for": _seconds(clock.paused_for),
		"counts_from": _text(clock.counts_from),
		"raised": clock.raised,
		"policy": clock.policy,
		"policy_title": title,
		"grade": clock.grade,
		"calendar": clock.calendar,
		"zone": clock.zone,
	}


def _policy(name: str | None) -> tuple[str | None, str | None]:
	"""Its title, and its pause in words."""
	values = frappe.get_cached_value(POLICY, name, ["title", "pause_text"]) if name else None
	return tuple(values) if values else (None, None)


def _closed(clock: ResponseClock, names: dict[str, str]) -> dict[str, Any]:
	return {
		**_told(clock),
		"state": clock.outcome.value if clock.outcome else None,
		"answered_at": _text(clock.answered_at),
		"answered_by": names.get(clock.answered_by or "", clock.answered_by),
		"answered_how": _(clock.answered_how) if clock.answered_how else None,
		"working": _seconds(clock.working),
		"elapsed": _seconds(clock.elapsed),
		"closed_at": _text(clock.closed_at),
		"closed_because": clock.closed_because.value if clock.closed_because else None,
	}


def _told(clock: ResponseClock) -> dict[str, Any]:
	return {
		"name": clock.name,
		"purpose": clock.purpose.value,
		"started_at": str(clock.started_at),
		"because": clock.because.value,
		"due_at": str(clock.due_at),
		"target": _seconds(clock.target),
		"attempts": clock.attempts,
		"last_attempt_at": _text(clock.last_attempt_at),
	}


def _idle(doc: Document, closed: Sequence[ResponseClock], *, takes_part: bool) -> str:
	"""Why no clock runs: for what people can do about it."""
	if not settings().enabled:
		return "off"
	if not takes_part:
		return "not contacted"
	if doc.get("li_stage") in _NOT_WAITING_ON or told_by(doc, None).has_ended:
		return "ended"
	if doc.get("li_stage") and not doc.get("li_cycle"):
		return "history"
	if not policies_for(doc.get("company"))[0].response:
		return "no policy"
	contacts = [one for one in closed if one.purpose is not Purpose.ACCEPTANCE]
	return "answered" if contacts and contacts[0].answered_at else "waiting"


def _phones(doc: Document) -> list[dict[str, str]]:
	return [{"number": number, "link": link_of(number)} for number in numbers_of(doc)]


def _seconds(span: timedelta | None) -> int | None:
	return None if span is None else int(span.total_seconds())


def _text(at: datetime | None) -> str | None:
	return str(at) if at else None
