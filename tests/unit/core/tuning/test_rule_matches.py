"""What rules matched, against each rule judged for each lead."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from lead_intelligence.core.engagement.judging import EngagementJudge
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.model import AnyRule, Rule
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.tuning import rule_matches
from lead_intelligence.core.tuning.rule_matches import RuleMatches
from tests.builders import NOW, a_lead, a_rule, compiled, when
from tests.random_models import WITH_TREES, models

from .past import Past, built, few_examples, past_lead, pasts

FRANCE, PUMPS = when("country", "is", "France"), when("interests", "includes any of", ["Pumps"])


def matches_of(some_pasts: list[Past], model: CompiledModel) -> RuleMatches:
	matches = RuleMatches(model.model.rules)
	for past in some_pasts:
		matches.add(past_lead(past, model))
	return matches


def verdict(rule: AnyRule, lead: LeadSnapshot) -> bool | None:
	"""None where it cannot be judged."""
	if (rule.valid_from and NOW.date() < rule.valid_from) or (rule.valid_to and rule.valid_to < NOW.date()):
		return False
	if not isinstance(rule, Rule):
		return bool(EngagementJudge(rule).line(lead.touches, NOW.toordinal()))
	return compile_condition(rule.condition, WITH_TREES).judge(lead, NOW)


@few_examples
@given(model=models(), some_pasts=pasts)
def test_every_count_is_that_of_the_verdicts(model, some_pasts: list[Past]) -> None:
	rules = model.rules
	present = [[verdict(rule, past.lead) for rule in rules] for past in some_pasts]
	known = [past for past in some_pasts if past.newer and past.won is not None]

	found = matches_of(some_pasts, built(model))

	assert found.leads == len(some_pasts)
	assert (found.everyone.leads, found.everyone.won) == (len(known), sum(past.won is True for past in known))
	for place, match in enumerate(found.finish()):
		assert match.rule == rules[place]
		assert match.leads == sum(row[place] is True for row in present)
		assert match.not_judged == sum(row[place] is None for row in present)
		assert match.alone == sum(row[place] is True and row.count(True) == 1 for row in present)
		matched = [past for past in known if verdict(rules[place], past.judged)]
		assert match.tally.leads == len(matched)
		assert match.tally.won == sum(past.won is True for past in matched)
		for other in range(len(rules)):
			both = sum(row[place] is True and row[other] is True for row in present)
			assert found.both(place, other) == found.both(other, place) == both


@pytest.mark.parametrize("most", [0, 1, 3])
def test_no_more_sets_are_kept_than_allowed_and_nothing_is_lost(
	most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
	model = compiled(*(a_rule(when("visits", "is at least", least), 1, f"{least}") for least in range(1, 12)))
	random = Random(1)
	some_pasts = [
		Past(a_lead(visits=random.choice([None, *range(12)])), random.choice([True, False]))
		for _ in range(300)
	]
	at_ease = matches_of(some_pasts, model)
	monkeypatch.setattr(rule_matches, "_MOST_KEPT", most)

	pressed = RuleMatches(model.model.fit.rules)
	for past in some_pasts:
		pressed.add(past_lead(past, model))
		assert len(pressed._sets) <= most

	assert pressed.finish() == at_ease.finish()
	assert [[pressed.both(one, other) for other in range(11)] for one in range(11)] == [
		[at_ease.both(one, other) for other in range(11)] for one in range(11)
	]


def test_looking_early_and_another_order_change_nothing() -> None:
	model = compiled(a_rule(FRANCE, 10, "France"), a_rule(PUMPS, 10, "Pumps"))
	random = Random(2)
	some_pasts = [
		Past(
			a_lead(country=random.choice(["France", "Spain"]), interests=random.choice([None, ["Pumps"], []]))
		)
		for _ in range(50)
	]
	looked_at = RuleMatches(model.model.fit.rules)
	for past in random.sample(some_pasts, 50):
		looked_at.add(past_lead(past, model))
		looked_at.both(0, 1)

	assert looked_at.finish() == looked_at.finish() == matches_of(some_pasts, model).finish()


def test_a_rule_is_judged_by_what_was_known_and_counted_by_what_is() -> None:
	model = compiled(a_rule(FRANCE, 10, "France"), a_rule(PUMPS, 10, "Pumps"))
	moved_since = Past(a_lead(country="France"), won=True, before=a_lead(country="Spain"))

	france, pumps = matches_of([moved_since], model).finish()

	assert (france.leads, france.alone, france.tally.leads) == (1, 1, 0)
	assert (pumps.leads, pumps.not_judged) == (0, 1)


@pytest.mark.parametrize(
	"past", [Past(a_lead(country="France")), Past(a_lead(country="France"), True, newer=False)]
)
def test_older_leads_and_open_ones_say_nothing_of_outcomes(past: Past) -> None:
	(france,) = matches_of([past], compiled(a_rule(FRANCE, 10))).finish()

	assert (france.leads, france.tally.leads) == (1, 0)
