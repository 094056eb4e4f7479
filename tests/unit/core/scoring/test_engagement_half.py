"""The engagement half of a model: as JSON, its mistakes, and the score of both halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import floor

import pytest
from hypothesis import given

from lead_intelligence.core.engagement.fading import Fade, Fading
from lead_intelligence.core.engagement.rule import EngagementRule, Measure, TouchFilter
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.scoring.compiled import compile_model
from lead_intelligence.core.scoring.exchange import model_from_json, model_to_data, model_to_json
from lead_intelligence.core.scoring.model import Scale
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.scoring.validation import mistakes_in, problems_of
from lead_intelligence.core.snapshot.lead_snapshot import thaw
from tests.builders import (
	CATALOGUE,
	NOW,
	a_group,
	a_lead,
	a_model,
	a_rule,
	compiled,
	engaged,
	on_touches,
	touched,
	when,
)
from tests.random_models import WITH_TREES, leads, models, moments

VISITED = a_rule(when("visits", "is at least", 1), 10, "visited")
WEBINAR = on_touches("Webinar", label="webinars", halving=14)
MODEL = a_model(
	VISITED,
	engagement=engaged(
		replace(WEBINAR, group="Events", touches=TouchFilter(kinds=frozenset({"Webinar", "Fair"}))),
		on_touches("Call", label="calls", points=-5, at_most=-20, to_zero=30, within_days=0),
		on_touches("Demo Request", label="demo", latest=True, at_most=8, valid_from=date(2026, 1, 1)),
		on_touches("Visit", label="visits", at_least=3, valid_to=date(2026, 12, 31)),
		groups=[a_group("Events", at_most=20)],
	),
)


def test_json_gives_the_model_back_and_is_the_same_text_each_time() -> None:
	text = model_to_json(MODEL)
	assert model_from_json(text) == MODEL
	assert model_to_json(model_from_json(text)) == text
	assert problems_of(MODEL, CATALOGUE) == ()


def test_a_model_without_rules_on_touches_is_written_as_before() -> None:
	assert "engagement" not in model_to_data(a_model(VISITED))


def half(**changes: object) -> dict[str, object]:
	return {**model_to_data(MODEL), "engagement": {"groups": [], "rules": [], **changes}}


def a_row(**changes: object) -> dict[str, object]:
	row = {"rule": "x", "touches": {"kinds": ["Call"]}, "counts": "each touch", "points": 5, "at_most": 9}
	return half(rules=[{**row, **changes}])


@pytest.mark.parametrize(
	("given", "sentence"),
	[
		({**model_to_data(MODEL), "engagement": []}, "The part 'engagement' must be an object"),
		(half(more=1), "'more' is not known here. Known are: groups, rules"),
		(half(rules={}), "'rules' must be a list of rows"),
		(half(rules=["x"]), "Engagement rules, row 1: The row must be an object"),
		(
			half(groups=[{"group": "G", "at_most": "x"}]),
			"Engagement groups, row 1: 'at_most' is 'x'; it must be a whole number",
		),
		(a_row(condition={}), "Engagement rules, row 1: 'condition' is not known here"),
		(a_row(touches=["Call"]), "it must be an object with lists of kinds"),
		(
			a_row(touches={"kind": ["Call"]}),
			"'kind' is not known here. Known are: channels, directions, kinds",
		),
		(a_row(touches={"kinds": "Call"}), "'kinds' is 'Call'; it must be a list of texts"),
		(a_row(touches={"kinds": ["Call", " "]}), "it must be a list of texts"),
		(a_row(counts="some"), "'counts' is 'some'; it must be 'each touch', 'at least N touches' or"),
		(a_row(counts=["each touch"]), "'counts' is '['each touch']'"),
		(a_row(at_least=2), "'at_least' is '2', which only a rule that counts 'at least N touches' may have"),
		(
			a_row(half_life_days=3, to_zero_in_days=4),
			"'to_zero_in_days' is '4', but the rule has a half-life",
		),
		(a_row(half_life_days="two"), "'half_life_days' is 'two'; it must be a whole number"),
		(a_row(within_days=1.5), "'within_days' is '1.5'; it must be a whole number"),
		(a_row(valid_to="tomorrow"), "'valid_to' is 'tomorrow'; it must be a date"),
		(a_row(rule=7), "Engagement rules, row 1: 'rule' is '7'; it must be a text"),
	],
)
def test_a_fault_of_form_is_named(given: dict[str, object], sentence: str) -> None:
	with pytest.raises(Refused) as refusal:
		model_from_json(given)
	assert sentence in str(refusal.value)


def with_rule(*rules: EngagementRule, groups=()):
	return a_model(VISITED, engagement=engaged(*rules, groups=groups))


ENOUGH = on_touches("Call", label="calls", at_least=2)


@pytest.mark.parametrize(
	("model", "sentence"),
	[
		(with_rule(replace(WEBINAR, label="")), "The rule has no name"),
		(
			with_rule(replace(WEBINAR, label="Visited")),
			"Another rule of the model has the name 'Visited' already",
		),
		(
			with_rule(replace(ENOUGH, touches=TouchFilter(signals=frozenset({"Hot"})))),
			"The rule 'calls' asks for 'Hot'. Known are: Interest, Intent",
		),
		(
			with_rule(replace(ENOUGH, touches=TouchFilter(directions=frozenset({"Up"})))),
			"The rule 'calls' asks for 'Up'. Known are: Inbound, Outbound",
		),
		(with_rule(replace(ENOUGH, points=0)), "The rule 'calls' gives 0 points"),
		(with_rule(replace(ENOUGH, points=1001)), "The rule 'calls' gives 1001 points"),
		(with_rule(replace(WEBINAR, at_most=None)), "The rule 'webinars' counts each touch without end"),
		(with_rule(replace(WEBINAR, at_most=-5)), "The cap of rule 'webinars' is -5, its points are 10"),
		(with_rule(replace(WEBINAR, at_most=0)), "The cap of rule 'webinars' is 0, its points are 10"),
		(with_rule(replace(WEBINAR, at_most=1001)), "The cap of rule 'webinars' is 1001; it must be from"),
		(with_rule(replace(WEBINAR, within_days=3651)), "The rule 'webinars' looks 3651 days back"),
		(with_rule(replace(WEBINAR, within_days=-1)), "The rule 'webinars' looks -1 days back"),
		(
			with_rule(replace(WEBINAR, fade=Fade(fading=Fading.LINEAR))),
			"The touches of rule 'webinars' fade in 0 days; it must be from 1 to 3650",
		),
		(with_rule(replace(ENOUGH, at_least=0)), "The rule 'calls' asks for at least 0 touches"),
		(
			with_rule(replace(ENOUGH, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))),
			"The rule 'calls' ends on 2026-01-01, before it begins on 2026-02-01",
		),
		(with_rule(replace(ENOUGH, group="G")), "The rule 'calls' is in the group 'G', which is not in"),
	],
)
def test_a_mistake_is_refused_with_its_row(model, sentence: str) -> None:
	(problem,) = mistakes_in(model, CATALOGUE)
	assert problem.text().startswith(f"Engagement rules, row 1: {sentence}")


@pytest.mark.parametrize(
	("groups", "sentence"),
	[
		([a_group("G"), a_group("G")], "Engagement groups, row 2: The group 'G' stands in row 1 already"),
		([a_group("")], "Engagement groups, row 1: The group has no name"),
		([a_group("G", at_most=-1)], "Engagement groups, row 1: The cap of group 'G' is -1"),
	],
)
def test_groups_of_engagement_are_checked_like_those_of_fit(groups, sentence: str) -> None:
	(problem,) = mistakes_in(with_rule(WEBINAR, groups=groups), CATALOGUE)
	assert problem.text().startswith(sentence)


def test_a_name_may_stand_in_the_groups_of_both_halves() -> None:
	one, other = replace(WEBINAR, group="G"), replace(VISITED, group="G")
	model = a_model(other, groups=[a_group("G")], engagement=engaged(one, groups=[a_group("G", at_most=5)]))
	assert problems_of(model, CATALOGUE) == ()
	score = compile_model(model, CATALOGUE).score(a_lead(visits=1, touches=touched("Webinar", 0)), NOW)
	assert (score.fit_points, score.engagement_points, score.points) == (10, 5, 15)


def test_a_model_of_engagement_alone_may_go_live() -> None:
	assert problems_of(a_model(engagement=engaged(WEBINAR)), CATALOGUE) == ()


@pytest.mark.parametrize(
	("rule", "sentence"),
	[
		(WEBINAR, "each touch of Webinar, halving every 14 days, at most 50 points"),
		(
			on_touches("Fair", "Webinar", "Call", within_days=90, to_zero=30, at_most=9),
			"each touch of Call, Fair or Webinar, in the last 90 days, fading to nothing in 30 days, at most 9 points",
		),
		(on_touches("Call", at_least=3, within_days=0), "at least 3 touches of Call, of today"),
		(on_touches(latest=True), "the latest touch of any kind"),
		(
			EngagementRule(
				label="x",
				touches=TouchFilter(
					signals=frozenset({"Intent"}),
					channels=frozenset({"E-Mail", "Phone"}),
					directions=frozenset({"Inbound"}),
				),
				measure=Measure.LATEST,
			),
			"the latest touch of any kind, Intent, E-Mail or Phone, Inbound",
		),
	],
)
def test_a_rule_is_a_sentence(rule: EngagementRule, sentence: str) -> None:
	assert rule_sentence(rule, CATALOGUE) == sentence
	assert rule_sentence(VISITED, CATALOGUE) == "Visits is at least 1"


def expected_points(rule: EngagementRule, lead, today: int) -> int:
	"""Touch by touch, from the rule's own words."""
	if not rule.valid_on(date.fromordinal(today)):
		return 0
	weights = []
	for sort, days in lead.touches.items():
		chosen = (
			(rule.touches.kinds, sort.kind),
			(rule.touches.signals, sort.signal),
			(rule.touches.directions, sort.direction),
		)
		if not all(not wanted or found in wanted for wanted, found in chosen):
			continue
		for day, number in days.items():
			age = today - day
			if age < 0 or (rule.within_days is not None and age > rule.within_days):
				continue
			weight = 1.0
			if rule.fade.fading is Fading.HALF_LIFE:
				weight = 2 ** (-age / rule.fade.days)
			elif rule.fade.fading is Fading.LINEAR:
				weight = max(0, (rule.fade.days - age) / rule.fade.days)
			weights += [weight] * number
	if len(weights) < (rule.at_least if rule.measure is Measure.ENOUGH else 1):
		return 0
	total = sum(weights) if rule.measure is Measure.EACH else max(weights)
	worth = floor(abs(rule.points) * total + 0.5 + 1e-9)
	if rule.at_most is not None:
		worth = min(worth, abs(rule.at_most))
	return worth if rule.points > 0 else -worth


def within(points: int, group) -> int:
	highest = points if group is None or group.at_most is None else min(points, group.at_most)
	return highest if group is None or group.at_least is None else max(highest, group.at_least)


@given(models(), leads(), moments)
def test_points_are_those_of_both_halves_group_by_group(model, lead, now) -> None:
	score = compile_model(model, WITH_TREES).score(lead, now)
	worth = {rule.label: expected_points(rule, lead, now.toordinal()) for rule in model.engagement.rules}
	by_group = {group.name: group for group in model.engagement.groups}
	engagement = 0
	for name in (None, *by_group):
		points = sum(worth[rule.label] for rule in model.engagement.rules if rule.group == name)
		engagement += within(points, by_group.get(name))
	fit = 0
	by_group = {group.name: group for group in model.fit.groups}
	for name in (None, *by_group):
		fired = [
			rule.points
			for rule in model.fit.rules
			if rule.group == name
			and (rule.valid_from is None or rule.valid_from <= now.date())
			and (rule.valid_to is None or now.date() <= rule.valid_to)
			and compile_condition(rule.condition, WITH_TREES).judge(lead, now)
		]
		fit += within(sum(fired), by_group.get(name))

	assert {line.rule.label: line.points for line in score.engagement_lines} == {
		label: points for label, points in worth.items() if points
	}
	assert (score.fit_points, score.engagement_points) == (fit, engagement)
	assert score.earned == fit + engagement


@given(models(), leads(), moments)
def test_no_score_leaves_the_scale(model, lead, now) -> None:
	model = compile_model(model, WITH_TREES)
	assert model.scale.lowest <= model.score(lead, now).points <= model.scale.highest


def test_a_lead_that_disqualifies_is_at_the_bottom_whatever_it_does() -> None:
	ruled_out = a_rule(when("unsubscribed", "is yes"), 0, "unsubscribed", disqualifies=True)
	model = compiled(VISITED, ruled_out, engagement=engaged(WEBINAR), scale=Scale.POINTS)
	score = model.score(a_lead(visits=1, unsubscribed=True, touches=touched("Webinar", 0, 0)), NOW)
	assert (score.points, score.earned, score.engagement_points) == (0, 30, 20)
	(better,) = score.improvements
	assert (better.rule.label, better.how, better.gain, better.grade) == ("unsubscribed", "lose", 30, "Warm")


def test_what_would_raise_the_score_is_the_same_beside_engagement() -> None:
	lead = a_lead(touches=touched("Webinar", 0, 0))
	(alone,) = compiled(VISITED).score(lead, NOW).improvements
	(beside,) = compiled(VISITED, engagement=engaged(WEBINAR)).score(lead, NOW).improvements
	assert (alone.rule, alone.how, alone.gain) == (beside.rule, beside.how, beside.gain)
	assert (alone.grade, beside.grade) == ("Cold", "Warm")


def test_a_line_says_how_many_touches_since_when_and_what_is_left_of_them() -> None:
	model = compiled(engagement=engaged(on_touches("Webinar", points=5, halving=12)))
	(line,) = model.score(a_lead(touches=touched("Webinar", 12, 12, 24)), NOW).engagement_lines
	assert (line.touches, line.latest, line.undiminished) == (3, NOW.date() - timedelta(days=12), 15)
	assert line.points == 6  # 2.5 + 2.5 + 1.25


def test_the_touches_of_one_group_count_for_no_more_than_its_cap() -> None:
	rules = [on_touches(kind, points=10, group="Events") for kind in ("Webinar", "Fair")]
	model = compiled(engagement=engaged(*rules, groups=[a_group("Events", at_most=15)]))
	score = model.score(a_lead(touches={**touched("Webinar", 0), **touched("Fair", 1)}), NOW)
	(cap,) = score.caps
	assert (score.points, cap.group, cap.points, cap.counted) == (15, "Events", 20, 15)


@pytest.mark.parametrize(
	"data", [[["Call"]], [["Call", None, None, None, [["x", 1]]]], 7, [[[], 1, 1, 1, []]]]
)
def test_what_are_no_frozen_touches_is_said(data: object) -> None:
	with pytest.raises(ValueError, match=r"touches|invalid literal"):
		thaw({"values": {}, "touches": data}, CATALOGUE)
