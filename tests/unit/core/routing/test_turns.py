"""Turns: every share stays within one lead of its weight, whoever is away, and nothing is lost in between."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_intelligence.core.routing.turns import (
	FREE,
	LEAD,
	Turns,
	bounded,
	for_members,
	from_text,
	next_turn,
	shares_of,
	to_text,
)

WEIGHTS = st.dictionaries(
	st.sampled_from([f"rep{n:02}" for n in range(40)]),
	st.floats(0.01, 100).map(lambda weight: round(weight, 2)),
	min_size=1,
	max_size=30,
)


def turns_taken(weights, count, turns=None):
	turns = turns or Turns()
	for _ in range(count):
		user, turns = next_turn(turns, weights)
		yield user, turns


def after(weights, count, turns=None) -> Turns:
	return list(turns_taken(weights, count, turns))[-1][1]


@given(WEIGHTS, st.integers(1, 300))
@settings(max_examples=100, deadline=None)
def test_at_every_moment_each_share_is_within_one_lead_of_its_weight(weights, count):
	total = sum(Fraction(weight) for weight in weights.values())
	given_to: Counter[str] = Counter()
	for n, (user, turns) in enumerate(turns_taken(weights, count), start=1):
		given_to[user] += 1
		assert sum(turns.credits.values()) == 0
		for one, weight in weights.items():
			fair = Fraction(weight) / total * n
			assert abs(given_to[one] - fair) < 1
			# What is written down as owed is what is owed.
			assert abs(Fraction(turns.credits[one], LEAD) - (fair - given_to[one])) < Fraction(1, 10**3)


def test_over_ten_thousand_leads_82_shares_are_within_one_lead_of_their_weights():
	weights = {f"rep{n:02}": (0.5, 1.0, 1.5, 2.0, 7.0)[n % 5] for n in range(82)}
	given_to = Counter(user for user, _ in turns_taken(weights, 10_000))
	total = sum(weights.values())
	assert max(abs(given_to[one] - 10_000 * weight / total) for one, weight in weights.items()) < 1


def test_equal_weights_take_turns_in_one_order():
	users = [user for user, _ in turns_taken({"b": 1, "a": 1, "c": 1}, 9)]
	assert users == ["a", "b", "c"] * 3


def test_whoever_is_alone_gets_everything_and_owes_nothing():
	((user, turns),) = turns_taken({"a": 0.01}, 1)
	assert (user, turns.credits) == ("a", {"a": 0})


@given(WEIGHTS, st.lists(st.sets(st.integers(0, 29), min_size=1), min_size=1, max_size=200))
@settings(max_examples=100, deadline=None)
def test_whoever_is_away_neither_gains_nor_loses_and_all_adds_up_to_zero(weights, present):
	users = sorted(weights)
	turns = Turns()
	for numbers in present:
		here = {users[n % len(users)]: weights[users[n % len(users)]] for n in numbers}
		user, after = next_turn(turns, here)
		assert user in here
		assert sum(after.credits.values()) == 0
		for one in set(users) - set(here):
			assert after.credits.get(one, 0) == turns.credits.get(one, 0)
		turns = after


@given(WEIGHTS, st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_whoever_comes_back_is_not_flooded(weights, seed):
	"""After any time of absence a rep gets at most two leads more than the share of those that come from then on."""
	weights = {**weights, "back": 1.0}
	others = {user: weight for user, weight in weights.items() if user != "back"}
	turns = after(weights, seed)
	if others:
		turns = after(others, 200, turns)
	users = [user for user, _ in turns_taken(weights, 60, turns)]
	share = Fraction(1) / sum(Fraction(weight) for weight in weights.values())
	for n in range(1, 61):
		assert users[:n].count("back") <= share * n + 2


def test_the_order_in_which_members_are_written_does_not_matter():
	weights = {"a": 3.0, "b": 2.0, "c": 0.5}
	backwards = dict(reversed(weights.items()))
	assert list(turns_taken(weights, 50)) == list(turns_taken(backwards, 50))


@given(WEIGHTS)
def test_shares_are_exactly_one_lead(weights):
	assert sum(share for _, share in shares_of(weights)) == LEAD


def test_nobody_can_be_chosen_of_nobody():
	with pytest.raises(ValueError, match="nobody"):
		next_turn(Turns(), {})
	with pytest.raises(ValueError, match="nobody"):
		next_turn(Turns(), {"a": 0.0})


@given(WEIGHTS, st.dictionaries(st.sampled_from(["rep01", "gone1", "gone2"]), st.integers(-LEAD, LEAD)))
def test_what_somebody_who_left_was_owed_is_shared_by_the_rest(weights, credits):
	turns = Turns(credits=credits, guarantees={"gone1": 5, FREE: -5})
	after = for_members(turns, weights, others={"rep01"})
	assert not {"gone1", "gone2"} & set(after.credits)
	assert sum(after.credits.values()) == sum(credits.values())
	assert after.guarantees == {FREE: 0}
	assert for_members(after, weights, others={"rep01"}) == after


def test_where_nobody_is_left_what_was_owed_is_forgotten():
	assert for_members(Turns(credits={"a": 5}), {}) == Turns()


def test_a_change_of_weights_in_the_middle_of_turns_counts_from_then_on():
	turns = after({"a": 1.0, "b": 1.0}, 101)
	users = Counter(user for user, _ in turns_taken({"a": 3.0, "b": 1.0}, 400, turns))
	assert abs(users["a"] - 300) <= 2


def test_bounded_turns_owe_nobody_more_than_one_lead():
	assert bounded({"a": 3 * LEAD, "b": -2 * LEAD, "c": 7}) == {"a": LEAD, "b": -LEAD, "c": 7}


@given(st.dictionaries(st.text(), st.integers()), st.dictionaries(st.text(), st.integers()))
def test_turns_come_back_from_text_as_they_were(credits, guarantees):
	turns = Turns(credits=credits, guarantees=guarantees)
	assert from_text(to_text(turns)) == turns


@pytest.mark.parametrize(
	"text", [None, "", "{", "[]", "7", '{"credits": 5}', '{"credits": {"a": "x", "b": true}}']
)
def test_what_cannot_be_read_begins_anew(text):
	assert from_text(text) == Turns()


def test_what_those_who_are_away_are_owed_changes_nothing_between_the_others():
	weights = {"a": 1.0, "b": 9.0}
	credits = {"away": 3 * LEAD, "a": -3 * LEAD // 10, "b": -27 * LEAD // 10}
	anew = [user for user, _ in turns_taken(weights, 30)]
	assert [user for user, _ in turns_taken(weights, 30, Turns(credits=credits))] == anew
