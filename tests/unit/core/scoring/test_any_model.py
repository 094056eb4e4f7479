"""Laws that hold of any model and any lead, over all kinds of field and all operators."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.rules.operators import OPERATORS, Takes
from lead_intelligence.core.scoring.compiled import compile_model
from lead_intelligence.core.scoring.exchange import model_from_json, model_to_json
from lead_intelligence.core.snapshot.lead_snapshot import thaw
from tests.builders import CATALOGUE, a_lead, a_rule, compiled, when
from tests.random_models import conditions, leads, models, moments

WINDOWS = [key for key, operator in OPERATORS.items() if operator.takes is Takes.DAYS]


def labels(lines):
	return sorted(line.rule.label for line in lines)


def told(score):
	return (
		score.points,
		score.percent,
		score.grade,
		labels(score.all_lines),
		labels(score.unknowns),
		set(score.caps),
	)


@given(models(), leads(), moments)
def test_each_rule_has_the_line_of_its_verdict(model, lead, now):
	model = compile_model(model, CATALOGUE)
	score = model.score(lead, now)
	for rule in model.rules:
		verdict = rule.condition.judge(lead, now) if rule.valid_on(now.date()) else False
		assert (rule.rule.label in labels(score.lines)) is (verdict is True)
		assert (rule.rule.label in labels(score.unknowns)) is (verdict is None)


@given(models(), leads(), moments, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_count(model, lead, now, random):
	rules = random.sample(model.fit.rules, len(model.fit.rules))
	on_touches = random.sample(model.engagement.rules, len(model.engagement.rules))
	other = replace(
		model,
		fit=replace(model.fit, rules=tuple(rules)),
		engagement=replace(model.engagement, rules=tuple(on_touches)),
	)
	assert told(compile_model(other, CATALOGUE).score(lead, now)) == told(
		compile_model(model, CATALOGUE).score(lead, now)
	)


@given(models(), leads(), moments)
def test_the_frozen_inputs_give_the_same_score_again(model, lead, now):
	model = compile_model(model, CATALOGUE)
	again = thaw(json.loads(json.dumps(lead.frozen(model.fields))), CATALOGUE)
	assert model.score(again, now) == model.score(lead, now)


@given(models())
def test_a_model_comes_back_from_json(model):
	assert model_from_json(model_to_json(model)) == model


@given(models(), leads(), moments)
def test_what_disqualifies_gives_the_lowest_score(model, lead, now):
	model = compile_model(model, CATALOGUE)
	score = model.score(lead, now)
	assert bool(score.disqualified_by) is any(line.rule.disqualifies for line in score.lines)
	assert score.points == (model.scale.lowest if score.disqualified_by else score.earned)
	assert model.scale.lowest <= score.points <= model.scale.highest


@given(models(), leads(), moments)
def test_nothing_changes_before_the_next_change(model, lead, now):
	model = compile_model(model, CATALOGUE)
	change = model.next_change(lead, now)
	assert change is None or (change > now and change.time() == time.min)
	until = min(change or datetime.max, now + timedelta(days=60))
	midnights = [datetime.combine(now.date() + timedelta(days=day), time.min) for day in range(1, 61)]
	for moment in (
		*(midnight for midnight in midnights if midnight < until),
		until - timedelta(microseconds=1),
	):
		assert told(model.score(lead, moment)) == told(model.score(lead, now))


@given(st.dates(), st.datetimes(), st.sampled_from(WINDOWS), st.integers(0, 36_500))
def test_a_window_turns_at_the_midnight_foretold_and_at_no_other_moment(day, now, operator, days):
	changed = operator.startswith("changed")
	lead = a_lead(changed={"met_on": datetime.combine(day, time.max)}) if changed else a_lead(met_on=day)
	model = compiled(a_rule(when("met_on", operator, days)))
	change, fires = model.next_change(lead, now), bool(model.score(lead, now).lines)
	if change is None:
		assert bool(model.score(lead, datetime.max).lines) is fires
	else:
		assert bool(model.score(lead, change - timedelta(microseconds=1)).lines) is fires
		assert bool(model.score(lead, change).lines) is not fires


@given(conditions, leads(), moments)
def test_what_cannot_be_judged_names_an_unknown_field(condition, lead, now):
	score = compiled(a_rule(condition)).score(lead, now)
	assert all(
		line.fields and set(line.fields) <= set(compiled(a_rule(condition)).fields) for line in score.unknowns
	)
