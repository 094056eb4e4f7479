"""Rows that leads are told apart by, and the rates in them."""

from __future__ import annotations

import pytest

from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.groups import ALL, Grouping, group_of, key_of
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Sentence, Series, Shape


@pytest.mark.parametrize("group", ["", "all", "=", "A fair", "Œuvre"])
def test_a_key_leads_back_to_its_group(group: str) -> None:
	assert group_of(key_of(group)) == group
	assert key_of(group) != ALL


def test_the_total_row_is_no_group() -> None:
	assert group_of(ALL) is None


def test_groups_are_in_the_order_of_their_leads_of_time_or_of_their_own() -> None:
	leads = {"b": 1, "a": 1, "c": 5}

	assert Grouping(label="Source").ordered(leads) == ["c", "a", "b"]
	assert Grouping(label="Month", in_time=True).ordered(leads) == ["a", "b", "c"]
	assert Grouping(label="Stage", order=("b", "d", "a", "c")).ordered(leads) == ["b", "a", "c"]


def test_what_is_not_given_and_words_of_ours_are_sentences() -> None:
	word = Sentence(text="Fairs and Events")
	grouping = Grouping(label="Family of Origin", words={"Fairs and Events": word})

	assert grouping.shown("") == Sentence(text="Not Given")
	assert grouping.shown("Fairs and Events") == word
	assert grouping.shown("Else") == "Else"
	assert (Grouping(label="Lead Owner", of_users=True).column.shape, grouping.column.shape) == (
		Shape.USER,
		Shape.TEXT,
	)


def test_a_chart_shows_the_first_groups_or_the_last_days() -> None:
	many = [str(number) for number in range(100)]
	numbers = Series(label="Leads", numbers=range(100))
	by_source, by_week = (
		Grouping(label="X", in_time=in_time).chart(many, numbers) for in_time in (False, True)
	)

	assert by_source is not None
	assert list(by_source.series[0].numbers) == list(range(15))
	assert by_week is not None
	assert (by_week.labels[0], by_week.labels[-1], len(by_week.labels)) == ("40", "99", 60)
	assert Grouping(label="X").chart([], Series(label="Leads", numbers=())) is None


@pytest.mark.parametrize(
	("tally", "expected"),
	[
		(None, {"rate": None, "rate_of": None}),
		(Tally(leads=0, won=0), {"rate": None, "rate_of": 0}),
	],
)
def test_a_rate_of_nothing_does_not_exist(tally: Tally | None, expected: dict[str, object]) -> None:
	assert rate_cells("rate", tally, 20) == expected


def test_a_rate_of_few_says_so() -> None:
	few, enough = (rate_cells("rate", Tally(leads=leads, won=5), 20) for leads in (19, 20))

	assert (few["rate_few"], enough["rate_few"]) == (True, False)
	assert (enough["rate"], enough["rate_of"]) == (0.25, 20)
