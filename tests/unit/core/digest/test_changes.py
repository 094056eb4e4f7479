"""What changed most, and who has most to do with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.digest.changes import contributions, has_only_more, main_part, most_changed
from lead_intelligence.core.digest.figures import Figure
from tests.unit.core.digest.digest_figures import (
	amount,
	count,
	minutes,
	part_of_count,
	part_of_share,
	share,
)


def told(*figures: Figure) -> list[str]:
	return [change.figure.name for change in most_changed(figures)]


def the_change(figure: Figure):
	(change,) = most_changed([figure])
	return change


def test_the_largest_of_what_chance_does_not_do_comes_first():
	found = told(
		count(100, 130, name="a bit fewer"),
		count(8, 30, name="far fewer"),
		share((10, 20), (18, 20), name="half"),
	)
	assert found == ["far fewer", "half", "a bit fewer"]


def test_three_are_told_at_most():
	assert len(told(*(count(40, 10, name=str(number)) for number in range(6)))) == 3


def test_of_those_that_weigh_the_same_the_first_figures_come_first():
	assert told(*(count(40, 10, name=name) for name in "bca")) == ["b", "c", "a"]


@pytest.mark.parametrize(
	"figure",
	[
		count(3, 1),
		count(0, 2),
		share((1, 2), (2, 2)),
		share((0, 1), (1, 1)),
		share((4, 9), (7, 10)),
		amount((90_000.0, 1), (0.0, 0)),
		minutes((60, 3), (20, 3)),
	],
)
def test_few_cases_are_never_shouted(figure):
	assert told(figure) == []


def test_what_is_certain_and_tiny_is_no_news():
	assert told(count(101_000, 100_000)) == []


def test_what_has_no_figure_in_one_of_the_weeks_is_not_told():
	assert told(share((0, 0), (18, 20)), count(None, 10)) == []


def test_of_figures_that_move_together_one_is_told():
	assert told(
		minutes((90, 60), (20, 60), name="slower", topic="response"),
		share((4, 40), (36, 40), name="in time", topic="response"),
		count(9, 30, name="fewer"),
	) == ["in time", "fewer"]


def test_a_cost_is_no_matter_of_chance():
	change = the_change(amount((900.0, None), (300.0, None)))
	assert (change.deviation, change.chance, change.rose) == (None, None, True)


def test_more_is_better_or_worse_or_neither():
	assert the_change(count(30, 8)).is_better is True
	assert the_change(count(8, 30)).is_better is False
	assert the_change(minutes((90, 60), (20, 60))).is_better is False
	assert the_change(count(8, 30, more_is_better=None)).is_better is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_nothing_is_told_that_did_not_change_and_nothing_twice(pairs):
	figures = [count(now, before, name=str(number)) for number, (now, before) in enumerate(pairs)]
	found = most_changed(figures)
	names = [change.figure.name for change in found]
	assert len(names) == len(set(names)) <= 3
	assert all(change.figure.now != change.figure.before for change in found)
	assert [change.weight for change in found] == sorted((one.weight for one in found), reverse=True)
	assert most_changed(figures) == found


# Who has most to do with it.


def test_who_lost_most_of_a_count_is_named():
	parts = [part_of_count("Fair", 3, 20), part_of_count("Webinar", 5, 10)]
	assert main_part(the_change(count(8, 30)), parts).group == "Fair"


def test_who_went_against_the_change_is_not():
	parts = [part_of_count("Fair", 40, 10), part_of_count("Webinar", 0, 58)]
	assert main_part(the_change(count(40, 68)), parts).group == "Webinar"


def test_who_left_most_unworked_is_named_not_who_has_the_worst_rate_of_two():
	parts = [
		part_of_share("Rosa", (9, 18), (17, 18)),
		part_of_share("Théo", (0, 2), (2, 2)),
	]
	assert main_part(the_change(share((9, 20), (19, 20))), parts).group == "Rosa"


def test_where_it_is_spread_over_many_nobody_is_named():
	parts = [part_of_count(str(number), 2, 6) for number in range(10)]
	assert main_part(the_change(count(20, 60)), parts) is None


def test_nobody_is_named_by_one_or_two_cases():
	parts = [part_of_share("Rosa", (0, 1), (1, 1)), part_of_share("", (10, 19), (18, 19))]
	assert main_part(the_change(share((10, 20), (19, 20))), parts) is None


def test_what_belongs_to_nobody_names_nobody():
	assert main_part(the_change(count(8, 30)), [part_of_count("", 8, 30)]) is None
	assert main_part(the_change(count(8, 30)), []) is None


def test_who_came_with_poor_figures_of_their_own_is_named():
	parts = [part_of_share("Rosa", (18, 20), (18, 20)), part_of_share("Théo", (2, 20), (0, 0))]
	assert main_part(the_change(share((20, 40), (18, 20))), parts).group == "Théo"


def test_who_got_more_leads_and_works_them_as_before_is_told_apart_from_who_works_them_less():
	change = the_change(share((125, 223), (231, 278)))
	more = part_of_share("Rosa", (69, 167), (14, 56))
	less = part_of_share("Théo", (56, 56), (217, 222))
	assert main_part(change, [more, less]) is more
	assert has_only_more(change, more)
	assert not has_only_more(change, part_of_share("Théo", (1, 10), (9, 10)))
	assert not has_only_more(change, part_of_share("Théo", (1, 10), (0, 0)))
	assert not has_only_more(the_change(count(8, 30)), part_of_count("Fair", 8, 6))


groups = st.lists(
	st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)),
	min_size=1,
	max_size=6,
)


@given(groups)
def test_the_contributions_to_a_rate_add_up_to_its_difference(rows):
	parts = [
		part_of_share(str(number), (min(one, of), of), (min(before, of_before), of_before))
		for number, (one, of, before, of_before) in enumerate(rows)
	]
	all_now = sum(of for _one, of, _before, _of in rows)
	all_before = sum(of for _one, _now, _before, of in rows)
	if not all_now or not all_before:
		return
	now = sum(min(one, of) for one, of, _before, _of in rows)
	before = sum(min(before, of) for _one, _now, before, of in rows)
	moved = contributions(share((now, all_now), (before, all_before)), parts)
	assert sum(moved.values()) == pytest.approx(now / all_now - before / all_before, abs=1e-9)
