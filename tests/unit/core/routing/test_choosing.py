"""Who gets a lead, who is passed over, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lead_intelligence.core.routing.choice_evidence import Because
from lead_intelligence.core.routing.path import Step
from lead_intelligence.core.routing.pool import Match, Strategy
from lead_intelligence.core.routing.rep import Away
from lead_intelligence.core.routing.turns import LEAD, Turns
from tests.unit.core.routing.reps import (
	NOW,
	a_demand,
	a_pool,
	a_rep,
	choose,
	chooser,
	passed,
	the_path,
)

ROSA, THEO, MAUD = a_rep("rosa"), a_rep("theo"), a_rep("maud")


def test_the_next_in_turn_gets_the_lead_and_it_is_said_whose_turn_it_was_not():
	choice = choose(a_pool("rosa", "theo"), ROSA, THEO)
	assert (choice.user, choice.because, choice.pool) == ("rosa", Because.TURN, "Pool")
	assert passed(choice) == {"rosa": None, "theo": "not_his_turn"}
	assert choice.asked[0].why_nobody is None


def test_what_each_lead_changes_counts_for_the_next():
	found = chooser(ROSA, THEO)
	path = the_path(a_pool("rosa", "theo"))
	users = [found.choose(a_demand(f"L{n}", weight=2.5), path).user for n in range(4)]
	assert users == ["rosa", "theo", "rosa", "theo"]
	rosa = found.reps["rosa"]
	assert (rosa.load, rosa.taken_today, rosa.taken_this_hour) == (5, 2, 2)
	assert found.taken == {"rosa": 2, "theo": 2}
	assert found.turns["Pool"].credits == {"rosa": 0, "theo": 0}


@pytest.mark.parametrize(
	("rep", "why", "detail"),
	[
		({"load": 50.0}, "full", None),
		({"load": 49.5}, "full", None),
		({"capacity": 0.0}, "no_capacity", None),
		({"capacity": -3.0}, "no_capacity", None),
		({"capacity": float("nan")}, "no_capacity", None),
		({"daily_limit": 5, "taken_today": 5}, "daily_limit", "5"),
		({"hourly_limit": 2, "taken_this_hour": 3}, "hourly_limit", "2"),
		({"ramp": 0.1, "load": 5.0}, "ramp", "5"),
		*(({"away": away.value}, away.value, None) for away in Away),
		({"away": "leave", "load": 99.0, "capacity": 0.0}, "leave", None),
		({"load": 99.0, "daily_limit": 5, "taken_today": 5}, "full", None),
	],
)
def test_whoever_cannot_take_it_is_passed_over_for_a_reason(rep, why, detail):
	choice = choose(a_pool("a", "b"), a_rep("a", **rep), a_rep("b"))
	assert (choice.user, choice.because) == ("b", Because.ONLY_ONE)
	(_, one) = choice.asked[0].candidates
	assert (one.user, one.passed, one.detail) == ("a", why, detail)


def test_a_lead_that_just_fits_is_taken():
	assert choose(a_pool("a"), a_rep("a", load=49.0)).user == "a"
	assert choose(a_pool("a"), a_rep("a", load=0.1 + 0.2, capacity=1.3)).user == "a"
	assert choose(a_pool("a"), a_rep("a", daily_limit=5, taken_today=4, hourly_limit=3)).user == "a"


def test_somebody_who_has_just_begun_has_room_for_one_lead_at_least():
	assert choose(a_pool("a"), a_rep("a", ramp=0.0), weight=3.0).user == "a"
	assert choose(a_pool("a"), a_rep("a", ramp=0.01, load=1.0)).user is None
	assert choose(a_pool("a"), a_rep("a", ramp=0.0, capacity=2.0), weight=3.0).user is None


def test_until_when_somebody_is_away_is_said_and_an_absence_that_is_over_does_not_count():
	tomorrow = NOW + timedelta(days=1)
	choice = choose(a_pool("a"), a_rep("a", away="leave", until=tomorrow))
	assert choice.user is None
	assert choice.asked[0].candidates[0].until == "2026-03-11 14:30:00"
	assert choose(a_pool("a"), a_rep("a", away="leave", until=NOW)).user == "a"


def test_a_lead_does_not_go_to_those_whom_it_must_not_go_to():
	choice = choose(a_pool("a", "b"), a_rep("a"), a_rep("b"), not_to={"a": "refused"})
	assert passed(choice) == {"b": None, "a": "refused"}


def test_members_who_are_paused_or_not_known_are_passed_over():
	pool = a_pool("a", "b", "ghost", paused=frozenset({"c"}))
	choice = choose(pool, a_rep("a"), a_rep("b"), a_rep("c"))
	assert passed(choice) == {"a": None, "b": "not_his_turn", "ghost": "unknown", "c": "paused"}
	away = choose(pool, a_rep("a"), a_rep("b"), a_rep("c", away="leave"))
	assert passed(away)["c"] == "leave"


def test_whoever_may_not_see_the_lead_is_asked_last_of_all_and_passed_over():
	asked = []

	def may_access(user, lead):
		asked.append((user, lead))
		return user == "c"

	found = chooser(*map(a_rep, "abcd"), may_access=may_access)
	choice = found.choose(a_demand("L1"), the_path(a_pool(*"abcd")))
	assert asked == [("a", "L1"), ("b", "L1"), ("c", "L1")]
	assert passed(choice) == {"c": None, "a": "no_access", "b": "no_access", "d": "not_his_turn"}
	# Neither gains nor loses.
	assert found.turns["Pool"].credits == {"c": -LEAD // 2, "d": LEAD // 2}


def test_where_nobody_may_see_it_nobody_gets_it_and_no_turn_is_used():
	found = chooser(*map(a_rep, "ab"), may_access=lambda user, lead: False)
	choice = found.choose(a_demand(), the_path(a_pool(*"ab")))
	assert (choice.user, choice.because, choice.pool) == (None, None, None)
	assert [one.why_nobody for one in choice.asked] == ["no_access", "empty"]
	assert found.turns["Pool"] == Turns()
	assert found.taken == {}


# -- fallbacks ----------------------------------------------------------------------------------------------------------------


def test_the_fallback_is_asked_where_nobody_can_take_it():
	first = a_pool("a", "b", "c", name="First", fallback="Second")
	second = a_pool("d", name="Second")
	reps = (a_rep("a", load=50.0), a_rep("b", load=50.0), a_rep("c", away="leave"), a_rep("d"))
	choice = chooser(*reps).choose(a_demand(), the_path(first, second))
	assert (choice.user, choice.pool) == ("d", "Second")
	assert [(one.pool, one.why_nobody) for one in choice.asked] == [("First", "full"), ("Second", None)]


def test_a_pool_of_nobody_is_empty_and_pools_that_cannot_be_asked_say_why():
	empty = a_pool(name="Empty", fallback="Gone")
	choice = chooser().choose(a_demand(), the_path(empty))
	assert [(one.pool, one.why_nobody) for one in choice.asked] == [
		("Empty", "empty"),
		("Gone", "gone"),
		(None, "empty"),
	]


def test_managers_get_what_nobody_else_can_take_however_much_they_have():
	full = a_rep("a", load=50.0)
	boss = a_rep("boss", load=500.0, capacity=0.0)
	path = the_path(a_pool("a"), managers=("gone", "boss"))
	choice = chooser(full, boss, a_rep("gone", away="leave")).choose(a_demand(), path)
	assert (choice.user, choice.because, choice.pool) == ("boss", Because.MANAGER, None)
	assert passed(choice) == {"boss": None, "gone": "leave"}


def test_of_several_managers_the_least_loaded_gets_it():
	path = the_path(a_pool(), managers=("m1", "m2"))
	found = chooser(a_rep("m1", load=3.0), a_rep("m2"))
	assert [found.choose(a_demand(f"L{n}"), path).user for n in range(4)] == ["m2", "m2", "m2", "m1"]


def test_a_manager_of_whom_nothing_else_is_known_can_be_given_leads():
	found = chooser()
	assert found.choose(a_demand(), the_path(a_pool(), managers=("boss",))).user == "boss"
	assert found.reps["boss"].load == 1


def test_where_all_managers_are_away_the_first_who_could_work_gets_it_all_the_same():
	path = the_path(a_pool(), managers=("off", "m1", "m2"))
	away = [a_rep("off", away="disabled_user"), a_rep("m1", away="leave"), a_rep("m2", away="holiday")]
	choice = chooser(*away).choose(a_demand(), path)
	assert (choice.user, choice.because) == ("m1", Because.MANAGER)
	only_off = chooser(away[0]).choose(a_demand(), the_path(a_pool(), managers=("off",)))
	assert only_off.user is None
	assert only_off.asked[-1].why_nobody == "disabled_user"


def test_a_manager_who_gave_it_back_gets_it_last():
	path = the_path(a_pool(), managers=("m1", "m2"))
	demand = {"not_to": {"m1": "refused"}}
	assert chooser().choose(a_demand(**demand), path).user == "m2"
	assert chooser().choose(a_demand(**demand), the_path(a_pool(), managers=("m1",))).user == "m1"


def test_managers_of_a_territory_come_the_nearest_first_and_keep_their_limits():
	step = Step(because=Because.TERRITORY_MANAGER, users=("full", "near", "far"))
	reps = (a_rep("full", load=50.0), a_rep("near", load=49.0), a_rep("far"))
	choice = chooser(*reps).choose(a_demand(), (step,))
	assert (choice.user, choice.because) == ("near", Because.TERRITORY_MANAGER)
	assert passed(choice) == {"near": None, "full": "full", "far": "farther"}
	assert chooser(reps[0]).choose(a_demand(), (Step(because=step.because, users=("full",)),)).user is None


def test_a_managers_queue_goes_to_its_managers_and_then_to_its_fallback():
	queue = a_pool("a", name="Queue", strategy=Strategy.MANAGERS_QUEUE, managers=("boss",), fallback="Pool")
	path = the_path(queue, a_pool("a"))
	choice = chooser(a_rep("a"), a_rep("boss", load=100.0)).choose(a_demand(), path)
	assert (choice.user, choice.because, choice.pool) == ("boss", Because.MANAGERS_QUEUE, "Queue")
	away = chooser(a_rep("a"), a_rep("boss", away="leave")).choose(a_demand(), path)
	assert (away.user, away.pool) == ("a", "Pool")


# -- who comes first ----------------------------------------------------------------------------------------------------------


def test_the_owner_of_the_account_comes_first_member_or_not():
	choice = choose(a_pool("rosa"), ROSA, THEO, account_owner="theo", previous_owner="rosa")
	assert (choice.user, choice.because, choice.pool) == ("theo", Because.ACCOUNT_OWNER, "Pool")


def test_the_previous_owner_comes_next():
	choice = choose(a_pool("rosa", "maud"), ROSA, THEO, MAUD, previous_owner="theo")
	assert (choice.user, choice.because) == ("theo", Because.PREVIOUS_OWNER)
	away = a_rep("maud", away="leave")
	choice = choose(a_pool("rosa"), ROSA, THEO, away, account_owner="maud", previous_owner="theo")
	assert passed(choice) == {"theo": None, "maud": "leave"}


def test_neither_comes_first_where_the_pool_says_so_or_they_cannot():
	asked = {"account_owner": "theo", "previous_owner": "theo"}
	plain = a_pool("rosa", account_owner_first=False, previous_owner_first=False)
	assert choose(plain, ROSA, THEO, **asked).user == "rosa"
	full = choose(a_pool("rosa"), ROSA, a_rep("theo", load=50.0), **asked)
	assert full.user == "rosa"
	assert passed(full) == {"rosa": None, "theo": "full"}
	paused = choose(a_pool("rosa", paused=frozenset({"theo"})), ROSA, THEO, **asked)
	assert (paused.user, passed(paused)["theo"]) == ("rosa", "paused")
	assert choose(a_pool("rosa"), ROSA, THEO, **asked, not_to={"theo": "breach"}).user == "rosa"
	unknown = choose(a_pool("rosa"), ROSA, **asked)
	assert passed(unknown) == {"rosa": None, "theo": "unknown"}


def test_somebody_who_is_both_is_looked_at_once():
	full = a_rep("theo", load=50.0)
	choice = choose(a_pool("rosa", "theo"), ROSA, full, account_owner="theo", previous_owner="theo")
	assert [one.user for one in choice.asked[0].candidates] == ["rosa", "theo"]


def test_members_who_come_first_are_charged_a_turn():
	found = chooser(ROSA, THEO)
	path = the_path(a_pool("rosa", "theo"))
	assert found.choose(a_demand("L1", account_owner="rosa"), path).because is Because.ACCOUNT_OWNER
	assert [found.choose(a_demand(f"L{n}"), path).user for n in range(3)] == ["theo", "rosa", "theo"]


def test_others_who_come_first_leave_the_turns_as_they_are():
	found = chooser(ROSA, THEO, MAUD)
	path = the_path(a_pool("rosa", "theo"))
	found.choose(a_demand("L1", account_owner="maud"), path)
	assert found.turns.get("Pool", Turns()) == Turns()


# -- hours and skills ---------------------------------------------------------------------------------------------------------


def test_those_who_work_now_come_before_those_who_do_not():
	off = a_rep("a", is_off=True, off_until=NOW + timedelta(hours=18))
	choice = choose(a_pool("a", "b"), off, a_rep("b"))
	assert passed(choice) == {"b": None, "a": "off_hours"}
	assert choice.asked[0].candidates[1].until == "2026-03-11 08:30:00"
	assert choose(a_pool("a", "b", during_hours=False), off, a_rep("b")).user == "a"


def test_where_nobody_works_now_hours_do_not_count():
	choice = choose(a_pool("a", "b"), a_rep("a", is_off=True), a_rep("b", is_off=True))
	assert passed(choice) == {"a": None, "b": "not_his_turn"}
	full = choose(a_pool("a", "b"), a_rep("a", is_off=True), a_rep("b", load=50.0))
	assert passed(full) == {"a": None, "b": "full"}


@pytest.mark.parametrize(
	("spoken", "wanted", "fits"),
	[
		("fr", "fr", True),
		("fr", "FR", True),
		("fr", "fr-CA", True),
		("fr-CA", "fr", True),
		("fr_CA", "fr-ca", True),
		("pt-BR", "pt-PT", False),
		("en de", "de", True),
		("en", "de", False),
		("", "de", False),
	],
)
def test_a_required_language_is_spoken(spoken, wanted, fits):
	pool = a_pool("a", language=Match.REQUIRED)
	choice = choose(pool, a_rep("a", speaks=spoken), language=wanted)
	assert (choice.user == "a") is fits
	if not fits:
		(one,) = choice.asked[0].candidates
		assert (one.passed, one.detail) == ("language", wanted)


def test_what_is_not_known_of_a_lead_is_not_asked():
	pool = a_pool("a", language=Match.REQUIRED, product=Match.REQUIRED, sector=Match.REQUIRED)
	assert choose(pool, a_rep("a")).user == "a"


def test_a_required_product_needs_the_least_level_in_the_nearest_line():
	pool = a_pool("a", "b", "c", "d", product=Match.REQUIRED, minimum_level=3)
	reps = (
		a_rep("a", product={"Laser": 2, "Machines": 5}),
		a_rep("b", product={"Machines": 3}),
		a_rep("c", product={"Tools": 5}),
		a_rep("d", product={"Laser": 4}),
	)
	choice = choose(pool, *reps, products=("Laser", "Machines", "All Item Groups"))
	assert passed(choice) == {"b": None, "a": "product", "c": "product", "d": "not_his_turn"}
	levels = {one.user: one.level for one in choice.asked[0].candidates}
	assert levels == {"a": 2, "b": 3, "c": None, "d": 4}


def test_a_required_sector_is_known():
	pool = a_pool("a", "b", sector=Match.REQUIRED)
	choice = choose(pool, a_rep("a"), a_rep("b", sector={"Energy": 1}), sector="Energy")
	assert passed(choice) == {"b": None, "a": "sector"}


def test_of_what_is_preferred_the_best_level_wins_and_where_nobody_has_it_all_take_part():
	pool = a_pool("a", "b", "c", product=Match.PREFERRED, minimum_level=2)
	reps = (a_rep("a", product={"Laser": 2}), a_rep("b", product={"Laser": 4}), a_rep("c"))
	choice = choose(pool, *reps, products=("Laser",))
	assert passed(choice) == {"b": None, "a": "less_skilled", "c": "less_skilled"}
	found = {one.user: (one.level, one.detail) for one in choice.asked[0].candidates}
	assert found == {"b": (4, None), "a": (2, "4"), "c": (0, "4")}
	assert passed(choose(pool, *map(a_rep, "abc"), products=("Laser",)))["b"] == "not_his_turn"
	full = (reps[0], a_rep("b", product={"Laser": 4}, load=50.0), reps[2])
	assert choose(pool, *full, products=("Laser",)).user == "a"


def test_a_preferred_language_goes_before_levels():
	pool = a_pool("a", "b", language=Match.PREFERRED, sector=Match.PREFERRED)
	reps = (a_rep("a", sector={"Energy": 5}), a_rep("b", speaks="fr"))
	choice = choose(pool, *reps, language="fr", sector="Energy")
	assert passed(choice) == {"b": None, "a": "language"}


def test_rooms_of_hours_and_skills_are_looked_at_again_without_those_who_may_not_see_the_lead():
	pool = a_pool("a", "b", product=Match.PREFERRED)
	reps = {"a": a_rep("a", product={"Laser": 5}), "b": a_rep("b", is_off=True)}
	found = chooser(*reps.values(), may_access=lambda user, lead: user == "b")
	choice = found.choose(a_demand(products=("Laser",)), the_path(pool))
	assert passed(choice) == {"b": None, "a": "no_access"}


def test_a_lead_fits_whatever_its_weights_add_up_to_in_binary():
	assert choose(a_pool("a"), a_rep("a", load=2.2, capacity=3.3), weight=1.1).user == "a"


def test_somebody_who_is_no_member_but_both_is_looked_at_once():
	full = a_rep("theo", load=50.0)
	choice = choose(a_pool("rosa"), ROSA, full, account_owner="theo", previous_owner="theo")
	assert [one.user for one in choice.asked[0].candidates] == ["rosa", "theo"]


def test_a_member_who_comes_first_without_the_skills_of_the_lead_is_charged_as_well():
	found = chooser(ROSA, a_rep("theo", speaks="fr"))
	pool = a_pool("rosa", "theo", language=Match.REQUIRED)
	found.choose(a_demand(account_owner="rosa", language="fr"), the_path(pool))
	assert found.turns["Pool"].credits == {"rosa": -LEAD // 2, "theo": LEAD // 2}
