"""What each rule did, against models in which that one rule is as it was before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_intelligence.core.engagement.judging import EngagementLine
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.model import AnyRule, Rule
from lead_intelligence.core.scoring.score import ScoreLine
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.tuning.past_lead import Scores
from lead_intelligence.core.tuning.rule_effects import RuleEffects
from tests.builders import a_group, a_lead, a_rule, compiled, engaged, when
from tests.random_models import WITH_TREES, leads, models

from .past import built, few_examples, score, two_models, without

FRANCE, SPAIN = a_lead(country="France"), a_lead(country="Spain")
FROM_FRANCE = when("country", "is", "France")


def effects_on(some_leads, old: CompiledModel, new: CompiledModel) -> RuleEffects:
	effects = RuleEffects(old, new)
	for lead in some_leads:
		effects.add(Scores(score(old, lead), score(new, lead)))
	return effects


@dataclass
class Change:
	"""One rule in both models, looked at alone."""

	old: AnyRule | None
	new: AnyRule | None

	def verdicts(self, lead) -> tuple[AnyRule | None, AnyRule | None]:
		return self._fires(self.old, lead), self._fires(self.new, lead)

	def _fires(self, rule: AnyRule | None, lead) -> AnyRule | None:
		return rule if self._line(rule, lead) else None

	def _line(self, rule: AnyRule | None, lead) -> ScoreLine | EngagementLine | None:
		if rule is None:
			return None
		alone = replace(rule, group=None)
		model = compiled(alone) if isinstance(alone, Rule) else compiled(engagement=engaged(alone))
		return next(iter(score(model, lead).all_lines), None)

	def points(self, lead) -> int:
		before, after = (self._line(rule, lead) for rule in (self.old, self.new))
		return (after.points if after else 0) - (before.points if before else 0)

	def does_something(self, lead) -> bool:
		before, after = self.verdicts(lead)
		return bool(self.points(lead)) or bool(before and before.disqualifies) != bool(
			after and after.disqualifies
		)

	def grade_without_it(self, lead, new: CompiledModel) -> str:
		"""Of the new model, had this rule alone stayed as it was: its old points count in its new group."""
		rules = [rule for rule in new.model.rules if rule is not self.new]
		if self.old:
			rules.append(replace(self.old, group=(self.new or self.old).group))
		hybrid = replace(
			new.model,
			fit=replace(new.model.fit, rules=tuple(r for r in rules if isinstance(r, Rule))),
			engagement=replace(
				new.model.engagement, rules=tuple(r for r in rules if not isinstance(r, Rule))
			),
		)
		found = score(compile_model(hybrid, WITH_TREES), lead)
		return new.bands.grade(new.scale.lowest if found.disqualified_by else found.earned)


def changes(old: CompiledModel, new: CompiledModel) -> dict[str, Change]:
	before = {rule.label.lower(): rule for rule in old.model.rules}
	after = {rule.label.lower(): rule for rule in new.model.rules}
	return {label: Change(before.get(label), after.get(label)) for label in before | after}


@settings(max_examples=60)
@given(two=two_models(), some_leads=st.lists(leads(), max_size=4))
def test_is_what_a_model_with_that_one_rule_unchanged_would_do(two, some_leads) -> None:
	assert_effects_are_those_of_single_rules(*two, some_leads)


def a_dense_model(random: Random) -> CompiledModel:
	"""Few rules that match half of the leads each, tight caps, and now and then a rule that disqualifies."""

	def rule(number: int) -> Rule:
		operator = random.choice(["is at least", "is less than"])
		return a_rule(
			when("visits", operator, random.randrange(1, 5)),
			random.choice([-20, -10, 10, 20, 30]),
			f"rule {number}",
			group=random.choice([None, "A", "B"]),
			disqualifies=random.random() < 0.2,
		)

	groups = [a_group(name, random.choice([None, 10, 20]), random.choice([None, -10])) for name in "AB"]
	grades = [("Hot", random.choice([20, 30])), ("Warm", random.choice([0, 10])), ("Cold", None)]
	rules = [rule(number) for number in random.sample(range(4), 3)]
	return compiled(*rules, groups=groups[: random.randrange(3)], grades=grades)


@pytest.mark.parametrize("seed", range(8))
def test_is_that_also_where_caps_and_disqualification_often_play_a_part(seed: int) -> None:
	random = Random(seed)
	for _ in range(15):
		every_lead = [a_lead(visits=visits) for visits in range(6)]
		assert_effects_are_those_of_single_rules(a_dense_model(random), a_dense_model(random), every_lead)


def assert_effects_are_those_of_single_rules(
	old: CompiledModel, new: CompiledModel, some_leads: list[LeadSnapshot]
) -> None:
	found = effects_on(some_leads, old, new)

	moved = [lead for lead in some_leads if score(old, lead).grade != score(new, lead).grade]
	expected = changes(old, new)
	assert found.effects.keys() == expected.keys()
	for label, change in expected.items():
		effect = found.effects[label]
		points = [change.points(lead) for lead in some_leads]
		assert (effect.old, effect.new) == (change.old, change.new)
		assert effect.raised == sum(more > 0 for more in points)
		assert effect.lowered == sum(more < 0 for more in points)
		assert effect.points == sum(points)
		assert effect.decisive == sum(
			change.grade_without_it(lead, new) == score(old, lead).grade for lead in moved
		)
	assert found.without_a_rule == sum(
		not any(change.does_something(lead) for change in expected.values()) for lead in moved
	)


@few_examples
@given(model=models(), some_leads=st.lists(leads(), max_size=4))
def test_a_model_compared_with_itself_did_nothing(model, some_leads) -> None:
	found = effects_on(some_leads, built(model), built(model))

	assert found.without_a_rule == 0
	for effect in found.effects.values():
		assert effect.old == effect.new
		assert (effect.raised, effect.lowered, effect.points, effect.decisive) == (0, 0, 0, 0)


def the_effect(found: RuleEffects, label: str) -> tuple[int, int, int, int]:
	effect = found.effects[label]
	return effect.raised, effect.lowered, effect.points, effect.decisive


def test_a_rule_that_comes_raises_and_one_that_goes_lowers() -> None:
	old = compiled(a_rule(FROM_FRANCE, 30, "goes"))
	new = compiled(a_rule(when("country", "is", "Spain"), 60, "comes"))

	found = effects_on([FRANCE, SPAIN, SPAIN], old, new)

	assert the_effect(found, "goes") == (0, 1, -30, 1)
	assert the_effect(found, "comes") == (2, 0, 120, 2)


def test_two_rules_can_each_be_decisive_or_neither() -> None:
	either_is_enough = compiled(a_rule(FROM_FRANCE, 60, "one"), a_rule(FROM_FRANCE, 60, "two"))
	both_are_needed = compiled(a_rule(FROM_FRANCE, 30, "one"), a_rule(FROM_FRANCE, 30, "two"))
	nothing = compiled(a_rule(when("country", "is", "Italy"), 1, "other"))

	neither = effects_on([FRANCE], nothing, either_is_enough)
	partly = effects_on([FRANCE], nothing, both_are_needed)

	assert [neither.effects[label].decisive for label in ("one", "two")] == [0, 0]
	# Without one of them the lead would be Warm, which it has not been before either.
	assert [partly.effects[label].decisive for label in ("one", "two")] == [0, 0]


def test_a_rule_that_begins_to_disqualify_is_decisive_without_other_points() -> None:
	old = compiled(a_rule(FROM_FRANCE, 60, "France"))
	new = compiled(a_rule(FROM_FRANCE, 60, "France", disqualifies=True))

	found = effects_on([FRANCE], old, new)

	assert the_effect(found, "france") == (0, 0, 0, 1)
	assert found.without_a_rule == 0


@pytest.mark.parametrize(
	"new",
	[
		pytest.param(
			compiled(a_rule(FROM_FRANCE, 60, "x"), grades=[("Hot", 70), ("Cold", None)]), id="grades"
		),
		pytest.param(
			compiled(a_rule(FROM_FRANCE, 60, "x", group="G"), groups=[a_group("G", at_most=10)]), id="a cap"
		),
	],
)
def test_a_change_of_grade_that_no_rule_explains_is_told_apart(new: CompiledModel) -> None:
	old = compiled(a_rule(FROM_FRANCE, 60, "x"))

	found = effects_on([FRANCE, SPAIN], old, new)

	assert found.without_a_rule == 1
	assert the_effect(found, "x") == (0, 0, 0, 0)


def test_more_points_above_a_cap_raise_but_decide_nothing() -> None:
	capped = [a_group("G", at_most=30)]
	old = compiled(a_rule(FROM_FRANCE, 30, "x", group="G"), groups=capped)
	new = compiled(a_rule(FROM_FRANCE, 90, "x", group="G"), groups=capped)

	assert the_effect(effects_on([FRANCE], old, new), "x") == (1, 0, 60, 0)


def test_the_points_of_before_count_in_the_group_of_now() -> None:
	old = compiled(a_rule(FROM_FRANCE, 60, "x"), groups=[a_group("G", at_most=30)])
	new = compiled(a_rule(FROM_FRANCE, 70, "x", group="G"), groups=[a_group("G", at_most=30)])

	# Hot before, Warm now: not for the ten points more, but for the cap.
	assert the_effect(effects_on([FRANCE], old, new), "x") == (1, 0, 10, 0)


def test_the_points_of_a_rule_that_went_count_in_its_group_where_that_is_left() -> None:
	capped = [a_group("G", at_most=30)]
	kept = a_rule(FROM_FRANCE, 30, "kept", group="G")
	old = compiled(a_rule(FROM_FRANCE, 60, "gone", group="G"), kept)
	new = compiled(kept, groups=capped)

	# Hot before, when the group had no cap; the points of the rule that went would not lift it over the cap now.
	assert the_effect(effects_on([FRANCE], old, new), "gone") == (0, 1, -60, 0)


def test_a_rule_is_the_same_under_another_spelling_of_its_name() -> None:
	old, new = (
		compiled(a_rule(FROM_FRANCE, 30, "From France")),
		compiled(a_rule(FROM_FRANCE, 60, "FROM france")),
	)

	found = effects_on([FRANCE], old, new)

	assert list(found.effects) == ["from france"]
	assert the_effect(found, "from france") == (1, 0, 30, 1)


def test_a_rule_that_broke_since_gives_its_points_no_longer() -> None:
	old = compiled(a_rule(FROM_FRANCE, 60, "x"))
	new = compile_model(old.model, without("country"))

	assert the_effect(effects_on([FRANCE], old, new), "x") == (0, 1, -60, 1)
