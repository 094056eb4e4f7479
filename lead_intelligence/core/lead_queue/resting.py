"""Leads that are left alone for a while: snoozed, or with a step that is planned for later."""

from __future__ import annotations

from datetime import datetime

from .groups import Group
from .queued_lead import PlannedStep, QueuedLead, Snooze
from .reasons import Reason

_URGENT = frozenset({Group.DUE_NOW, Group.LATE, Group.PLANNED_STEP})
_CAN_WAIT_FOR_A_STEP = frozenset({Group.BACK_AGAIN, Group.UNATTENDED, Group.OPEN})


def is_at_rest(lead: QueuedLead, now: datetime) -> bool:
	"""Whether anything is hidden at all."""
	return active_snooze(lead, now) is not None or next_step(lead, now) is not None


def active_snooze(lead: QueuedLead, now: datetime) -> Snooze | None:
	return lead.snooze if lead.snooze and lead.snooze.until > now else None


def next_step(lead: QueuedLead, now: datetime) -> PlannedStep | None:
	"""The first of those that are not due yet."""
	coming = [step for step in lead.steps if step.due_at > now]
	return min(coming, key=lambda step: (step.due_at, step.name), default=None)


def breaks_rest(reason: Reason, snooze: Snooze | None, step: PlannedStep | None) -> bool:
	"""Whether it is shown although the lead is snoozed, or its next step comes later. A clock that is late or nearly due always is, and so is
	what came up after the rest began."""
	return _breaks_snooze(reason, snooze) and _comes_before(reason, step)


def _breaks_snooze(reason: Reason, snooze: Snooze | None) -> bool:
	if snooze is None or reason.group in _URGENT:
		return True
	began = reason.hot.at if reason.hot else reason.handover.handed_at if reason.handover else None
	return began is not None and began > snooze.since


def _comes_before(reason: Reason, step: PlannedStep | None) -> bool:
	if step is None or reason.group in _URGENT:
		return True
	if reason.group in _CAN_WAIT_FOR_A_STEP:
		return False
	if reason.group is Group.CLOCK_RUNNING:
		return reason.at is not None and reason.at <= step.due_at
	if reason.hot:
		return step.planned_at is None or reason.hot.at > step.planned_at
	return True
