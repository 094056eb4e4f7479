"""What single touches give: their parts add up to what the rule gives, and none is worth more as time passes."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from lead_intelligence.core.engagement.fading import Fade, Fading
from lead_intelligence.core.engagement.judging import EngagementJudge
from lead_intelligence.core.engagement.rule import EngagementRule, Measure, TouchFilter
from lead_intelligence.core.engagement.touch import Touch, TouchSort, counted_by_day
from lead_intelligence.core.engagement.weights import RuleWeights, Standing, TouchWeight
from tests.unit.core.engagement.test_laws import TODAY, rules, touches

WEBINAR = TouchSort("Webinar")


def weights_of(rule: EngagementRule, happened: list[Touch], today: int = TODAY) -> list[TouchWeight]:
	weights = RuleWeights(rule, counted_by_day(happened), today)
	return [w for touch in happened if (w := weights.of(touch.sort, touch.at.toordinal()))]


def webinars(*days_ago: int) -> list[Touch]:
	return [Touch(sort=WEBINAR, at=datetime.fromordinal(TODAY - days)) for days in days_ago]


def a_rule(**more: object) -> EngagementRule:
	return EngagementRule(label="Webinars", **{"points": 10, **more})  # type: ignore[arg-type]


@given(rule=rules, happened=touches)
def test_the_parts_add_up_to_what_the_rule_gives_uncapped(
	rule: EngagementRule, happened: list[Touch]
) -> None:
	weights = RuleWeights(rule, counted_by_day(happened), TODAY)
	parts = sum(weight.points for weight in weights_of(rule, happened))
	assert parts == pytest.approx(weights.total)
	line = EngagementJudge(rule).line(counted_by_day(happened), TODAY)
	most = abs(rule.at_most) if rule.at_most is not None else float("inf")
	assert min(parts, most) == pytest.approx(line.points if line else 0, abs=0.5 + 1e-6)


@given(rule=rules, happened=touches)
def test_a_share_lies_between_nothing_and_all(rule: EngagementRule, happened: list[Touch]) -> None:
	for weight in weights_of(rule, happened):
		assert 0 <= weight.left <= 1
		assert weight.points == pytest.approx(weight.full * weight.left)


@given(rule=rules, happened=touches)
def test_who_is_above_the_most_changes_nothing_by_going(rule: EngagementRule, happened: list[Touch]) -> None:
	judge = EngagementJudge(rule)
	weights = RuleWeights(rule, counted_by_day(happened), TODAY)
	for place, touch in enumerate(happened):
		weight = weights.of(touch.sort, touch.at.toordinal())
		if rule.measure is Measure.EACH and weight and weight.standing is Standing.ABOVE_THE_MOST:
			without = judge.line(counted_by_day(happened[:place] + happened[place + 1 :]), TODAY)
			line = judge.line(counted_by_day(happened), TODAY)
			assert line
			assert without
			assert line.points == without.points == rule.at_most


@given(rule=rules, happened=touches)
def test_no_touch_gives_more_on_the_next_day(rule: EngagementRule, happened: list[Touch]) -> None:
	# Another touch that is too old tomorrow can leave fewer to share what is given once.
	if rule.measure is not Measure.EACH:
		return
	today = [touch for touch in happened if touch.at.toordinal() <= TODAY]
	pairs = zip(weights_of(rule, today), weights_of(rule, today, TODAY + 1), strict=True)
	assert all(before.points >= after.points for before, after in pairs)


def test_half_is_left_after_the_half_life() -> None:
	rule = a_rule(fade=Fade(fading=Fading.HALF_LIFE, days=14))
	(weight,) = weights_of(rule, webinars(14))
	assert (weight.left, weight.points, weight.standing) == (0.5, 5, Standing.COUNTS)


def test_each_standing_has_its_case() -> None:
	def standings(rule: EngagementRule, *days_ago: int) -> list[Standing]:
		return [weight.standing for weight in weights_of(rule, webinars(*days_ago))]

	assert standings(a_rule(within_days=30), 30, 31, -1) == [
		Standing.COUNTS,
		Standing.TOO_OLD,
		Standing.LATER,
	]
	assert standings(a_rule(measure=Measure.ENOUGH, at_least=3), 1, 2) == [Standing.TOO_FEW] * 2
	assert standings(a_rule(measure=Measure.LATEST), 1, 2) == [Standing.COUNTS, Standing.NOT_THE_LATEST]
	assert standings(a_rule(fade=Fade(fading=Fading.LINEAR, days=5)), 5) == [Standing.FADED]
	assert standings(a_rule(at_most=20), 1, 2, 3) == [Standing.ABOVE_THE_MOST] * 3
	assert standings(a_rule(at_most=20), 1, 2) == [Standing.COUNTS] * 2


def test_enough_touches_share_what_is_given_once() -> None:
	rule = a_rule(measure=Measure.ENOUGH, at_least=2, points=12)
	assert [weight.points for weight in weights_of(rule, webinars(1, 2, 3))] == [4, 4, 4]


def test_rules_on_other_touches_and_rules_that_are_over_say_nothing() -> None:
	other = a_rule(touches=TouchFilter(kinds=frozenset({"Call"})))
	over = a_rule(valid_to=date.fromordinal(TODAY - 1))
	assert weights_of(other, webinars(1)) == weights_of(over, webinars(1)) == []
