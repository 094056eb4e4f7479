"""What would raise a score most: compared with setting the values and scoring again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from lead_intelligence.core.rules.witness import needs_of
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.improvements import MOST_SHOWN
from lead_intelligence.core.snapshot.values import UNKNOWN
from tests.builders import NOW, a_group, a_lead, a_model, a_rule, all_of, any_of, compiled, scored, when
from tests.random_models import WITH_TREES, leads, models, moments


def the_best(improvements):
	return [(i.rule.label, i.how, i.gain, i.grade, i.fields) for i in improvements]


def by_brute_force(model, lead, now):
	compiled = compile_model(model, WITH_TREES)
	score = compiled.score(lead, now)
	found = []
	for place, rule in enumerate(model.fit.rules):
		fired = any(line.rule is rule for line in score.lines)
		if (
			fired
			and (rule.points < 0 or rule.disqualifies)
			and score.disqualified_by in ((), (score_line(score, rule),))
		):
			found.append(
				(
					without(model, rule, lead, now) - score.points,
					True,
					place,
					"lose",
					fields_of(compiled, rule),
				)
			)
		elif rule.points > 0 and not rule.disqualifies and not fired and not score.disqualified_by:
			found += tried(compiled, rule, place, lead, now)
	found = sorted((-gain, *more) for gain, *more in found if gain > 0)[:MOST_SHOWN]
	return [
		(model.fit.rules[place].label, how, -loss, compiled.bands.grade(score.points - loss), fields)
		for loss, _, place, how, fields in found
	]


def score_line(score, rule):
	return next(line for line in score.lines if line.rule is rule)


def fields_of(compiled, rule):
	return next(known.condition.fields for known in compiled.rules if known.rule is rule)


def without(model, rule, lead, now):
	others = tuple(other for other in model.fit.rules if other is not rule)
	return (
		compile_model(replace(model, fit=replace(model.fit, rules=others)), WITH_TREES)
		.score(lead, now)
		.points
	)


def tried(compiled: CompiledModel, rule, place, lead, now):
	needs = needs_of(rule.condition, WITH_TREES) or ()
	missing = [need for need in needs if not need.judge(lead, now)]
	if any(need.in_tree and need.field in lead.ancestors for need in missing):
		return
	changed = replace(
		lead,
		values={**lead.values, **{need.field: need.value for need in missing}},
		ancestors={
			**lead.ancestors,
			**{need.field: WITH_TREES.ancestors(need.field, need.value) for need in missing if need.in_tree},
		},
	)
	before, after = compiled.score(lead, now), compiled.score(changed, now)
	if any(line.rule is rule for line in after.lines) and not after.disqualified_by:
		known = any(lead.value(need.field) is not UNKNOWN for need in missing)
		fields = tuple(need.field for need in missing)
		yield after.points - before.points, known, place, "change" if known else "find out", fields


@settings(max_examples=400)
@given(models(), leads(), moments)
def test_the_gain_stated_is_the_gain_had(model, lead, now):
	score = compile_model(model, WITH_TREES).score(lead, now)
	assert the_best(score.improvements) == by_brute_force(model, lead, now)


@given(models(), leads(), leads(), moments)
def test_leads_scored_before_do_not_matter(model, first, second, now):
	compiled = compile_model(model, WITH_TREES)
	compiled.score(first, now)
	assert compiled.score(second, now) == compile_model(model, WITH_TREES).score(second, now)


FRANCE = a_rule(when("country", "is", "France"), 10)


def test_an_unknown_field_is_to_be_found_out_a_known_one_changed():
	assert the_best(scored(a_lead(), FRANCE).improvements) == [
		(FRANCE.label, "find out", 10, "Cold", ("country",))
	]
	assert scored(a_lead(country="Spain"), FRANCE).improvements[0].how == "change"


def test_at_equal_gain_what_can_be_found_out_comes_first():
	spain = a_rule(when("source", "is", "Fair"), 10)
	score = scored(a_lead(source="Reference"), spain, FRANCE)
	assert [improvement.how for improvement in score.improvements] == ["find out", "change"]


def test_no_more_than_three_are_named_the_largest_first():
	rules = [a_rule(when("visits", "is", visits), points) for visits, points in enumerate([1, 7, 3, 9, 5])]
	assert [improvement.gain for improvement in scored(a_lead(), *rules).improvements] == [9, 7, 5]


def test_a_gain_ends_at_the_cap():
	other = a_rule(when("visits", "is at least", 1), 8, group="Company")
	score = scored(
		a_lead(visits=1), replace(FRANCE, group="Company"), other, groups=[a_group("Company", at_most=12)]
	)
	assert score.improvements[0].gain == 4


def test_nothing_is_gained_in_a_full_group():
	other = a_rule(when("visits", "is at least", 1), 12, group="Company")
	rules = replace(FRANCE, group="Company"), other
	assert scored(a_lead(visits=1), *rules, groups=[a_group("Company", at_most=12)]).improvements == ()


def test_a_value_that_meets_several_rules_gains_for_all_of_them():
	many, some = a_rule(when("visits", "is at least", 5), 10), a_rule(when("visits", "is at least", 1), 4)
	assert [improvement.gain for improvement in scored(a_lead(), some, many).improvements] == [14, 4]


def test_a_value_that_would_disqualify_is_no_advice():
	never = a_rule(when("country", "is one of", ["France"]), 0, disqualifies=True)
	assert scored(a_lead(), FRANCE, never).improvements == ()


def test_of_several_needs_only_those_not_met_are_named():
	rule = a_rule(all_of(when("country", "is", "France"), when("visits", "is at least", 3)), 10)
	assert scored(a_lead(visits=5), rule).improvements[0].fields == ("country",)


def test_of_alternatives_the_first_that_can_be_named_is_taken():
	rule = a_rule(any_of(when("country", "is not", "Spain"), when("visits", "is at least", 3)), 10)
	assert scored(a_lead(), rule).improvements[0].fields == ("visits",)


@pytest.mark.parametrize(
	"condition",
	[
		when("country", "is not", "France"),
		when("met_on", "is in the last N days", 7),
		when("country", "is unknown"),
		all_of(when("visits", "is at least", 5), when("visits", "is at most", 3)),
		all_of(when("visits", "is", 5), all_of(when("visits", "is at least", 5))),
		all_of(when("visits", "is", 5), when("met_on", "is in the next N days", 5)),
	],
)
def test_where_no_value_can_be_named_nothing_is_advised(condition):
	assert scored(a_lead(country="France", visits=1), a_rule(condition, 10)).improvements == ()


@pytest.mark.parametrize(
	("condition", "field"),
	[
		(
			all_of(when("email_id", "is set"), when("email_id", "does not match list", ["gmail.*"])),
			"email_id",
		),
		(all_of(when("visits", "is more than", 3), when("visits", "is at most", 9)), "visits"),
		(when("job_title", "matches list", ["head of *"]), "job_title"),
		(when("employees", "starts with", "11"), "employees"),
		(when("employees", "does not contain", "200"), "employees"),
		(when("creation", "is before", "2026-01-01"), "creation"),
		(when("creation", "is after", "2026-01-01 10:00:00"), "creation"),
		(when("met_on", "is between", ["2026-01-01", "2026-01-01"]), "met_on"),
		(when("annual_revenue", "is less than", 0.5), "annual_revenue"),
		(when("interests", "includes", ["Pumps"]), "interests"),
		(when("unsubscribed", "is no"), "unsubscribed"),
		(when("source", "is set"), "source"),
	],
)
def test_a_value_is_found_for_what_can_be_named(condition, field):
	assert the_best(scored(a_lead(), a_rule(condition, 10, "rule")).improvements) == [
		("rule", "find out", 10, "Cold", (field,))
	]


OTHERS = [a_rule(when("pages", "is", pages), 10 - pages, f"{pages} pages") for pages in range(3)]
FEW_VISITS = a_rule(when("visits", "is less than", 3), -40, "few visits")


@pytest.mark.parametrize(
	("rules", "gains"),
	[
		([a_rule(when("visits", "is at least", 5), 2, "small"), FEW_VISITS], [42, 40, 10]),
		(
			[
				a_rule(all_of(when("visits", "is at least", 5), when("country", "is", "France")), 2, "small"),
				FEW_VISITS,
			],
			[42, 40, 10],
		),
		(
			[
				a_rule(when("country", "is", "France"), 2, "small"),
				a_rule(all_of(when("country", "is not", "Spain"), when("visits", "is", 1)), 40, "not Spain"),
			],
			[42, 10, 9],
		),
	],
)
def test_a_rule_of_few_points_is_named_if_its_value_gains_much(rules, gains):
	improvements = scored(a_lead(visits=1, country="Spain"), *rules, *OTHERS).improvements
	assert [better.gain for better in improvements] == gains
	assert improvements[0].rule.label == "small"


def test_days_are_counted_from_the_value_that_is_tried():
	on_that_day, lately = (
		a_rule(when("met_on", "is on", "2026-03-09"), 10),
		a_rule(when("met_on", "is in the last N days", 7), 5),
	)
	assert [better.gain for better in scored(a_lead(), on_that_day, lately).improvements] == [15]


def test_when_a_field_last_changed_stays_as_it_is():
	changed = a_rule(when("country", "changed in the last N days", 7), 5)
	lead = a_lead(country="Spain", changed={"country": NOW})
	assert [better.gain for better in scored(lead, FRANCE, changed).improvements] == [10]


def test_where_a_named_place_lies_in_its_tree_is_known():
	europe, france = (
		a_rule(when("territory", "is within", [node]), points, node)
		for node, points in (("Europe", 10), ("France", 5))
	)
	score = compile_model(a_model(europe, france), WITH_TREES).score(a_lead(), NOW)
	assert [(better.rule.label, better.gain) for better in score.improvements] == [
		("France", 15),
		("Europe", 10),
	]


def test_a_place_is_found_that_lies_within_another():
	condition = all_of(when("territory", "is within", ["Europe"]), when("territory", "is", "Lyon"))
	score = compile_model(a_model(a_rule(condition, 10)), WITH_TREES).score(a_lead(), NOW)
	assert [better.fields for better in score.improvements] == [("territory",)]


def test_what_one_lead_would_lose_is_not_held_against_the_next():
	model = compiled(FRANCE, a_rule(when("country", "is", "Spain"), 4))
	in_spain, nowhere = (model.score(lead, NOW) for lead in (a_lead(country="Spain"), a_lead()))
	assert [better.gain for better in in_spain.improvements] == [6]
	assert [better.gain for better in nowhere.improvements] == [10, 4]


def test_a_rule_that_costs_points_is_to_be_lost():
	score = scored(a_lead(unsubscribed=True), a_rule(when("unsubscribed", "is yes"), -10, "Unsubscribed"))
	assert the_best(score.improvements) == [("Unsubscribed", "lose", 10, "Cold", ("unsubscribed",))]


def test_what_disqualifies_is_to_be_lost_if_nothing_else_does():
	never, nor = (
		a_rule(when("country", operator, "France"), 0, operator, disqualifies=True)
		for operator in ("is", "contains")
	)
	many = a_rule(when("visits", "is at least", 3), 30)
	lead = a_lead(country="France", visits=3)
	assert the_best(scored(lead, many, never).improvements) == [("is", "lose", 30, "Warm", ("country",))]
	assert scored(lead, many, never, nor).improvements == ()


def test_a_lead_is_not_moved_to_another_place_in_a_tree():
	rule = a_rule(when("territory", "is within", ["France"]), 10)
	assert scored(a_lead(territory="Rome", within={"territory": ["Rome", "Italy"]}), rule).improvements == ()
	assert scored(a_lead(), rule).improvements[0].how == "find out"
	assert scored(a_lead(territory="Deleted"), rule).improvements[0].how == "change"
