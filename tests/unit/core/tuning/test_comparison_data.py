"""The comparison as data: plain JSON whatever the leads and the models are, and the figures those of single leads."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given

from lead_intelligence.core.metrics.conversion import rate_interval
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.model import AnyRule, Scale
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.tuning.comparison import Comparison
from lead_intelligence.core.tuning.comparison_data import comparison_data
from tests.builders import CATALOGUE, a_group, a_lead, a_rule, compiled, when

from .past import TODAY, Past, compared, few_examples, pasts, score, two_models, visitors

FROM_FRANCE = when("country", "is", "France")
BY_COUNTRY = a_rule(FROM_FRANCE, 40, "France"), a_rule(when("country", "is", "Italy"), -10, "Italy")
OLD = compiled(*BY_COUNTRY)
NEW = compiled(
	BY_COUNTRY[0],
	replace(BY_COUNTRY[1], points=30),
	a_rule(when("visits", "is at least", 3), 20, "visited", group="Web"),
	a_rule(when("unsubscribed", "is yes"), 0, "unsubscribed", disqualifies=True),
	groups=[a_group("Web", at_most=15)],
	scale=Scale.PERCENT,
)


def in_words(rule: AnyRule) -> str:
	return rule_sentence(rule, CATALOGUE)


def data_of(comparison: Comparison) -> dict[str, Any]:
	"""As it is after it was kept as JSON."""
	data = comparison_data(comparison, TODAY, in_words)
	kept = json.loads(json.dumps(data, allow_nan=False))
	assert kept == data
	return kept


def every_kind_of_lead(number: int = 400) -> list[Past]:
	random = Random(8)

	def one() -> Past:
		country, visits = random.choice(["France", "Spain", "Italy", None]), random.choice([None, *range(6)])
		won = random.choice([None, random.random() < 0.2 + 0.4 * (country == "France")])
		lead = a_lead(country=country, visits=visits, unsubscribed=random.random() < 0.1)
		return Past(lead, won, newer=random.random() < 0.6)

	return [one() for _ in range(number)]


@few_examples
@given(two=two_models(), some_pasts=pasts)
def test_is_plain_json_for_any_models_and_leads(two, some_pasts: list[Past]) -> None:
	old, new = two

	data = data_of(compared(some_pasts, new, old))

	assert data["leads"] == len(some_pasts)
	for said in (
		*data["cautions"],
		*data["suggestions"],
		*(s for rule in data["rules"] for s in rule["suggestions"]),
	):
		assert said["message"].format(**said["values"])


def test_every_grade_has_its_leads_and_what_came_of_them() -> None:
	some_pasts = every_kind_of_lead()
	known = [past for past in some_pasts if past.newer and past.won is not None]
	base = sum(past.won is True for past in known) / len(known)

	data = data_of(compared(some_pasts, NEW, OLD))

	for model, figures in ((OLD, data["old"]), (NEW, data["new"])):
		assert [grade["grade"] for grade in figures["grades"]] == ["Hot", "Warm", "Cold"]
		for grade in figures["grades"]:
			mine = [past for past in some_pasts if score(model, past.lead).grade == grade["grade"]]
			won = [past.won is True for past in known if score(model, past.lead).grade == grade["grade"]]
			assert grade["leads"] == len(mine)
			assert grade["share"] == len(mine) / 400
			assert (grade["known"], grade["won"]) == (len(won), sum(won))
			if won:
				interval = rate_interval(Tally(leads=len(won), won=sum(won)))
				assert interval
				assert grade["rate"] == sum(won) / len(won)
				assert (grade["rate_low"], grade["rate_high"]) == (interval.low, interval.high)
				assert grade["against_all"] == pytest.approx(sum(won) / len(won) / base)
	assert (data["new"]["lowest"], data["new"]["highest"]) == (0, 85)


def test_every_cell_says_how_its_leads_ended() -> None:
	some_pasts = every_kind_of_lead()

	cells = data_of(compared(some_pasts, NEW, OLD))["changes"]["cells"]

	for cell in cells:
		mine = [
			past.won
			for past in some_pasts
			if (score(OLD, past.lead).grade, score(NEW, past.lead).grade) == (cell["from"], cell["to"])
		]
		assert (cell["leads"], cell["known"], cell["won"]) == (
			len(mine),
			len(mine) - mine.count(None),
			mine.count(True),
		)
	assert sum(cell["leads"] for cell in cells) == 400


def test_every_rule_says_what_it_matched_and_how_the_others_converted() -> None:
	some_pasts = every_kind_of_lead()
	known = [past for past in some_pasts if past.newer and past.won is not None]

	def fired(past: Past) -> set[str]:
		return {line.rule.label for line in score(NEW, past.lead).lines}

	rules = data_of(compared(some_pasts, NEW, OLD))["rules"]

	assert [rule["rule"] for rule in rules] == ["France", "Italy", "visited", "unsubscribed"]
	assert rules[0]["condition"] == "Country is France"
	for rule in rules:
		mine = [past for past in some_pasts if rule["rule"] in fired(past)]
		won = [past.won is True for past in known if rule["rule"] in fired(past)]
		others = [past.won is True for past in known if rule["rule"] not in fired(past)]
		assert (rule["leads"], rule["share"]) == (len(mine), len(mine) / 400)
		assert rule["alone"] == sum(fired(past) == {rule["rule"]} for past in mine)
		assert rule["not_judged_share"] == rule["not_judged"] / 400
		assert (rule["known"], rule["won"], rule["rate"]) == (len(won), sum(won), sum(won) / len(won))
		assert (rule["others"]["known"], rule["others"]["won"]) == (len(others), sum(others))
		assert rule["others"]["rate"] == sum(others) / len(others)
		shared = {
			other: sum(other in fired(past) for past in mine)
			for other in ("France", "Italy", "visited", "unsubscribed")
			if other != rule["rule"]
		}
		assert {one["rule"]: one["leads"] for one in rule["overlaps"]} == {
			other: both for other, both in shared.items() if both
		}
		leads = {one["rule"]: one["leads"] for one in rules}
		for one in rule["overlaps"]:
			assert one["share"] == one["leads"] / rule["leads"]
			assert one["of_other"] == one["leads"] / leads[one["rule"]]
		assert [one["leads"] for one in rule["overlaps"]] == sorted(
			(one["leads"] for one in rule["overlaps"]), reverse=True
		)


def test_only_rules_that_did_something_are_told_the_most_decisive_first() -> None:
	effects = data_of(compared(every_kind_of_lead(), NEW, OLD))["effects"]

	assert {effect["rule"] for effect in effects} == {"Italy", "visited", "unsubscribed"}
	assert [effect["decisive"] for effect in effects] == sorted(
		(e["decisive"] for e in effects), reverse=True
	)
	italy = next(effect for effect in effects if effect["rule"] == "Italy")
	assert (italy["old_points"], italy["new_points"]) == (-10, 30)
	assert (italy["points"], italy["lowered"]) == (40 * italy["raised"], 0)


def test_ranking_lift_and_calibration_are_told_with_their_ranges() -> None:
	comparison = compared(every_kind_of_lead(), NEW, OLD)
	figures, interval = comparison.new, comparison.new.auc_interval()
	found = figures.calibration()

	data = data_of(comparison)["new"]

	assert interval
	assert data["roc_auc"] == {"value": figures.auc(), "low": interval.low, "high": interval.high}
	assert [(lift["best_share"], lift["value"]) for lift in data["lifts"]] == [
		(float(lift.fraction), lift.lift) for lift in figures.lifts()
	]
	assert found
	assert data["calibration"]["learned_from"] == "older leads"
	assert (data["calibration"]["brier"], data["calibration"]["error"]) == (found.brier, found.error)
	assert [band["from"] for band in data["calibration"]["bands"]] == [
		NEW.scale.percent(band.low) for band in found.bands
	]
	assert [band["to"] for band in data["calibration"]["bands"]] == [
		NEW.scale.percent(band.high) for band in found.bands
	]
	assert [(lift["captured"], lift["rate"], lift["won"], lift["leads"]) for lift in data["lifts"]] == [
		(lift.captured, lift.rate, lift.won, lift.leads) for lift in figures.lifts()
	]


NOTHING = compiled(a_rule(FROM_FRANCE, 0, disqualifies=True), scale=Scale.PERCENT)
OUT_OF_REACH = compiled(*BY_COUNTRY, grades=[("Hot", 500), ("Warm", 20), ("Cold", None)])
ON_ONE_POINT = compiled(
	*BY_COUNTRY, grades=[("Hot", 20.2), ("Warm", 20.1), ("Cold", None)], scale=Scale.PERCENT
)


def broken(operator: str, value: object) -> CompiledModel:
	return compiled(*BY_COUNTRY, a_rule(when("visits", operator, value), 10, "broken"))


def france(won: int, lost: int, unknown: int = 0) -> list[Past]:
	return visitors(won, lost, unknown, country="France")


@pytest.mark.parametrize("old", [None, OLD], ids=["alone", "beside another"])
@pytest.mark.parametrize(
	"new",
	[
		pytest.param(NEW, id="usual"),
		pytest.param(NOTHING, id="only disqualifies"),
		pytest.param(compiled(), id="no rules"),
		pytest.param(compiled(a_rule(when("shoe_size", "is", 44), 10)), id="field removed"),
		pytest.param(broken("is at least", float("nan")), id="compared with no number"),
		pytest.param(broken("is at least", TODAY), id="compared with a day"),
		pytest.param(broken("is at least", [1]), id="compared with a list"),
		pytest.param(OUT_OF_REACH, id="grade out of reach"),
		pytest.param(ON_ONE_POINT, id="two bounds on one point"),
	],
)
@pytest.mark.parametrize(
	"leads",
	[
		pytest.param([], id="no leads"),
		pytest.param(france(0, 0, 40), id="no outcomes"),
		pytest.param(france(4, 6), id="ten outcomes"),
		pytest.param(france(40, 0), id="all won"),
		pytest.param(france(0, 40), id="none won"),
		pytest.param(france(1, 0), id="one won lead"),
		pytest.param(france(0, 1), id="one lost lead"),
		pytest.param(france(0, 0, 1), id="one open lead"),
		pytest.param(visitors(40, 40, newer=False, country="Italy"), id="older leads only"),
	],
)
def test_too_little_to_go_by_is_no_figure_rather_than_a_wrong_one(
	leads: list[Past], new: CompiledModel, old: CompiledModel | None
) -> None:
	judged = [past.won for past in leads if past.newer and past.won is not None]

	data = data_of(compared(leads, new, old))

	assert data["cautions"]
	both = len(set(judged)) == 2
	for figures in (data["new"], *([data["old"]] if old else [])):
		assert sum(grade["leads"] for grade in figures["grades"]) == len(leads)
		assert (figures["roc_auc"] is not None) is both
		assert bool(figures["lifts"]) is any(judged)
		assert figures["calibration"] is None or both
		for grade in figures["grades"]:
			assert (grade["rate"] is None) is (grade["known"] == 0)
			assert (grade["share"] is None) is (not leads)
			assert grade["against_all"] is None or any(judged)
		for lift in figures["lifts"]:
			assert lift["low"] - 1e-12 <= lift["value"] <= lift["high"] + 1e-12
			if all(judged):
				assert (lift["low"], lift["value"], lift["high"]) == pytest.approx((1, 1, 1))
	assert (data["auc_difference"] is not None) is (both and old is not None)
	assert (data["outcomes"]["rate"] is None) is (not judged)


def test_a_broken_rule_says_so_in_words_and_gives_nothing() -> None:
	data = data_of(compared(france(20, 20), broken("is at least", float("nan"))))

	rule = data["rules"][-1]
	((suggestion),) = rule["suggestions"]
	assert suggestion["kind"] == "broken"
	text = suggestion["message"].format(**suggestion["values"])
	assert text == "'Visits' is compared with 'nan', which is not a number. Enter a number."
	assert (rule["leads"], rule["known"], rule["rate"], rule["not_judged"]) == (0, 0, None, 40)


@pytest.mark.parametrize(("model", "grade"), [(OUT_OF_REACH, "Hot"), (ON_ONE_POINT, "Warm")])
def test_a_grade_that_can_never_occur_is_told_in_words(model: CompiledModel, grade: str) -> None:
	told = [one["message"].format(**one["values"]) for one in data_of(compared([], model))["suggestions"]]

	assert [text for text in told if text.startswith(f"No lead can ever be graded {grade}:")]
