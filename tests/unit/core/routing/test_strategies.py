"""Weighted turns, the least loaded, and the best fit for hot leads, none of which floods or starves anybody."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_intelligence.core.routing.choice_evidence import Because
from lead_intelligence.core.routing.pool import Strategy
from lead_intelligence.core.routing.rep import Record
from lead_intelligence.core.routing.strategies import TEAM_COUNTS_AS, shrunk_rate, team_record
from lead_intelligence.core.routing.turns import LEAD, Turns
from tests.unit.core.routing.reps import a_demand, a_pool, a_rep, choose, chooser, passed, the_path

LEAST = {"strategy": Strategy.LEAST_LOADED}
BEST = {"strategy": Strategy.BEST_FIT, "hot_grades": frozenset({"A"})}
FREE_OF_LIMITS = {"capacity": 1e9}


def given_out(found, pool, count, **demand) -> Counter[str]:
	path = the_path(pool)
	return Counter(found.choose(a_demand(f"L{n}", **demand), path).user for n in range(count))


# -- weighted turns -----------------------------------------------------------------------------------------------------------


def test_over_ten_thousand_leads_each_share_is_within_one_of_its_weight():
	weights = {f"rep{n:02}": 1.0 + n % 4 / 2 for n in range(20)}
	found = chooser(*(a_rep(user, **FREE_OF_LIMITS) for user in weights))
	users = given_out(found, a_pool(weights=weights), 10_000)
	total = sum(weights.values())
	assert all(abs(users[user] - 10_000 * weight / total) < 1 for user, weight in weights.items())


def test_a_weight_that_is_not_said_in_the_pool_is_the_reps_own():
	pool = a_pool(weights={"a": 0.0, "b": float("nan"), "c": 1.0, "d": float("inf")})
	reps = [a_rep(user, weight=3.0, **FREE_OF_LIMITS) for user in "abc"]
	users = given_out(chooser(*reps, a_rep("d", weight=0.0, **FREE_OF_LIMITS)), pool, 80)
	assert users == {"a": 30, "b": 30, "c": 10, "d": 10}


def test_weights_are_written_down_where_they_differ():
	same = choose(a_pool("a", "b"), a_rep("a"), a_rep("b"))
	assert {one.weight for one in same.asked[0].candidates} == {None}
	other = choose(a_pool(weights={"a": 1.0, "b": 2.0}), a_rep("a"), a_rep("b"))
	assert {one.user: one.weight for one in other.asked[0].candidates} == {"a": 1.0, "b": 2.0}


@given(
	st.lists(
		st.tuples(st.integers(0, 12), st.floats(0.5, 3), st.integers(0, 6), st.booleans()),
		min_size=1,
		max_size=8,
	),
	st.sampled_from(list(Strategy)),
	st.lists(st.tuples(st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from("ABC")), max_size=60),
)
@settings(max_examples=150, deadline=None)
def test_no_limit_is_exceeded_nobody_away_gets_anything_and_no_lead_is_without_owner_or_reason(
	team, strategy, leads
):
	reps = [
		a_rep(
			f"r{n}",
			capacity=float(capacity),
			weight=weight,
			daily_limit=limit,
			away="leave" if away else None,
		)
		for n, (capacity, weight, limit, away) in enumerate(team)
	]
	pool = a_pool(
		weights={rep.user: rep.weight for rep in reps},
		strategy=strategy,
		hot_grades=frozenset("A"),
		floor=0.3,
		managers=("boss",),
	)
	found = chooser(*reps)
	for n, (weight, grade) in enumerate(leads):
		choice = found.choose(a_demand(f"L{n}", weight=weight, grade=grade), the_path(pool))
		assert (
			(choice.user is None) == (choice.because is None) == all(one.why_nobody for one in choice.asked)
		)
		chosen = [one.user for asked in choice.asked for one in asked.candidates if one.passed is None]
		assert chosen == ([choice.user] if choice.user else [])
		if strategy is not Strategy.MANAGERS_QUEUE:
			assert {one.user for one in choice.asked[0].candidates} == set(pool.weights)
	assert sum(found.taken.values()) <= len(leads)
	for rep in reps:
		after = found.reps[rep.user]
		assert after.load <= max(rep.capacity, 0) + 1e-6
		assert not rep.absence or not found.taken.get(rep.user)
		assert not rep.daily_limit or after.taken_today <= rep.daily_limit
		assert after.taken_today == found.taken.get(rep.user, 0)
	if strategy is Strategy.ROUND_ROBIN:
		assert sum(found.turns["Pool"].credits.values()) == 0 if leads else True


# -- the least loaded ---------------------------------------------------------------------------------------------------------


def test_the_least_loaded_relative_to_capacity_gets_it():
	choice = choose(
		a_pool("a", "b", **LEAST), a_rep("a", load=10.0, capacity=20.0), a_rep("b", load=20.0, capacity=80.0)
	)
	assert (choice.user, choice.because) == ("b", Because.LEAST_LOADED)
	assert passed(choice) == {"b": None, "a": "more_loaded"}
	assert [(one.load, one.capacity) for one in choice.asked[0].candidates] == [(20, 80), (10, 20)]


def test_of_two_without_work_the_one_with_more_room_gets_it():
	assert (
		choose(a_pool("a", "b", **LEAST), a_rep("a", capacity=10.0), a_rep("b", capacity=100.0)).user == "b"
	)


def test_loads_relative_to_capacity_even_out():
	found = chooser(
		a_rep("a", capacity=20.0), a_rep("b", capacity=60.0, load=30.0), a_rep("c", capacity=120.0)
	)
	given_out(found, a_pool("a", "b", "c", **LEAST), 100)
	loads = [rep.load / rep.capacity for rep in found.reps.values()]
	assert max(loads) - min(loads) <= 1 / 20


def test_equally_loaded_reps_take_turns_even_if_leads_are_closed_at_once():
	found, path = chooser(*map(a_rep, "abc")), the_path(a_pool(*"abc", **LEAST))
	users = []
	for n in range(9):
		users.append(found.choose(a_demand(f"L{n}"), path).user)
		found.reps[users[-1]] = a_rep(users[-1])
	assert Counter(users) == {"a": 3, "b": 3, "c": 3}


def test_a_new_rep_without_work_is_not_flooded():
	others = [a_rep(f"r{n}", load=45.0, capacity=1000.0) for n in range(4)]
	found = chooser(*others, a_rep("new", capacity=1000.0, ramp=0.9))
	users = given_out(found, a_pool("r0", "r1", "r2", "r3", "new", **LEAST), 50)
	assert 1 <= users["new"] <= 50 / 5 + 1
	grown = chooser(*others, a_rep("new", capacity=1000.0))
	assert given_out(grown, a_pool("r0", "r1", "r2", "r3", "new", **LEAST), 50)["new"] > 40


def test_where_only_beginners_are_left_they_get_it():
	found = chooser(a_rep("new", ramp=0.9), a_rep("full", load=50.0))
	assert given_out(found, a_pool("new", "full", **LEAST), 10) == {"new": 10}


def test_a_beginner_who_has_had_a_fair_share_is_passed_over():
	found = chooser(a_rep("old", load=40.0), a_rep("new", ramp=0.9))
	path = the_path(a_pool("old", "new", **LEAST))
	choices = [found.choose(a_demand(f"L{n}"), path) for n in range(4)]
	assert [choice.user for choice in choices] == ["new", "new", "old", "old"]
	assert passed(choices[2]) == {"old": None, "new": "ramp"}


def test_what_was_given_by_load_is_not_paid_back_in_turns():
	"""A pool that changes from the least loaded to turns begins near enough to equal."""
	found = chooser(a_rep("a", capacity=1e6), a_rep("b", load=5e5, capacity=1e6))
	given_out(found, a_pool("a", "b", **LEAST), 500)
	users = given_out(found, a_pool("a", "b"), 100)
	assert abs(users["a"] - users["b"]) <= 2


# -- the best fit -------------------------------------------------------------------------------------------------------------


def test_hot_leads_go_to_whoever_wins_most_and_others_take_turns():
	reps = (a_rep("a", won=(5, 100)), a_rep("b", won=(30, 100)))
	choice = choose(a_pool("a", "b", **BEST), *reps, grade="A")
	assert (choice.user, choice.because) == ("b", Because.BEST_FIT)
	assert passed(choice) == {"b": None, "a": "less_fit"}
	rates = {one.user: one.rate for one in choice.asked[0].candidates}
	assert rates == {"a": round(10.25 / 130, 4), "b": round(35.25 / 130, 4)}
	for grade in ("B", None):
		plain = choose(a_pool("a", "b", **BEST), *reps, grade=grade)
		assert (plain.user, plain.because) == ("a", Because.TURN)
	assert choose(a_pool("a", "b", **BEST), *reps, grade="a").user == "b"


def test_a_lucky_beginning_counts_little():
	"""One of one is no better than sixty of two hundred, where the team wins a quarter."""
	reps = (a_rep("lucky", won=(1, 1)), a_rep("good", won=(60, 200)), a_rep("poor", won=(30, 160)))
	choice = choose(a_pool("lucky", "good", "poor", **BEST), *reps, grade="A")
	assert choice.user == "good"


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 1000), st.integers(0, 1000))
def test_a_shrunk_rate_lies_between_the_own_and_the_teams(decided, converted, team_decided, team_converted):
	own = Record(decided=decided, converted=min(converted, decided))
	team = Record(decided=team_decided, converted=min(team_converted, team_decided))
	of_team = team.converted / team.decided if team.decided else 0.0
	of_own = own.converted / own.decided if own.decided else of_team
	rate = shrunk_rate(own, team)
	assert min(of_own, of_team) - 1e-12 <= rate <= max(of_own, of_team) + 1e-12
	if decided == TEAM_COUNTS_AS:
		assert rate == pytest.approx((of_own + of_team) / 2)


def test_records_that_cannot_be_are_read_as_the_nearest_that_can():
	assert shrunk_rate(Record(decided=-5, converted=-1), Record()) == 0
	assert shrunk_rate(Record(decided=10, converted=99), Record(decided=10, converted=99)) == 1
	assert team_record([a_rep("a", won=(3, 10)), a_rep("b", won=(-1, -1))]) == Record(decided=10, converted=3)


def test_where_nobody_has_won_anything_the_least_loaded_get_hot_leads():
	reps = (a_rep("a", load=5.0), a_rep("b", load=4.0, capacity=100.0))
	assert choose(a_pool("a", "b", **BEST), *reps, grade="A").user == "b"


@given(
	st.lists(st.tuples(st.integers(1, 5), st.integers(0, 40)), min_size=2, max_size=10),
	st.floats(0.05, 1),
	st.integers(10, 200),
)
@settings(max_examples=60, deadline=None)
def test_everybody_gets_the_guaranteed_share_of_hot_leads(team, floor, count):
	reps = [a_rep(f"r{n}", won=(won, 40), **FREE_OF_LIMITS) for n, (_, won) in enumerate(team)]
	weights = {f"r{n}": float(weight) for n, (weight, _) in enumerate(team)}
	users = given_out(chooser(*reps), a_pool(weights=weights, floor=floor, **BEST), count, grade="A")
	for user, weight in weights.items():
		assert users[user] > floor * count * weight / sum(weights.values()) - 1
	assert users.total() == count


def test_a_guaranteed_turn_is_called_so_unless_it_is_the_best_who_has_it():
	reps = (a_rep("a", won=(0, 100)), a_rep("b", won=(30, 100)))
	found, path = chooser(*reps), the_path(a_pool("a", "b", floor=1.0, **BEST))
	choices = [found.choose(a_demand(f"L{n}", grade="A"), path) for n in range(2)]
	assert [(one.user, one.because) for one in choices] == [
		("a", Because.GUARANTEED),
		("b", Because.BEST_FIT),
	]
	assert passed(choices[0]) == {"a": None, "b": "not_his_turn"}


def test_beginners_get_hot_leads_in_their_guaranteed_turns_alone():
	new, old = (
		a_rep("new", ramp=0.9, won=(30, 40), **FREE_OF_LIMITS),
		a_rep("old", won=(5, 40), **FREE_OF_LIMITS),
	)
	choice = choose(a_pool("new", "old", **BEST), new, old, grade="A")
	assert passed(choice) == {"old": None, "new": "ramp"}
	users = given_out(chooser(new, old), a_pool("new", "old", floor=0.5, **BEST), 40, grade="A")
	assert abs(users["new"] - 10) <= 1
	assert choose(a_pool("new", **BEST), new, grade="A").user == "new"


def test_hot_leads_do_not_use_up_ordinary_turns():
	reps = (a_rep("a", won=(30, 40), **FREE_OF_LIMITS), a_rep("b", won=(5, 40), **FREE_OF_LIMITS))
	found, pool = chooser(*reps), a_pool("a", "b", **BEST)
	assert given_out(found, pool, 20, grade="A") == {"a": 20}
	assert given_out(found, pool, 20, grade="B") == {"a": 10, "b": 10}
	found.choose(a_demand(grade="A", account_owner="b"), the_path(pool))
	assert found.turns["Pool"].credits == {"a": 0, "b": 0}


def test_of_somebody_who_has_just_begun_only_the_room_of_today_counts():
	new, old = a_rep("new", load=10.0, ramp=0.5), a_rep("old", load=15.0)
	assert choose(a_pool("new", "old", **LEAST), new, old).user == "old"


def test_where_all_are_beginners_who_have_had_their_share_one_of_them_gets_it():
	turns = {"Pool": Turns(credits={"a": -LEAD, "b": -LEAD, "old": 2 * LEAD})}
	reps = (a_rep("a", ramp=0.9), a_rep("b", ramp=0.9), a_rep("old", load=50.0))
	choice = chooser(*reps, turns=turns).choose(a_demand(), the_path(a_pool("a", "b", "old", **LEAST)))
	assert passed(choice) == {"a": None, "b": "more_loaded", "old": "full"}


def test_leads_of_accounts_are_not_paid_back_where_it_is_load_that_decides():
	found, pool = (
		chooser(a_rep("a", **FREE_OF_LIMITS), a_rep("b", **FREE_OF_LIMITS)),
		a_pool("a", "b", **LEAST),
	)
	given_out(found, pool, 20, account_owner="a")
	assert found.turns["Pool"].credits == {"a": -LEAD, "b": LEAD}
