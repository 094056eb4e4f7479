from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from scipy.stats import hypergeom, norm

from lead_intelligence.core.score_check.errors import errors_of, is_told_of_won_only

from .scored import Scored, counted, scored_leads


@pytest.mark.filterwarnings("ignore:.*encountered in divide:RuntimeWarning")
@given(leads=scored_leads)
def test_each_group_is_a_draw_from_the_leads_of_its_scores(leads: list[Scored]) -> None:
	ended = [lead for lead in leads if lead.won is not None]
	every = Counter(lead.points for lead in ended)
	won = Counter(lead.points for lead in ended if lead.won)

	errors = errors_of(counted(leads), fewest=1)
	for error in errors:
		mine = [lead for lead in ended if lead.group == error.group]
		# Of a single lead, scipy knows no variance. It has none.
		draws = [
			hypergeom(every[points], won[points], many)
			for points, many in Counter(lead.points for lead in mine).items()
			if every[points] > 1
		]
		alone = sum(bool(lead.won) for lead in mine if every[lead.points] == 1)
		assert (error.tally.leads, error.tally.won) == (len(mine), sum(bool(lead.won) for lead in mine))
		assert error.open == sum(lead.won is None and lead.group == error.group for lead in leads)
		assert error.expected == pytest.approx(sum(draw.mean() for draw in draws) + alone)
		spread = sum(draw.std() ** 2 for draw in draws) ** 0.5
		if spread < 1e-4 or is_told_of_won_only(errors):
			assert error.chance is None
		else:
			distance = max(0, abs(error.more) - 0.5) / spread
			assert error.chance == pytest.approx(2 * norm.sf(distance))


@given(leads=scored_leads)
def test_what_groups_have_won_beyond_the_expected_adds_up_to_nothing(leads: list[Scored]) -> None:
	assert sum(error.more for error in errors_of(counted(leads), fewest=1)) == pytest.approx(0, abs=1e-9)


def many(points: int, group: str, won: int, lost: int) -> list[Scored]:
	return [Scored(points, True, group=group)] * won + [Scored(points, False, group=group)] * lost


def test_a_group_that_does_better_than_its_scores_is_found() -> None:
	leads = many(10, "Referral", 60, 40) + many(10, "Web", 100, 400) + many(50, "Web", 80, 20)

	found = errors_of(counted(leads), fewest=20)

	assert [(error.group, error.is_found, round(error.more, 1)) for error in found] == [
		("Referral", True, 33.3),
		("Web", True, -33.3),
	]


def test_that_groups_differ_in_their_scores_is_no_error() -> None:
	"""Fairs are won three times as often, and have the scores for it."""
	leads = (
		many(50, "Fair", 90, 10) + many(50, "Web", 9, 1) + many(10, "Fair", 1, 9) + many(10, "Web", 30, 270)
	)

	assert not any(error.is_found for error in errors_of(counted(leads), fewest=5))


def test_few_leads_are_shown_and_not_judged() -> None:
	leads = many(10, "Referral", 10, 0) + many(10, "Web", 100, 400)

	referral = next(error for error in errors_of(counted(leads), fewest=20) if error.group == "Referral")

	assert (referral.tally.won, referral.chance, referral.is_found) == (10, None, False)


def test_where_all_of_a_score_end_alike_nothing_can_be_told() -> None:
	leads = many(10, "Referral", 50, 0) + many(10, "Web", 50, 0) + many(5, "Web", 0, 50)

	assert [(error.chance, error.is_found) for error in errors_of(counted(leads), fewest=1)] == [
		(None, False)
	] * 2


def test_among_many_groups_chance_alone_is_hardly_ever_found() -> None:
	"""In at most one of twenty worlds without any error, as the confidence says; here in 200 of them, each with forty groups."""
	random = Random(7)
	wrong = 0
	for _world in range(200):
		leads = [
			Scored(points, random.random() < points / 100, group=f"Source {random.randrange(40)}")
			for points in (random.choice([20, 40, 60]) for _lead in range(2000))
		]
		wrong += any(error.is_found for error in errors_of(counted(leads), fewest=20))
	assert wrong <= 16


def test_the_worst_errors_come_first() -> None:
	leads = many(1, "a", 30, 30) + many(1, "b", 10, 50) + many(1, "c", 50, 10)

	assert [error.group for error in errors_of(counted(leads), fewest=1)] == ["b", "c", "a"]


def test_of_nobody_there_are_no_errors() -> None:
	assert errors_of([], fewest=20) == []


def test_where_only_won_leads_say_whose_they_are_nobody_is_judged() -> None:
	leads = many(10, "Rosa", 30, 0) + many(10, "Théo", 40, 0) + many(10, "", 0, 400)
	errors = errors_of(counted(leads), fewest=20)

	assert is_told_of_won_only(errors)
	assert not any(error.is_found for error in errors)
	for more in (many(10, "", 1, 0), many(10, "Rosa", 0, 1)):
		others = errors_of(counted(leads + more), fewest=20)
		assert not is_told_of_won_only(others)
		assert any(error.is_found for error in others)
