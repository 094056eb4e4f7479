"""The order of the queue: whom to turn to first. See docs/lead-desk-order.md for why it is so.

A lead stands in the first group that it has a reason of; within a group, its criteria are compared one after the other. The last of them is
the name, so that the order never depends on how the leads came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final

from .groups import USUAL_ORDER, Group, order_of
from .queued_lead import PlannedStep, QueuedLead, Snooze
from .reasons import Reason, changes_of, is_quiet, reasons_for
from .resting import active_snooze, breaks_rest, is_at_rest, next_step

_NO_GRADE: Final = 1_000_000
_FAR: Final = datetime.max


class Criterion(str, Enum):
	SOONEST = "soonest"
	LATEST = "latest"
	LONGEST = "longest"
	GRADE = "grade"
	SCORE = "score"
	NAME = "name"


_THEN: Final = (Criterion.GRADE, Criterion.SCORE, Criterion.NAME)
_BY_GRADE_AND_WAIT: Final = (Criterion.GRADE, Criterion.LONGEST, Criterion.SCORE, Criterion.NAME)
CRITERIA: Final[Mapping[Group, tuple[Criterion, ...]]] = MappingProxyType(
	{
		Group.DUE_NOW: (Criterion.SOONEST, *_THEN),
		Group.LATE: (Criterion.GRADE, Criterion.LATEST, Criterion.SCORE, Criterion.NAME),
		Group.PLANNED_STEP: (Criterion.SOONEST, *_THEN),
		Group.HOT_SIGNAL: (Criterion.LATEST, *_THEN),
		Group.TO_ACCEPT: (Criterion.SOONEST, *_THEN),
		Group.CLOCK_RUNNING: (Criterion.SOONEST, *_THEN),
		Group.BACK_AGAIN: _BY_GRADE_AND_WAIT,
		Group.UNATTENDED: _BY_GRADE_AND_WAIT,
		Group.OPEN: (Criterion.GRADE, Criterion.SCORE, Criterion.LONGEST, Criterion.NAME),
	}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
	"""A lead in the queue. `reasons`: all that hold, that of its group first."""

	lead: QueuedLead
	group: Group
	reasons: tuple[Reason, ...]

	@property
	def at(self) -> datetime | None:
		return self.reasons[0].at


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
	"""A lead that is not in the queue until `until`, if nothing comes up: it is snoozed, or `step` is planned."""

	lead: QueuedLead
	until: datetime
	snooze: Snooze | None = None
	step: PlannedStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
	"""`resting`: the first that comes back first. `next_change_at`: until then, time alone changes nothing; None where it never does."""

	entries: tuple[Entry, ...]
	resting: tuple[Resting, ...]
	next_change_at: datetime | None


def rank(
	leads: Iterable[QueuedLead],
	now: datetime,
	*,
	order: Sequence[Group] = USUAL_ORDER,
	soon: timedelta,
) -> Queue:
	"""`order`: of the groups; those that are missing follow as usual. `soon`: a clock with no more time left than that is due now."""
	places = {group: place for place, group in enumerate(order_of(tuple(order)))}
	entries: list[Entry] = []
	resting: list[Resting] = []
	changes: list[datetime] = []
	for lead in leads:
		if is_quiet(lead):
			entries.append(Entry(lead=lead, group=Group.OPEN, reasons=(_nothing_presses(lead),)))
			continue
		found = _placed(lead, now, places, soon)
		if isinstance(found, Entry):
			entries.append(found)
		else:
			resting.append(found)
		changes += [at for at in changes_of(lead, soon) if at > now]
	entries.sort(key=lambda entry: (places[entry.group], _key(entry)))
	resting.sort(key=lambda rest: (rest.until, rest.lead.name))
	return Queue(entries=tuple(entries), resting=tuple(resting), next_change_at=min(changes, default=None))


def _placed(lead: QueuedLead, now: datetime, places: Mapping[Group, int], soon: timedelta) -> Entry | Resting:
	reasons = _shown(lead, now, soon)
	if reasons:
		return _entry(lead, reasons, places)
	until = next(at for at in sorted(changes_of(lead, soon)) if at > now and _shown(lead, at, soon))
	return Resting(lead=lead, until=until, snooze=active_snooze(lead, now), step=next_step(lead, now))


def _shown(lead: QueuedLead, now: datetime, soon: timedelta) -> list[Reason]:
	"""What is shown at `now`; nothing while the lead rests."""
	reasons = list(reasons_for(lead, now, soon)) or [_nothing_presses(lead)]
	if not is_at_rest(lead, now):
		return reasons
	snooze, step = active_snooze(lead, now), next_step(lead, now)
	return [reason for reason in reasons if breaks_rest(reason, snooze, step)]


def _nothing_presses(lead: QueuedLead) -> Reason:
	return Reason(group=Group.OPEN, at=lead.since)


def _entry(lead: QueuedLead, reasons: list[Reason], places: Mapping[Group, int]) -> Entry:
	if len(reasons) > 1:
		reasons.sort(key=lambda reason: (places[reason.group], _key_of_reason(reason)))
	return Entry(lead=lead, group=reasons[0].group, reasons=tuple(reasons))


def _key_of_reason(reason: Reason) -> tuple[object, ...]:
	"""Of several of one group that is the lead's which places it first, so that one reason more never places it later."""
	when = _latest if Criterion.LATEST in CRITERIA[reason.group] else _soonest
	return when(reason), reason.purpose or "", reason.step.name if reason.step else ""


def _key(entry: Entry) -> tuple[object, ...]:
	return tuple(_VALUES[criterion](entry) for criterion in CRITERIA[entry.group])


def deciding_criterion(first: Entry, second: Entry) -> Criterion | None:
	"""By which of its criteria an entry of a group comes before another; None where they are of different groups."""
	if first.group is not second.group:
		return None
	for criterion in CRITERIA[first.group]:
		if _VALUES[criterion](first) != _VALUES[criterion](second):
			return criterion
	return None


def _soonest(one: Entry | Reason) -> tuple[bool, datetime]:
	return one.at is None, one.at or _FAR


def _latest(one: Entry | Reason) -> tuple[bool, timedelta]:
	return one.at is None, _FAR - (one.at or _FAR)


def _grade(entry: Entry) -> int:
	rank_ = entry.lead.grade_rank
	return _NO_GRADE if rank_ is None else rank_


def _score(entry: Entry) -> tuple[bool, float]:
	score = entry.lead.score
	return score is None, -(score or 0.0)


_VALUES: Final[Mapping[Criterion, Callable[[Entry], object]]] = MappingProxyType(
	{
		Criterion.SOONEST: _soonest,
		Criterion.LATEST: _latest,
		Criterion.LONGEST: _soonest,
		Criterion.GRADE: _grade,
		Criterion.SCORE: _score,
		Criterion.NAME: lambda entry: entry.lead.name,
	}
)
