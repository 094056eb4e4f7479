"""Which clocks of a lead begin, change and end when the lead was judged.

The clock of a first response begins at the moment at which the lead is due one: when it is made or becomes an MQL, as the policy says,
when it comes back or is released, when the reason for which it was due none is gone, and after an answer whenever it does something that shows intent. That of the next touch
begins with each answer. That of acceptance is open exactly while a hand-over is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from ..engagement.touch import Response
from ..history.clock_entry import ClockEntry
from ..qualification.stages import BESIDE, CONVERTED, Stage, rank
from .closing import answered, ended
from .entries import changed_entry, ended_entry, started_entry
from .planning import agreed_anew, paused, resumed, started
from .policy import Begin
from .response_clock import Contact, Ending, Purpose, ResponseClock, Start
from .terms import Hours, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
	"""An open hand-over: since when it is, by when and within which working time it is to be answered, and whose hours count."""

	since: datetime
	due_at: datetime
	within: timedelta
	hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswer:
	"""`hours`: those of the clock of acceptance."""

	by: str | None
	hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
	"""What became of a lead at `now`.

	`ending`: why nobody owes it an answer any more. `starts`: what happened just now that may make it due one, and when. `since`: what is
	older than that counts for nothing. `hot_at`: when it first showed intent after the last answer. `handed_over`: by a hand-over
	that opened just now; `handover_ends`: an open one is over, by the `answer` of somebody of sales or because the lead has gone another
	way.
	"""

	now: datetime
	stage: Stage | None = None
	cycle: int = 1
	ending: Ending | None = None
	starts: tuple[tuple[Start, datetime], ...] = ()
	since: datetime | None = None
	hot_at: datetime | None = None
	handed_over: HandingOver | None = None
	handover_ends: bool = False
	answer: HandoverAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDecision:
	"""`open`: all clocks that are open now. `changed`: those that are new or differ from what is stored."""

	open: tuple[ResponseClock, ...] = ()
	changed: tuple[ResponseClock, ...] = ()
	entries: tuple[ClockEntry, ...] = ()


NO_CLOCKS: Final = ClockDecision()


@dataclass(slots=True)
class _Keeper:
	situation: Situation
	known: list[ResponseClock]
	open: dict[Purpose, ResponseClock]
	changed: list[ResponseClock] = field(default_factory=list)
	entries: list[ClockEntry] = field(default_factory=list)

	def put(self, before: ResponseClock | None, after: ResponseClock, *entries: ClockEntry) -> None:
		if before is None:
			self.known.append(after)
		else:
			self.known[self.known.index(before)] = after
			self.changed = [one for one in self.changed if one is not before]
		self.changed.append(after)
		self.entries += entries
		if after.is_open:
			self.open[after.purpose] = after
		else:
			self.open.pop(after.purpose, None)

	def begin(self, clock: ResponseClock) -> None:
		entries = () if clock.purpose is Purpose.ACCEPTANCE else (started_entry(clock),)
		self.put(None, clock, *entries)

	def end(self, clock: ResponseClock, because: Ending) -> None:
		now = self.situation.now
		closed = ended(clock, because, now)
		entries = () if clock.purpose is Purpose.ACCEPTANCE else (ended_entry(closed, now),)
		self.put(clock, closed, *entries)

	def follow_terms(self, clock: ResponseClock, terms: Terms) -> None:
		now, purpose, before = self.situation.now, clock.purpose, clock
		if _differs(clock, terms, now):
			clock = agreed_anew(clock, terms, now)
		if terms.is_paused:
			clock = paused(clock, now)
		else:
			clock = resumed(clock, now, terms.hours, terms.steps_for(purpose))
		if clock is not before and clock != before:
			entry = changed_entry(before, clock, now)
			self.put(before, clock, *((entry,) if entry else ()))


def keep(clocks: Sequence[ResponseClock], situation: Situation, terms: Terms | None) -> ClockDecision:
	"""`clocks`: all of the lead, at least those that are open and those of its present cycle. `terms`: what the policy that applies asks;
	None where none does."""
	is_open = {one.purpose: one for one in clocks if one.outcome is None}
	keeper = _Keeper(situation=situation, known=list(clocks), open=is_open)
	_keep_acceptance(keeper, terms)
	for purpose in (Purpose.FIRST_RESPONSE, Purpose.NEXT_TOUCH):
		clock = keeper.open.get(purpose)
		if clock is None:
			continue
		ending = _ending_of(clock, situation, terms)
		if ending:
			keeper.end(clock, ending)
		elif terms is not None:
			keeper.follow_terms(clock, terms)
	if terms is not None and situation.ending is None:
		_begin_first_response(keeper, terms)
		_begin_next_touch(keeper, terms)
	return ClockDecision(
		open=tuple(keeper.open.values()),
		changed=tuple(keeper.changed),
		entries=tuple(keeper.entries),
	)


def ending_of(stage: Stage | None, *, takes_part: bool, has_ended: bool) -> Ending | None:
	"""Why nobody owes an answer to a lead."""
	if not takes_part:
		return Ending.NOT_TO_BE_CONTACTED
	if stage in CONVERTED:
		return Ending.CONVERTED
	if stage in BESIDE:
		return Ending.PUT_ASIDE
	return Ending.ENDED if has_ended else None


def _ending_of(clock: ResponseClock, situation: Situation, terms: Terms | None) -> Ending | None:
	if situation.ending:
		return situation.ending
	if terms is None or clock.purpose not in terms.targets:
		return Ending.NO_POLICY
	if clock.because is Start.MQL and situation.stage and rank(situation.stage) < rank(Stage.MQL):
		return Ending.PUT_BACK
	return None


def _differs(clock: ResponseClock, terms: Terms, now: datetime) -> bool:
	"""The target of a clock that is overdue does not change any more."""
	hours = terms.hours
	is_other = (clock.policy, clock.grade, clock.calendar, clock.zone) != (
		terms.policy,
		terms.grade,
		hours.calendar,
		hours.zone,
	)
	return is_other or (clock.target != terms.targets[clock.purpose] and not clock.is_overdue(now))


def _keep_acceptance(keeper: _Keeper, terms: Terms | None) -> None:
	situation = keeper.situation
	clock = keeper.open.get(Purpose.ACCEPTANCE)
	if clock and situation.handover_ends:
		answer = situation.answer
		if answer:
			contact = Contact(at=situation.now, response=Response.ANSWER, by=answer.by)
			keeper.put(clock, answered(clock, contact, answer.hours))
		else:
			keeper.end(clock, Ending.WITHDRAWN)
		clock = None
	opened = situation.handed_over
	if opened and clock is None:
		keeper.begin(_awaiting(opened, terms, situation.cycle))


def _awaiting(opened: HandingOver, terms: Terms | None, cycle: int) -> ResponseClock:
	asked = Terms(
		policy=terms.policy if terms else "",
		grade=terms.grade if terms else None,
		hours=opened.hours,
		targets={Purpose.ACCEPTANCE: opened.within},
		steps=terms.steps if terms else (),
	)
	clock = started(Purpose.ACCEPTANCE, Start.HANDED_OVER, opened.since, asked, cycle, due_at=opened.due_at)
	return replace(clock, policy=asked.policy or None)


_BEGINS = {
	Begin.CREATION: frozenset({Start.CREATED, Start.RELEASED, Start.CAME_BACK}),
	Begin.MQL: frozenset({Start.MQL, Start.RELEASED, Start.CAME_BACK}),
}


def _begin_first_response(keeper: _Keeper, terms: Terms) -> None:
	situation, purpose = keeper.situation, Purpose.FIRST_RESPONSE
	if purpose in keeper.open or purpose not in terms.targets:
		return
	is_warm = terms.begins is Begin.CREATION or rank(situation.stage) >= rank(Stage.MQL)
	for start, at in situation.starts:
		if start in _BEGINS[terms.begins] and is_warm and not _is_older(at, situation.since):
			keeper.begin(started(purpose, start, at, terms, situation.cycle))
			return
	if is_warm and _is_due_again(keeper):
		keeper.begin(started(purpose, Start.DUE_AGAIN, situation.now, terms, situation.cycle))
		return
	hot_at = situation.hot_at
	if hot_at is None or not terms.again_on_hot_touch:
		return
	last = _last_answer(keeper.known)
	if last and hot_at > last and not _had_a_clock(keeper, hot_at):
		keeper.begin(started(purpose, Start.HOT_TOUCH, hot_at, terms, situation.cycle))


_PASSING = frozenset({Ending.NO_POLICY, Ending.NOT_TO_BE_CONTACTED, Ending.ENDED, Ending.CONVERTED})
"""Reasons that can go away again."""


def _is_due_again(keeper: _Keeper) -> bool:
	"""The first response of this cycle was never given, and why nobody owed it is no more so."""
	mine = [one for one in keeper.known if one.purpose is Purpose.FIRST_RESPONSE]
	return bool(mine and mine[-1].closed_because in _PASSING and mine[-1].cycle == keeper.situation.cycle)


def _had_a_clock(keeper: _Keeper, hot_at: datetime) -> bool:
	"""One that ended without an answer does not begin again for what the lead did before."""
	mine = (one for one in keeper.known if one.purpose is Purpose.FIRST_RESPONSE)
	return any(one.closed_at and one.closed_at >= hot_at for one in mine)


def _begin_next_touch(keeper: _Keeper, terms: Terms) -> None:
	"""Never late from its first moment on: of an answer of long ago, which a new policy asks about, it counts from now."""
	situation, purpose = keeper.situation, Purpose.NEXT_TOUCH
	if not keeper.known or purpose in keeper.open or purpose not in terms.targets:
		return
	last = _last_answer([one for one in keeper.known if one.cycle == situation.cycle])
	if last is None or any(one.purpose is purpose and one.started_at >= last for one in keeper.known):
		return
	keeper.begin(started(purpose, Start.ANSWERED, last, terms, situation.cycle, not_late_at=situation.now))


def _last_answer(clocks: Sequence[ResponseClock]) -> datetime | None:
	answers = [one.answered_at for one in clocks if one.purpose is not Purpose.ACCEPTANCE and one.answered_at]
	return max(answers, default=None)


def _is_older(at: datetime, since: datetime | None) -> bool:
	return since is not None and at < since
