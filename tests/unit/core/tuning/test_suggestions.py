"""Each suggestion where it belongs, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.count import Count
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.model import Rule, Scale
from lead_intelligence.core.tuning.rule_matches import RuleMatches
from lead_intelligence.core.tuning.suggestions import Suggestion, for_grades, for_rules
from tests.builders import a_group, a_lead, a_rule, compiled, engaged, on_touches, touched, when

from .past import TODAY, Past, compared, visitors

FROM_FRANCE, VISITED = when("country", "is", "France"), when("visits", "is at least", 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def suggested(some_pasts: list[Past], model: CompiledModel) -> list[list[Suggestion]]:
	return for_rules(compared(some_pasts, model).matches, model, TODAY)


def kinds(some_pasts: list[Past], *rules: Rule, **more) -> list[list[str]]:
	return [[one.kind for one in of_rule] for of_rule in suggested(some_pasts, compiled(*rules, **more))]


def france_and_spain(france: tuple[int, int], spain: tuple[int, int]) -> list[Past]:
	"""(won, lost) of each."""
	return [*visitors(*france, country="France"), *visitors(*spain, country="Spain")]


def test_a_rule_that_tells_leads_apart_as_it_should_has_no_suggestion() -> None:
	assert kinds(france_and_spain((40, 60), (10, 90)), a_rule(FROM_FRANCE, 10)) == [[]]


@pytest.mark.parametrize(("leads", "expected"), [(29, []), (30, ["never"])])
def test_a_rule_that_never_matches_is_told_once_there_are_enough_leads(
	leads: int, expected: list[str]
) -> None:
	assert kinds(visitors(0, 0, leads, country="Spain"), a_rule(FROM_FRANCE)) == [expected]


@pytest.mark.parametrize(
	("france", "spain", "expected"), [(49, 1, ["always"]), (48, 2, []), (30, 0, ["always"])]
)
def test_a_rule_that_matches_nearly_all_tells_nobody_apart(
	france: int, spain: int, expected: list[str]
) -> None:
	some_pasts = [*visitors(0, 0, france, country="France"), *visitors(0, 0, spain, country="Spain")]

	assert kinds(some_pasts, a_rule(FROM_FRANCE)) == [expected]


@pytest.mark.parametrize(("unknown", "expected"), [(20, []), (21, ["unknown"])])
def test_a_field_that_is_unknown_of_most_leads_is_to_be_filled_in(unknown: int, expected: list[str]) -> None:
	some_pasts = [
		*visitors(0, 0, unknown),
		*visitors(0, 0, 10, country="France"),
		*visitors(0, 0, 10, country="Spain"),
	]

	assert kinds(some_pasts, a_rule(FROM_FRANCE)) == [expected]


@pytest.mark.parametrize(
	("points", "france", "spain", "expected"),
	[
		pytest.param(10, (10, 90), (40, 60), ["wrong way"], id="points for those who convert less"),
		pytest.param(-10, (40, 60), (10, 90), ["wrong way"], id="points off for those who convert more"),
		pytest.param(10, (40, 60), (10, 90), [], id="points for those who convert more"),
		pytest.param(-10, (10, 90), (40, 60), [], id="points off for those who convert less"),
		pytest.param(10, (20, 80), (22, 78), [], id="hardly less: chance may do that"),
		pytest.param(10, (0, 3), (1, 2), [], id="few leads"),
	],
)
def test_points_that_go_against_the_outcomes_are_told(
	points: int, france, spain, expected: list[str]
) -> None:
	assert kinds(france_and_spain(france, spain), a_rule(FROM_FRANCE, points)) == [expected]


@pytest.mark.parametrize("points", [0, 10, -10])
def test_a_rule_that_disqualifies_is_wrong_only_where_its_leads_convert_more(points: int) -> None:
	rule = a_rule(FROM_FRANCE, points, disqualifies=True)

	assert kinds(france_and_spain((40, 60), (10, 90)), rule) == [["wrong way"]]
	assert kinds(france_and_spain((10, 90), (40, 60)), rule) == [[]]


def test_the_rates_are_told_with_the_wrong_way() -> None:
	((found,),) = suggested(france_and_spain((10, 90), (40, 60)), compiled(a_rule(FROM_FRANCE, 10)))

	assert "10.0 % against 40.0 %" in found.text.text()


def test_the_more_rules_are_looked_at_the_more_it_takes() -> None:
	some_pasts = france_and_spain((19, 81), (33, 67))
	idle = [a_rule(when("visits", "is at least", number), 1, f"{number}") for number in range(40)]

	assert kinds(some_pasts, a_rule(FROM_FRANCE, 10)) == [["wrong way"]]
	assert "wrong way" not in kinds(some_pasts, a_rule(FROM_FRANCE, 10), *idle)[0]


def test_rules_without_a_meaning_are_called_wrong_in_a_twentieth_of_the_models_at_most() -> None:
	random = np.random.default_rng(4)
	rules = [a_rule(FROM_FRANCE, 10 * (-1) ** number, f"rule {number}") for number in range(30)]
	model, misled, rounds = compiled(*rules), 0, 400
	for _ in range(rounds):
		matches, won = RuleMatches(model.model.fit.rules), random.random(300) < 0.3
		matches.leads, matches.everyone = 300, Count(leads=300, decided=300, won=int(won.sum()))
		for match in matches.matches:
			matched = random.random(300) < 0.4
			leads = int(matched.sum())
			match.outcome = Count(leads=leads, decided=leads, won=int(won[matched].sum()))
		misled += any(
			"wrong way" in {one.kind for one in of_rule} for of_rule in for_rules(matches, model, TODAY)
		)

	assert 0 < misled / rounds <= 0.05


EITHER = [*visitors(5, 45, country="France", visits=1), *visitors(5, 45, country="Spain", visits=0)]


def test_two_rules_for_the_same_leads_count_one_fact_twice() -> None:
	france, visited = suggested(
		EITHER, compiled(a_rule(FROM_FRANCE, 10, "France"), a_rule(VISITED, 10, "visited"))
	)

	assert [one.kind for one in (*france, *visited)] == ["same leads", "same leads"]
	assert "'visited'" in france[0].text.text()
	assert "'France'" in visited[0].text.text()


@pytest.mark.parametrize(("more", "expected"), [(2, ["same leads"]), (3, [])])
def test_rules_for_nearly_the_same_leads_are_told_up_to_a_twentieth(more: int, expected: list[str]) -> None:
	some_pasts = [*EITHER, *visitors(0, more, country="Spain", visits=1)]

	assert (
		kinds(some_pasts, a_rule(FROM_FRANCE, 10, "France"), a_rule(VISITED, 10, "visited")) == [expected] * 2
	)


@pytest.mark.parametrize(
	("group", "expected"),
	[
		pytest.param(a_group("G", at_most=10), [], id="a cap holds both"),
		pytest.param(a_group("G"), ["same leads"], id="a group without a cap"),
	],
)
def test_who_already_put_both_into_a_group_with_a_cap_is_left_in_peace(group, expected: list[str]) -> None:
	rules = a_rule(FROM_FRANCE, 10, "France", group="G"), a_rule(VISITED, 10, "visited", group="G")

	assert kinds(EITHER, *rules, groups=[group]) == [expected] * 2


@pytest.mark.parametrize(("cap", "expected"), [(10, []), (None, ["same leads"])])
def test_a_cap_on_a_group_of_engagement_counts_and_one_of_fit_of_that_name_does_not(cap, expected) -> None:
	rules = [on_touches(kind, label=kind, group="G") for kind in ("Webinar", "Call")]
	model = compiled(
		groups=[a_group("G", at_most=1)], engagement=engaged(*rules, groups=[a_group("G", at_most=cap)])
	)
	busy = a_lead(touches={**touched("Webinar", 1), **touched("Call", 1)})
	some_pasts = [Past(lead) for lead in [busy] * 40 + [a_lead()] * 40]

	assert [[one.kind for one in found] for found in suggested(some_pasts, model)] == [expected] * 2


def test_two_rules_that_match_everybody_are_told_that_and_no_more() -> None:
	some_pasts = visitors(0, 0, 50, country="France", visits=1)

	assert (
		kinds(some_pasts, a_rule(FROM_FRANCE, 10, "France"), a_rule(VISITED, 10, "visited"))
		== [["always"]] * 2
	)


def test_few_leads_in_common_may_be_chance() -> None:
	some_pasts = [
		*visitors(0, 0, 29, country="France", visits=1),
		*visitors(0, 0, 71, country="Spain", visits=0),
	]

	assert kinds(some_pasts, a_rule(FROM_FRANCE, 10, "France"), a_rule(VISITED, 10, "visited")) == [[], []]


@pytest.mark.parametrize(
	("validity", "expected"),
	[
		pytest.param({"valid_to": YESTERDAY}, ["over"], id="over: that it never matches is no news"),
		pytest.param({"valid_to": TODAY}, ["always"], id="its last day"),
		pytest.param({"valid_from": TODAY}, ["always"], id="its first day"),
		pytest.param({"valid_from": TOMORROW}, [], id="not begun: it cannot match yet"),
	],
)
def test_a_rule_is_judged_by_what_it_matches_only_while_it_is_valid(validity, expected: list[str]) -> None:
	assert kinds(visitors(0, 0, 40, country="France"), a_rule(FROM_FRANCE, **validity)) == [expected]


def test_of_a_broken_rule_only_that_is_said() -> None:
	broken = a_rule(when("shoe_size", "is", "44"), 10, "shoes")

	((found,), other) = suggested(EITHER, compiled(broken, a_rule(FROM_FRANCE, 10)))

	assert (found.kind, other) == ("broken", [])
	assert "no field 'shoe_size'" in found.text.text()


def grade_kinds(model: CompiledModel, some_pasts: list[Past]) -> dict[str, str]:
	return {str(one.text.values["grade"]): one.kind for one in for_grades(compared(some_pasts, model).new)}


def test_a_grade_that_no_lead_has_had_is_told_once_there_are_enough_leads() -> None:
	model = compiled(a_rule(FROM_FRANCE, 50))

	assert grade_kinds(model, visitors(0, 0, 29, country="France")) == {}
	assert grade_kinds(model, france_and_spain((20, 0), (0, 20))) == {"Warm": "no lead"}


@given(
	points=st.lists(st.integers(-9, 9).filter(bool), min_size=1, max_size=5),
	bounds=st.lists(st.integers(-60, 160), min_size=2, max_size=4, unique=True),
	scale=st.sampled_from(Scale),
)
def test_a_grade_is_beyond_reach_just_where_no_points_of_the_scale_fall_into_it(
	points, bounds, scale
) -> None:
	rules = [a_rule(when("visits", "is", number), value, f"{number}") for number, value in enumerate(points)]
	grades = [(f"from {bound}", bound) for bound in sorted(bounds, reverse=True)]
	model = compiled(*rules, grades=[*grades, ("lowest", None)], scale=scale)

	found = grade_kinds(model, [])

	reached = {model.bands.grade(at) for at in range(model.scale.lowest, model.scale.highest + 1)}
	assert found == {grade.name: "unreachable" for grade in model.bands.grades if grade.name not in reached}


@pytest.mark.parametrize(
	("grades", "scale", "beyond"),
	[
		pytest.param([("Hot", 51), ("Cold", None)], Scale.POINTS, "Hot", id="above the highest sum"),
		pytest.param([("Hot", 0), ("Cold", None)], Scale.POINTS, "Cold", id="from the lowest sum on"),
		pytest.param(
			[("Hot", 21), ("Warm", 20.5), ("Cold", None)],
			Scale.PERCENT,
			"Warm",
			id="two bounds on one whole point",
		),
	],
)
def test_a_grade_that_can_never_occur_is_told_without_any_lead(grades, scale: Scale, beyond: str) -> None:
	model = compiled(a_rule(FROM_FRANCE, 50), grades=grades, scale=scale)

	assert grade_kinds(model, []) == {beyond: "unreachable"}
	assert grade_kinds(model, visitors(0, 0, 50, country="France"))[beyond] == "unreachable"
