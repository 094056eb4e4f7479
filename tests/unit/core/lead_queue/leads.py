"""Leads of a queue in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from lead_intelligence.core.lead_queue.queued_lead import (
	Handover,
	HotSignal,
	PlannedStep,
	QueuedLead,
	Snooze,
	StepKind,
)
from lead_intelligence.core.sla.response_clock import Purpose

NOW = datetime(2028, 2, 28, 10, 0)
SOON = timedelta(minutes=30)


def hours(number: float) -> timedelta:
	return timedelta(hours=number)


def minutes(number: float) -> timedelta:
	return timedelta(minutes=number)


def a_lead(name: str = "L-1", *, due: datetime | None = None, **fields: Any) -> QueuedLead:
	"""`due`: of its first response."""
	clocks = {Purpose.FIRST_RESPONSE: due} if due else {}
	return QueuedLead(name=name, **{"grade_rank": 1, "score": 50.0, "clocks": clocks, **fields})


def a_step(due_at: datetime, **fields: Any) -> PlannedStep:
	return PlannedStep(due_at=due_at, **{"name": "1", "kind": StepKind.CALL, **fields})


def a_snooze(until: datetime, since: datetime = NOW - timedelta(days=1)) -> Snooze:
	return Snooze(name="9", until=until, since=since)


def a_hot_signal(at: datetime, kind: str | None = "Demo Request", until: datetime | None = None) -> HotSignal:
	return HotSignal(at=at, kind=kind, until=until)


def a_handover(
	handed_at: datetime | None = None, due: datetime | None = None, by: str | None = None
) -> Handover:
	return Handover(handed_at=handed_at or NOW - timedelta(hours=1), due_at=due, by=by)
