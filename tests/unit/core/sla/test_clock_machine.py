"""Whatever happens to a lead, in whatever order and wherever clocks change: its response clocks keep their word.

No two of a purpose at once, acceptance as long as a hand-over is open, due when one who looks at the clock every minute finds
it due, nothing made late by being judged anew, nothing told twice, no breach kept secret, and no outcome changed in silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.history.clock_entry import ClockEvent
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.closing import with_contacts
from lead_intelligence.core.sla.entries import answered_entry
from lead_intelligence.core.sla.escalation import BREACH, after_steps, due_steps
from lead_intelligence.core.sla.keeping import HandingOver, HandoverAnswer, Situation, keep
from lead_intelligence.core.sla.open_clocks import from_text, open_clocks, to_text
from lead_intelligence.core.sla.planning import by_present_hours, due_after
from lead_intelligence.core.sla.response_clock import Contact, Ending, Purpose, ResponseClock, Start, State
from lead_intelligence.core.sla.terms import Hours, Terms
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from tests.unit.core.sla.any_terms import (
	CALENDARS,
	CONTACTED,
	EVENINGS,
	MINUTE,
	MINUTES,
	TARGETS,
	TERMS,
	reference_due,
	reference_time,
)
from tests.unit.core.sla.by_the_minute import (
	PARIS,
	meant,
)


class Responses(RuleBasedStateMachine):
	@initialize(evening=st.sampled_from(EVENINGS), hour=st.integers(12, 23), data=st.data())
	def a_lead_comes(self, evening, hour, data):
		self.instant = datetime(*evening, hour, tzinfo=timezone.utc)
		self.calendars = dict(CALENDARS)
		self.clocks: list[ResponseClock] = []
		self.told: dict[int, list[str]] = {}
		self.hours_seen: dict[int, set[WorkingCalendar]] = {}
		self.contacts: list[Contact] = []
		self.is_handed_over, self.ending, self.hot_at, self.cycle = False, None, None, 1
		self.terms: Terms | None = None
		self.policy_is_changed(data.draw(TERMS))
		self.evaluate(Start.CREATED)

	@property
	def now(self) -> datetime:
		return self.wall(self.instant)

	def wall(self, instant: datetime) -> datetime:
		return instant.astimezone(PARIS).replace(tzinfo=None, fold=0)

	def hours(self, name: str | None) -> Hours:
		return Hours(working=self.calendars[name or "Always"], calendar=name or "Always")

	def steps_for(self, clock: ResponseClock):
		return self.terms.steps_for(clock.purpose) if self.terms else ()

	def put(self, index: int, clock: ResponseClock) -> None:
		"""As it comes back from where it is stored: with a name."""
		clock = replace(clock, name=clock.name or str(index))
		self.clocks[index:index + 1] = [clock]  # fmt: skip
		self.hours_seen.setdefault(index, set()).add(self.calendars[clock.calendar or "Always"])

	# What makes clocks begin, change and end.

	def evaluate(self, *starts: Start, **more) -> None:
		now, before = self.now, list(self.clocks)
		situation = Situation(
			now=now,
			stage=Stage.MQL,
			cycle=self.cycle,
			ending=self.ending,
			starts=tuple((start, now) for start in starts),
			hot_at=self.hot_at,
			**more,
		)
		decision = keep(before, situation, self.terms)
		for clock in decision.changed:
			self.put(int(clock.name) if clock.name else len(self.clocks), clock)
		self.nothing_is_judged_late(before, now)
		ended = [one for one in self.clocks[: len(before)] if one.closed_because and one not in before]
		told = [one for one in decision.entries if one.event is ClockEvent.ENDED]
		assert len(told) == len([one for one in ended if one.purpose in CONTACTED])
		assert decision.open == tuple(one for one in decision.open if one.is_open)
		assert {one.purpose for one in decision.open} == {one.purpose for one in self.clocks if one.is_open}
		again = keep(self.clocks, replace(situation, handed_over=None, handover_ends=False), self.terms)
		assert (again.changed, again.entries) == ((), ()), "looked at twice, it is another"

	def nothing_is_judged_late(self, before: list[ResponseClock], now: datetime) -> None:
		for was, clock in zip(before, self.clocks, strict=False):
			if not was.is_open:
				assert clock == was, "a closed clock was changed"
			elif was.is_overdue(now):
				assert clock.due_at == was.due_at, "what had passed was moved"
			elif not was.paused_since:
				assert not clock.is_overdue(now), "judged late"
				assert clock.outcome is not State.BREACHED
		for clock in self.clocks[len(before) :]:
			assert clock.purpose is not Purpose.NEXT_TOUCH or not clock.is_overdue(now), "born late"

	@rule(minutes=MINUTES)
	def time_passes(self, minutes):
		self.instant += minutes * MINUTE
		while self.instant.astimezone(PARIS).fold:
			self.instant += MINUTE

	@rule(start=st.sampled_from([Start.MQL, Start.CAME_BACK, Start.RELEASED]))
	def something_begins(self, start):
		self.cycle += start is Start.CAME_BACK
		self.evaluate(start)

	@rule()
	def it_is_saved(self):
		self.evaluate()

	@rule(terms=TERMS)
	def another_policy_applies(self, terms):
		self.policy_is_changed(terms)
		self.evaluate()

	@rule(applies=st.sampled_from([True, True, True, False]), terms=TERMS)
	def or_none(self, applies, terms):
		self.policy_is_changed(terms if applies else None)
		self.evaluate(Start.CAME_BACK)

	def policy_is_changed(self, terms) -> None:
		self.terms = terms and replace(terms, hours=self.hours(terms.hours.calendar))

	@precondition(lambda self: self.terms)
	@rule()
	def its_pause_begins_or_ends(self):
		self.terms = replace(self.terms, is_paused=not self.terms.is_paused)
		self.evaluate()

	@rule(ending=st.sampled_from([Ending.CONVERTED, Ending.PUT_ASIDE, Ending.NOT_TO_BE_CONTACTED]))
	def it_goes_away_and_comes_back(self, ending):
		self.ending = ending
		self.evaluate()
		self.ending = None
		self.something_begins(Start.CAME_BACK)

	@rule(minutes=MINUTES, ago=st.sampled_from([0, 0, 1, 30, 600]))
	def it_shows_intent_after_an_answer(self, minutes, ago):
		self.somebody_calls(0, Response.ANSWER)
		self.time_passes(minutes)
		answers = [one.answered_at for one in self.clocks if one.answered_at and one.purpose in CONTACTED]
		hot_at = self.wall(self.instant - ago * MINUTE)
		self.hot_at = hot_at if answers and hot_at > max(answers) else None
		self.evaluate()
		self.hot_at = None

	@rule(within=TARGETS, calendar=st.sampled_from([*CALENDARS]), anew=st.booleans())
	def it_is_handed_over(self, within, calendar, anew):
		if self.is_handed_over and not anew:
			return
		now, hours, ends = self.now, self.hours(calendar), self.is_handed_over
		due_at = due_after(hours, now, within * MINUTE)
		opened = HandingOver(since=now, due_at=due_at, within=within * MINUTE, hours=hours)
		self.is_handed_over = True
		self.evaluate(handed_over=opened, handover_ends=ends)

	@precondition(lambda self: self.is_handed_over)
	@rule(answered=st.booleans())
	def that_is_over(self, answered):
		self.is_handed_over = False
		clock = next(one for one in self.clocks if one.purpose is Purpose.ACCEPTANCE and one.is_open)
		answer = HandoverAnswer(by="sales", hours=self.hours(clock.calendar)) if answered else None
		self.evaluate(handover_ends=True, answer=answer)

	@rule(name=st.sampled_from([*CALENDARS]), after=st.integers(-2, 3))
	def a_holiday_is_added(self, name, after):
		day: date = self.now.date() + timedelta(days=after)
		calendar = self.calendars[name]
		self.calendars[name] = replace(calendar, holidays=calendar.holidays | {day})
		self.policy_is_changed(self.terms)
		for index, clock in enumerate(self.clocks):
			after_it = by_present_hours(clock, self.hours(clock.calendar), self.steps_for(clock), self.now)
			assert clock.is_open or after_it is clock
			self.put(index, after_it)

	# Answers.

	@rule(minutes=st.sampled_from([0, 0, 0, 1, 4, 20, 60, 1000]), response=st.sampled_from(Response))
	def somebody_calls(self, minutes, response):
		at = self.wall(self.instant - minutes * MINUTE)
		touch = str(len(self.contacts))
		self.contacts.append(Contact(at=at, response=response, by="rep", how="Call", touch=touch))
		for index, before in enumerate(self.clocks):
			after = with_contacts(before, self.contacts, self.hours(before.calendar))
			entry = answered_entry(before, after, self.now)
			assert with_contacts(after, self.contacts, self.hours(before.calendar)) == after
			if (before.outcome, before.answered_at) != (after.outcome, after.answered_at):
				assert entry, "changed in silence"
				self.it_was_answered(before, after, at, self.calendars[before.calendar or "Always"])
			self.put(index, after)

	def it_was_answered(self, before, after, at, calendar) -> None:
		assert before.purpose is not Purpose.ACCEPTANCE
		assert before.is_open or after.answered_at <= before.closed_at
		assert before.answered_at is None or after.answered_at < before.answered_at
		assert after.touch in {one.touch for one in self.contacts if one.response is Response.ANSWER}
		if before.is_open and before.is_overdue(after.answered_at):
			assert after.outcome is State.LATE
		elif before.is_open:
			assert after.outcome is State.MET
		passed = reference_time(calendar, after.started_at, after.answered_at)
		assert after.working == max(passed - after.paused_for, timedelta(0))
		assert after.elapsed == meant(calendar, after.answered_at) - meant(calendar, after.started_at)
		assert after.working <= after.elapsed

	# What is told of them.

	@rule()
	def clocks_are_swept(self):
		now = self.now
		for index, clock in enumerate(self.clocks):
			steps, calendar = self.steps_for(clock), self.calendars[clock.calendar or "Always"]
			if clock.next_step_at and clock.next_step_at <= now:
				keys = [key for key, _, _ in due_steps(clock, steps, calendar, now)]
				told = self.told.setdefault(index, [])
				assert not {*keys} & {*told}, "told twice"
				told += keys
				assert len(told) == len({*told})
				is_late = clock.is_overdue(now) or clock.outcome in (State.LATE, State.BREACHED)
				assert is_late or BREACH not in keys, "told of a breach that was none"
				clock = after_steps(clock, keys, steps, calendar)
				assert clock.next_step_at is None or clock.next_step_at >= now
				assert clock.is_open or clock.next_step_at is None
				self.put(index, clock)
			if clock.is_overdue(now) or clock.outcome in (State.LATE, State.BREACHED):
				assert self.told.get(index, []).count(BREACH) == 1, "a breach was kept secret"

	# What always holds.

	@invariant()
	def of_each_purpose_one_is_open(self):
		purposes = [one.purpose for one in getattr(self, "clocks", []) if one.is_open]
		assert len(purposes) == len({*purposes})

	@invariant()
	def acceptance_is_open_while_a_hand_over_is(self):
		clocks = getattr(self, "clocks", [])
		is_open = any(one.is_open and one.purpose is Purpose.ACCEPTANCE for one in clocks)
		assert is_open == getattr(self, "is_handed_over", False)

	@invariant()
	def clocks_are_due_when_the_reference_says(self):
		for clock in getattr(self, "clocks", []):
			if clock.is_open:
				calendar = self.calendars[clock.calendar or "Always"]
				assert clock.due_at == reference_due(calendar, clock.counts_from, clock.allowed // MINUTE)
				assert not clock.paused_since or (
					clock.paused_since <= clock.due_at and not clock.next_step_at
				)

	@invariant()
	def their_text_says_all_of_them(self):
		found = open_clocks(getattr(self, "clocks", []))
		assert from_text(to_text(found)) == found
		assert len(to_text(found) or "") <= 140


TestResponses = Responses.TestCase
TestResponses.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)
