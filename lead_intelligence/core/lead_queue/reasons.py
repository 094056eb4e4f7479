"""Why to turn to a lead now: each reason belongs to a group, and says since when or until when it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from ..sla.response_clock import Purpose
from .groups import Group
from .queued_lead import Handover, HotSignal, PlannedStep, QueuedLead, Snooze

_INSTANT: Final = timedelta(microseconds=1)
_NOT_LATE: Final = frozenset({Group.DUE_NOW, Group.TO_ACCEPT, Group.CLOCK_RUNNING})
_DUE: Final = _NOT_LATE | {Group.LATE, Group.PLANNED_STEP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
	"""`at`: when what it tells of began, or is due; None where nobody knows. The other fields are its evidence."""

	group: Group
	at: datetime | None = None
	purpose: Purpose | None = None
	step: PlannedStep | None = None
	hot: HotSignal | None = None
	handover: Handover | None = None
	snooze: Snooze | None = None
	day: date | None = None

	@property
	def due_at(self) -> datetime | None:
		"""By when something is to be done, where that is known."""
		return self.at if self.group in _DUE else None

	@property
	def since(self) -> datetime | None:
		"""Since when it holds. A clock that is in time says only by when it is due."""
		if self.group in _NOT_LATE:
			return self.handover.handed_at if self.handover else None
		return self.at


def reasons_for(lead: QueuedLead, now: datetime, soon: timedelta) -> Iterator[Reason]:
	"""All that hold at `now`, in no order, whether or not the lead rests."""
	yield from _clocks(lead, now, soon)
	for step in lead.steps:
		if is_due(step, now):
			yield Reason(group=Group.PLANNED_STEP, at=step.due_at, step=step)
	if lead.hot and (lead.hot.until is None or now < lead.hot.until):
		yield Reason(group=Group.HOT_SIGNAL, at=lead.hot.at, hot=lead.hot)
	if lead.snooze and lead.snooze.until <= now:
		yield Reason(group=Group.BACK_AGAIN, at=lead.snooze.until, snooze=lead.snooze)
	if lead.revisit_on and lead.revisit_on <= now.date():
		yield Reason(group=Group.BACK_AGAIN, at=_morning(lead.revisit_on), day=lead.revisit_on)
	if lead.stagnant_since:
		yield Reason(group=Group.UNATTENDED, at=lead.stagnant_since)


def is_quiet(lead: QueuedLead) -> bool:
	"""Nothing is known that could be a reason, now or later; which is so for most leads."""
	return not (
		lead.clocks
		or lead.steps
		or lead.handover
		or lead.hot
		or lead.snooze
		or lead.revisit_on
		or lead.stagnant_since
	)


def is_due(step: PlannedStep, now: datetime) -> bool:
	return step.due_at <= now and (step.until is None or now < step.until)


def changes_of(lead: QueuedLead, soon: timedelta) -> Iterator[datetime]:
	"""The moments at which its reasons change by the passing of time alone."""
	for due_at in _deadlines(lead).values():
		if due_at is not None:
			yield due_at - soon
			# What is due at a moment is in time at it, and late after it.
			yield due_at + _INSTANT
	for step in lead.steps:
		yield step.due_at
		if step.until is not None:
			yield step.until
	if lead.hot and lead.hot.until is not None:
		yield lead.hot.until
	if lead.snooze:
		yield lead.snooze.until
	if lead.revisit_on:
		yield _morning(lead.revisit_on)


def _clocks(lead: QueuedLead, now: datetime, soon: timedelta) -> Iterator[Reason]:
	for purpose, due_at in _deadlines(lead).items():
		handover = lead.handover if purpose is Purpose.ACCEPTANCE else None
		group = _group_of(due_at, now, soon, is_handed_over=handover is not None)
		if group is not None:
			yield Reason(group=group, at=due_at, purpose=purpose, handover=handover)


def _group_of(
	due_at: datetime | None, now: datetime, soon: timedelta, *, is_handed_over: bool
) -> Group | None:
	"""None for a clock that stands still. A hand-over is to be answered also where no time is set."""
	if due_at is not None and due_at < now:
		return Group.LATE
	if due_at is not None and due_at - now <= soon:
		return Group.DUE_NOW
	if is_handed_over:
		return Group.TO_ACCEPT
	return Group.CLOCK_RUNNING if due_at is not None else None


def _deadlines(lead: QueuedLead) -> Mapping[Purpose, datetime | None]:
	"""Where no clock runs for a hand-over, the agreement may have set a time all the same."""
	if lead.handover is None or Purpose.ACCEPTANCE in lead.clocks:
		return lead.clocks
	return {**lead.clocks, Purpose.ACCEPTANCE: lead.handover.due_at}


def _morning(day: date) -> datetime:
	return datetime.combine(day, time.min)
