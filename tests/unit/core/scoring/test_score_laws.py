"""What holds of every score: caps, monotonicity, order, bounds, evidence that adds up, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.scoring.improvements import MOST_SHOWN
from lead_intelligence.core.scoring.model import Scale
from lead_intelligence.core.snapshot.values import EMPTY
from tests.builders import (
	CATALOGUE,
	NOW,
	a_group,
	a_lead,
	a_model,
	a_rule,
	all_of,
	any_of,
	compiled,
	scored,
	when,
)

GROUPS = (a_group("Company", at_most=25, at_least=-10), a_group("Person", at_most=15))
COUNTRIES = ("France", "Spain", "Italy")

comparisons = st.one_of(
	st.builds(
		when,
		st.sampled_from(["visits", "pages"]),
		st.sampled_from(["is at least", "is less than"]),
		st.integers(0, 9),
	),
	st.builds(when, st.just("country"), st.sampled_from(["is", "is not"]), st.sampled_from(COUNTRIES)),
	st.builds(when, st.just("country"), st.sampled_from(["is set", "is unknown"])),
	st.builds(when, st.just("territory"), st.just("is within"), st.sampled_from([["France"], ["Lyon"]])),
	st.builds(when, st.just("met_on"), st.just("is in the last N days"), st.integers(0, 60)),
)
conditions = st.one_of(
	comparisons, st.builds(all_of, comparisons, comparisons), st.builds(any_of, comparisons, comparisons)
)
points = st.integers(-30, 30).filter(bool)


@st.composite
def rules(draw):
	drawn = draw(
		st.lists(
			st.tuples(conditions, points, st.sampled_from([None, "Company", "Person"])),
			min_size=1,
			max_size=8,
		)
	)
	return [
		a_rule(condition, worth, f"rule {n}", group=group)
		for n, (condition, worth, group) in enumerate(drawn)
	]


@st.composite
def leads(draw):
	fields = {
		"visits": draw(st.none() | st.integers(0, 9)),
		"pages": draw(st.none() | st.just(EMPTY) | st.integers(0, 9)),
		"country": draw(st.none() | st.sampled_from(COUNTRIES)),
		"met_on": draw(st.none() | st.dates(min_value=NOW.date().replace(month=1), max_value=NOW.date())),
	}
	node = draw(st.sampled_from([None, "Lyon", "Rome"]))
	within = {"Lyon": ["Lyon", "France"], "Rome": ["Rome"]}.get(node)
	return a_lead(territory=node, within={"territory": within} if within else None, **fields)


def without_improvements(score):
	return (score.points, score.percent, score.grade, {line.rule.label for line in score.lines})


@given(leads(), rules())
def test_points_are_the_lines_group_by_group_within_caps(lead, rules):
	score = scored(lead, *rules, groups=GROUPS)
	total = 0
	for name, lowest, highest in ((None, -999, 999), ("Company", -10, 25), ("Person", -999, 15)):
		total += max(
			lowest, min(highest, sum(line.points for line in score.lines if line.rule.group == name))
		)
	assert score.points == score.earned == score.fit_points == total
	capped = {cap.group for cap in score.caps}
	for name, lowest, highest in (("Company", -10, 25), ("Person", -999, 15)):
		group_sum = sum(line.points for line in score.lines if line.rule.group == name)
		assert (name in capped) is not (lowest <= group_sum <= highest)


@given(leads(), rules(), st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(lead, rules, random):
	shuffled = random.sample(rules, len(rules))
	one, other = scored(lead, *rules, groups=GROUPS), scored(lead, *shuffled, groups=GROUPS)
	assert without_improvements(one) == without_improvements(other)


@given(leads(), rules(), st.data())
def test_more_points_for_a_rule_never_lower_the_score_of_who_meets_it(lead, rules, data):
	chosen = data.draw(st.integers(0, len(rules) - 1))
	rule = rules[chosen]
	richer = a_rule(
		rule.condition, rule.points + data.draw(st.integers(1, 20)) or 1, rule.label, group=rule.group
	)
	before = scored(lead, *rules, groups=GROUPS).points
	after = scored(lead, *[*rules[:chosen], richer, *rules[chosen + 1 :]], groups=GROUPS).points
	fires = rule.label in {line.rule.label for line in scored(lead, *rules, groups=GROUPS).lines}
	assert after >= before if fires else after == before


@given(leads(), rules())
def test_every_rule_is_accounted_for_and_the_unknown_named(lead, rules):
	score = scored(lead, *rules, groups=GROUPS)
	fired, unknown = {line.rule.label for line in score.lines}, {line.rule.label for line in score.unknowns}
	assert not fired & unknown
	assert all(line.fields for line in score.unknowns)
	for line in score.lines:
		assert all(lead.value(name) == value for name, value in line.seen)


@given(leads(), rules())
def test_scores_lie_between_the_fewest_and_the_most_points(lead, rules):
	model = compiled(*rules, groups=GROUPS)
	score = model.score(lead, NOW)
	assert model.scale.lowest <= score.points <= model.scale.highest
	assert 0 <= score.percent <= 100


@given(leads(), leads(), rules())
def test_the_percent_keeps_the_order_of_points_and_never_rounds_it_away(one, other, rules):
	model = compiled(*rules, groups=GROUPS, scale=Scale.PERCENT)
	a, b = model.score(one, NOW), model.score(other, NOW)
	assert (a.points < b.points) is (a.percent < b.percent) is (a.value < b.value)


def with_value(lead, field, value):
	nodes = {"Lyon": ["Lyon", "France"], "France": ["France"]}
	fields = {**lead.values, field: value}
	within = {"territory": nodes[fields["territory"]]} if fields.get("territory") in nodes else {}
	return a_lead(within={**{k: v for k, v in lead.ancestors.items() if k != field}, **within}, **fields)


@given(leads(), rules())
def test_what_would_raise_the_score_raises_it_by_just_that(lead, rules):
	model = compiled(*rules, groups=GROUPS)
	score = model.score(lead, NOW)
	gains = [better.gain for better in score.improvements]
	assert gains == sorted(gains, reverse=True)
	assert len(gains) <= MOST_SHOWN
	for better in score.improvements:
		assert better.grade == model.bands.grade(score.points + better.gain)
		if better.how == "lose":
			others = [rule for rule in rules if rule is not better.rule]
			kept = scored(lead, *others, groups=GROUPS).points if others else 0
			assert kept == score.points + better.gain
		elif len(better.fields) == 1:
			assert score.points + better.gain in reachable_by(lead, better.fields[0], rules)


def reachable_by(lead, field, rules):
	"""The points the lead would have with each value that the field can have here."""
	values = {
		"visits": range(-1, 11),
		"pages": range(-1, 11),
		"country": [*COUNTRIES, "\uffff"],
		"territory": ["Lyon", "France"],
	}
	return {
		scored(with_value(lead, field, value), *rules, groups=GROUPS).points
		for value in values.get(field, ())
	}


def test_the_gain_counts_what_the_change_takes_away():
	small = a_rule(when("employees", "is", "1-10"), 5, "small")
	large = a_rule(when("employees", "is", "51-200"), 20, "large")
	(better,) = scored(a_lead(employees="1-10"), small, large).improvements
	assert (better.rule.label, better.how, better.gain) == ("large", "change", 15)


def test_what_can_be_found_out_comes_before_what_would_have_to_change():
	rules = [a_rule(when("country", "is", "Spain"), 10), a_rule(when("visits", "is at least", 1), 10)]
	ways = [better.how for better in scored(a_lead(country="France"), *rules).improvements]
	assert ways == ["find out", "change"]


def test_no_improvement_is_promised_beyond_a_cap_or_into_disqualification():
	rules = [
		a_rule(when("visits", "is at least", 1), 25, group="Company"),
		a_rule(when("pages", "is at least", 1), 10, group="Company"),
		a_rule(when("country", "is", "Spain"), 10, "spain"),
		a_rule(when("country", "is one of", ["Spain"]), 0, "out", disqualifies=True),
	]
	assert scored(a_lead(visits=3), *rules, groups=GROUPS).improvements == ()


def test_disqualified_means_the_lowest_score_there_is():
	rules = [
		a_rule(when("visits", "is at least", 1), 40, "visits"),
		a_rule(when("unsubscribed", "is yes"), -15, "unsubscribed"),
		a_rule(when("country", "is", "Spain"), 0, "out of scope", disqualifies=True),
	]
	score = scored(a_lead(visits=3, country="Spain"), *rules)
	assert (score.points, score.percent, score.grade, score.earned) == (-15, 0.0, "Cold", 40)
	assert [line.rule.label for line in score.disqualified_by] == ["out of scope"]
	(better,) = score.improvements
	assert (better.how, better.gain, better.grade) == ("lose", 55, "Warm")


@pytest.mark.parametrize(
	("moment", "fires"),
	[
		(datetime(2024, 2, 27, 23, 59, 59), False),
		(datetime(2024, 2, 28, 0, 0), True),
		(datetime(2024, 2, 29, 23, 59, 59), True),
		(datetime(2024, 3, 1, 0, 0), False),
	],
)
def test_the_first_and_last_day_of_a_rule_both_count(moment, fires):
	rule = a_rule(
		when("visits", "is set"),
		valid_from=datetime(2024, 2, 28).date(),
		valid_to=datetime(2024, 2, 29).date(),
	)
	assert bool(scored(a_lead(visits=1), rule, now=moment).lines) is fires


def test_a_rule_on_a_field_that_is_gone_never_fires_and_says_why():
	kept, lost = a_rule(when("visits", "is set"), 5), a_rule(when("removed", "is", 1), 50, "lost")
	score = scored(a_lead(visits=1), kept, lost)
	assert score.points == 5
	(line,) = score.unknowns
	assert line.rule.label == "lost"
	assert "no field 'removed'" in line.problem.text()


def test_a_nest_that_leans_on_another_field_is_unknown_by_the_missing_one_only():
	rule = a_rule(all_of(when("visits", "is at least", 1), when("pages", "is at least", 1)))
	(line,) = scored(a_lead(visits=3), rule).unknowns
	assert line.fields == ("pages",)


def test_a_lost_place_and_a_change_not_on_record_are_named_as_unknown():
	place, change = (
		when("territory", "is within", ["France"]),
		when("country", "changed in the last N days", 7),
	)
	rule = a_rule(all_of(when("visits", "is at least", 1), place, change))
	(line,) = scored(a_lead(visits=3, territory="Deleted", country="France"), rule).unknowns
	assert line.fields == ("territory", "country")


def test_remembered_answers_are_those_of_the_value_at_hand():
	model = compiled(
		a_rule(when("unsubscribed", "is no"), 5, "no"), a_rule(when("visits", "is", 0), 7, "none")
	)
	assert [
		model.score(a_lead(unsubscribed=flag, visits=n), NOW).points
		for flag, n in ((False, 1), (True, 0), (False, 0))
	] == [5, 7, 12]
	assert model.score(a_lead(unsubscribed=False), NOW).lines[0].seen == (("unsubscribed", False),)


_PRINT_A_SCORE = """
from tests.builders import *
rules = [a_rule(when("country", "is one of", list("abcdefgh")), 5), a_rule(when("visits", "is at least", 3), 9)]
print(repr(scored(a_lead(country="a", territory="x", within={"territory": ["x", "y", "z"]}), *rules)))
"""


def test_the_same_input_gives_the_same_bytes_in_every_process():
	root = Path(__file__).resolve().parents[4]
	outputs = {
		subprocess.run(
			[sys.executable, "-c", _PRINT_A_SCORE],
			cwd=root,
			env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
			capture_output=True,
			check=True,
		).stdout
		for seed in ("0", "1", "4711")
	}
	assert len(outputs) == 1


def test_the_catalogue_holds_every_kind():
	assert len({field.kind for field in CATALOGUE}) == 10
	assert a_model(a_rule(when("visits", "is set"))).fit.rules
