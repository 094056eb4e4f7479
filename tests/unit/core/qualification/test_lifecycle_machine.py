"""Whatever people, ERPNext and the engine do with a lead in whatever order, its journey tells all of it.

No stage without its row, no refusal without its reason, no gate that was skipped by hand, no step down by itself, nothing
handed over that is history, and no hand-over that stays open when nobody is to answer it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.acts import bring_back, move_up, put_aside, release
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.conversion import bypass_gate, convert, fall_back, open_gate
from lead_intelligence.core.qualification.definition import Target
from lead_intelligence.core.qualification.engine import decide, is_ready_to_come_back
from lead_intelligence.core.qualification.handing_over import (
	Consequence,
	accept,
	contest,
	hand_over,
	lapse,
	refuse,
)
from lead_intelligence.core.qualification.place import NOWHERE, Act, Circumstances, Decision, Step
from lead_intelligence.core.qualification.stages import (
	AGREED,
	BESIDE,
	CONVERTED,
	GIVEN_ON_FROM,
	HIGHEST_BY_ITSELF,
	LADDER,
	Stage,
	between,
	rank,
)
from tests.builders import NOW, agreed, asks, when
from tests.unit.core.qualification.found import finds

MOSTLY, RARELY = st.sampled_from([True, True, True, False]), st.sampled_from([False, False, False, True])
REASONS = st.sampled_from(["Too small", "They called", "Later", None, "", "  "])
VERDICTS = st.sampled_from([True, True, True, False, None])


@st.composite
def definitions(draw: st.DrawFn, version: str = "Agreement v1") -> CompiledDefinition:
	"""Any that could go live: MQL is there where SAL is."""
	stages = [stage for stage in AGREED if draw(MOSTLY)] or [Stage.MQL]
	if Stage.SAL in stages and Stage.MQL not in stages:
		stages = [stage for stage in AGREED if stage in {*stages, Stage.MQL}]
	by_itself = [stage for stage in stages if rank(stage) <= rank(HIGHEST_BY_ITSELF) and draw(MOSTLY)]
	gates = {target: draw(st.sampled_from(stages)) for target in Target if draw(st.booleans())}
	criteria = [asks(stage, when("email_id", "is set")) for stage in stages]
	return agreed(*criteria, stages=stages, by_itself=by_itself, gates=gates, version=version)


class Lifecycle(RuleBasedStateMachine):
	@initialize(definition=definitions(), history=RARELY, ended=RARELY, verdicts=st.data())
	def a_lead_comes(self, definition, history, ended, verdicts):
		self.definition, self.now, self.versions = definition, NOW, 1
		self.verdicts = {stage: verdicts.draw(VERDICTS) for stage in AGREED}
		self.circumstances = Circumstances(is_history=history, has_ended=ended)
		self.place, self.journey, self.is_open = NOWHERE, [], False
		# The cycle of the latest refusal that can be contested, and whether what is handed over now came of a contest.
		self.refused_in, self.of_contest = None, False
		self.records: set[Stage] = set()
		self.evaluate()

	# What the engine does.

	def judge(self, stage: Stage):
		return finds(self.verdicts)(stage)

	@rule()
	def evaluate(self):
		before = self.place
		decision = decide(before, self.definition, self.judge, self.now, self.circumstances)
		for step in decision.steps:
			assert rank(step.after) <= rank(HIGHEST_BY_ITSELF)
			assert step.before is None or step.before in BESIDE or rank(step.after) >= rank(step.before)
			assert step.act in (Act.MOVED, Act.HANDED_OVER)
			assert step.act is Act.HANDED_OVER or step.after is Stage.RAW or self.judge(step.after).is_met
		if decision.opens_handover:
			assert self.circumstances.takes_part
			assert not self.circumstances.has_ended
		self.follow(decision)
		# To look twice changes nothing.
		again = decide(self.place, self.definition, self.judge, self.now, self.circumstances)
		assert again == Decision(place=self.place)

	@rule(stage=st.sampled_from(AGREED), verdict=VERDICTS)
	def something_is_found_out(self, stage, verdict):
		self.verdicts[stage] = verdict
		self.evaluate()

	@rule(days=st.integers(1, 40))
	def time_passes(self, days):
		self.now += timedelta(days=days)
		self.evaluate()

	@rule(takes_part=MOSTLY, has_ended=RARELY)
	def its_status_changes(self, takes_part, has_ended):
		self.circumstances = replace(self.circumstances, takes_part=takes_part, has_ended=has_ended)
		self.evaluate()

	@rule(data=st.data())
	def another_agreement_goes_live(self, data):
		self.versions += 1
		self.definition = data.draw(definitions(version=f"Agreement v{self.versions}"))
		self.evaluate()

	# What people do.

	def act(self, act, reason: str | None = "given") -> Decision | None:
		"""None where it is refused, which leaves everything as it was."""
		if not self.circumstances.takes_part or self.place.stage is None:
			return None
		try:
			decision = act()
		except Refused:
			return None
		assert (reason or "").strip(), "done without a reason"
		self.follow(decision)
		return decision

	@precondition(lambda self: not self.is_open and self.place.stage is Stage.MQL)
	@rule()
	def there_is_nothing_to_answer(self):
		assert self.act(lambda: accept(self.place, self.definition, self.judge, self.now)) is None

	@precondition(lambda self: self.is_open)
	@rule()
	def sales_accepts(self):
		before = self.place
		decision = self.act(lambda: accept(before, self.definition, self.judge, self.now))
		if decision:
			assert before.due_at is not None
			assert before.stage is not Stage.MQL or self.judge(Stage.SAL).is_met
			self.refused_in = None

	@precondition(lambda self: self.is_open)
	@rule(reason=REASONS, consequence=st.sampled_from(Consequence), days=st.integers(-1, 40))
	def sales_refuses(self, reason, consequence, days):
		on = self.now.date() + timedelta(days=days) if days else None
		before, was_of_contest = self.place, self.of_contest
		decision = self.act(
			lambda: refuse(
				before,
				self.definition,
				self.judge,
				self.now,
				reason=reason,
				consequence=consequence,
				revisit_on=on,
			),
			reason,
		)
		if decision:
			assert before.due_at is not None
			# A refusal that came of a contest is final.
			self.refused_in = None if was_of_contest else before.cycle

	@precondition(lambda self: self.refused_in is not None)
	@rule(reason=REASONS)
	def marketing_contests(self, reason):
		refused_in = self.refused_in
		act = lambda: contest(self.place, self.definition, self.now, reason=reason, refused_in=refused_in)  # noqa: E731
		if self.act(act, reason):
			self.refused_in, self.of_contest = None, True

	@precondition(lambda self: self.place.stage in GIVEN_ON_FROM)
	@rule()
	def an_sdr_hands_on(self):
		before = self.place
		if self.act(lambda: hand_over(before, self.definition, self.now)):
			assert before.stage in GIVEN_ON_FROM
			assert before.cycle

	@precondition(lambda self: self.is_open)
	@rule()
	def nobody_answers(self):
		self.follow(lapse(self.place, self.now))

	@rule(to=st.sampled_from([*AGREED, Stage.CUSTOMER]), reason=REASONS, overrides=st.booleans())
	def people_move_it_up(self, to, reason, overrides):
		before = self.place
		decision = self.act(
			lambda: move_up(
				before, self.definition, self.judge, self.now, to=to, reason=reason, overrides=overrides
			),
			reason if overrides else "not needed",
		)
		if decision:
			assert overrides or self.judge(to).is_met
			assert overrides or self.definition.next_stage(before.stage) is to
			assert to in self.definition.ladder

	@rule(to=st.sampled_from(sorted(BESIDE)), reason=REASONS, days=st.integers(-1, 40))
	def people_put_it_aside(self, to, reason, days):
		on = self.now.date() + timedelta(days=days) if days else None
		act = lambda: put_aside(  # noqa: E731
			self.place, self.definition, self.judge, self.now, to=to, reason=reason, revisit_on=on
		)
		self.act(act, reason)

	@precondition(lambda self: self.place.stage in BESIDE)
	@rule(reason=REASONS)
	def people_bring_it_back(self, reason):
		before = self.place
		act = lambda: bring_back(before, self.definition, self.judge, self.now, reason=reason)  # noqa: E731
		if self.act(act, reason):
			assert before.stage in BESIDE

	@precondition(lambda self: not self.place.cycle)
	@rule()
	def an_admin_releases_it(self):
		if not self.circumstances.has_ended:
			self.act(lambda: release(self.place, self.definition, self.now))

	# What ERPNext makes of it.

	def is_closed(self, target: Target) -> bool:
		demanded = self.definition.gate(target.value)
		return demanded is not None and rank(self.place.stage) < rank(demanded)

	def is_opened(self, target: Target) -> bool:
		return any(
			step.act is Act.GATE_OPENED
			and step.cycle == self.place.cycle
			and step.evidence["target"] == target.value
			for step in self.journey
		)

	@rule(kind=st.sampled_from(Target), reason=REASONS)
	def the_gate_is_opened(self, kind, reason):
		target = kind
		if self.is_closed(target):
			demanded = self.definition.gate(target.value)
			act = lambda: open_gate(  # noqa: E731
				self.place, self.now, target=target.value, demanded=demanded, reason=reason
			)
			self.act(act, reason)

	@rule(kind=st.sampled_from(Target), by_hand=st.booleans(), time_is_known=st.booleans())
	def something_is_made_of_it(self, kind, by_hand, time_is_known):
		target = kind
		record = (target.value, "one")
		closed = self.is_closed(target) and not self.is_opened(target)
		if closed and by_hand:
			return
		if closed:
			demanded = self.definition.gate(target.value)
			self.follow(
				bypass_gate(self.place, self.now, target=target.value, demanded=demanded, record=record)
			)
		if target is Target.PROSPECT:
			return
		to = Stage.CUSTOMER if target is Target.CUSTOMER else Stage.OPPORTUNITY
		self.records.add(to)
		at = self.now if time_is_known else None
		before = self.place
		decision = convert(before, self.definition, to, at, record)
		for step in decision.steps:
			passed = [stage.value for stage in between(before.stage, to) if stage in self.definition.ladder]
			assert before.stage is None or step.evidence.get("skipped", []) == passed
			assert (step.at, step.record) == (at, record)
		self.follow(decision, made=True)

	@precondition(lambda self: self.place.stage in CONVERTED)
	@rule()
	def it_is_deleted_again(self):
		stages = [step.after for step in self.journey if step.after and step.after not in CONVERTED]
		to = stages[-1] if stages else Stage.RAW
		aside = to in BESIDE
		proposed = is_ready_to_come_back(self.definition, self.judge) if aside else None
		self.follow(
			fall_back(
				self.place,
				self.definition,
				self.now,
				to=to,
				at=self.now,
				record=None,
				proposed=proposed,
			),
			made=True,
		)
		assert self.place.stage is to
		if self.circumstances.takes_part:
			self.evaluate()

	# What holds of each decision, and always.

	def follow(self, decision: Decision, *, made: bool = False) -> None:
		before, after = self.place, decision.place
		current = before.stage
		for step in decision.steps:
			self.check(step, current, before.cycle, after.cycle)
			current = step.after
		assert current is after.stage, "a stage without its row"
		if before.stage is not after.stage:
			moved = [step for step in decision.steps if step.before is not step.after]
			assert after.since == moved[-1].at
		if not made:
			assert after.stage not in CONVERTED or before.stage is after.stage
		contested = any(step.act is Act.CONTESTED for step in decision.steps)
		if before.stage in BESIDE and after.stage not in BESIDE and before.cycle and not contested:
			assert after.cycle == before.cycle + 1, "a new attempt in the old cycle"
		assert after.cycle >= before.cycle
		if after.cycle > before.cycle:
			released = decision.steps and decision.steps[0].act is Act.RELEASED
			assert before.stage is None or before.stage in BESIDE or released
		if decision.closes_handover:
			assert self.is_open, "what was not open cannot be closed"
			self.is_open = False
		if decision.opens_handover:
			assert not self.is_open, "two hand-overs at once"
			assert any(step.act is Act.HANDED_OVER for step in decision.steps)
			self.is_open, self.of_contest = True, False
		self.journey += decision.steps
		self.place = after

	def check(self, step: Step, current: Stage | None, before: int, after: int) -> None:
		assert step.before is current, "a step that begins where the one before did not end"
		assert step.after is not None
		assert before <= step.cycle <= after
		assert step.act is not Act.HANDED_OVER or step.cycle > 0, "history is handed over"
		if step.act in (Act.REFUSED, Act.CONTESTED, Act.GATE_OPENED) or step.evidence.get("overridden"):
			assert step.reason, "a reason was lost"
		if step.act is Act.MOVED and step.after in BESIDE and current not in CONVERTED:
			assert step.reason, "a reason was lost"

	@invariant()
	def a_handover_is_open_while_somebody_is_to_answer_it(self):
		place = self.place
		assert self.is_open == (place.due_at is not None)
		if self.is_open:
			assert place.cycle > 0
			assert place.stage is Stage.MQL or place.stage in GIVEN_ON_FROM

	@invariant()
	def the_ladder_is_that_of_people_from_mql_on(self):
		for step in self.journey:
			if rank(step.after) > rank(HIGHEST_BY_ITSELF) and step.before is not step.after:
				by_people = step.act in (Act.ACCEPTED, Act.MOVED)
				assert by_people
		assert self.place.stage is None or self.place.stage in (*LADDER, *BESIDE)


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=400, stateful_step_count=50, deadline=None)
