"""Whatever the team, the pools and the leads: who can take a lead is found, and nobody else; and the same is found again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lead_intelligence.core.routing.choice_evidence import Because, Choice
from lead_intelligence.core.routing.choosing import Chooser
from lead_intelligence.core.routing.evidence import evidence_of, read_evidence
from lead_intelligence.core.routing.explanation import choice_sentence, nobody_sentence, passed_sentence
from lead_intelligence.core.routing.pool import Match, Pool, Strategy
from lead_intelligence.core.routing.rep import Away, Demand, Rep, SkillKind
from tests.unit.core.routing.reps import NOW, a_rep, the_path

USERS = [f"r{n}" for n in range(7)]
GRADES = ("A", "B")
MATCHES = st.sampled_from(Match)
LEVELS = st.dictionaries(st.sampled_from(["Laser", "Machines"]), st.integers(1, 5))


@st.composite
def a_team(draw) -> dict[str, Rep]:
	known = draw(st.lists(st.sampled_from(USERS), unique=True))
	return {
		user: a_rep(
			user,
			away=draw(st.sampled_from([None, None, None, *(one.value for one in Away)])),
			capacity=float(draw(st.integers(-1, 6))),
			load=float(draw(st.integers(0, 4))),
			daily_limit=draw(st.integers(0, 4)),
			taken_today=draw(st.integers(0, 2)),
			hourly_limit=draw(st.sampled_from([0, 0, 2])),
			ramp=draw(st.sampled_from([1.0, 1.0, 0.5, 0.0])),
			is_off=draw(st.booleans()),
			speaks=draw(st.sampled_from(["", "fr", "fr en", "de"])),
			product=draw(LEVELS),
			sector={"Energy": draw(st.integers(1, 5))},
			won=(draw(st.integers(0, 10)), 10),
		)
		for user in known
	}


@st.composite
def a_pool(draw, name: str, fallback: str | None) -> Pool:
	members = draw(st.lists(st.sampled_from(USERS), unique=True))
	paused = frozenset(draw(st.lists(st.sampled_from(USERS), unique=True, max_size=2)))
	return Pool(
		name=name,
		strategy=draw(st.sampled_from(Strategy)),
		weights={user: draw(st.sampled_from([0.0, 0.5, 1.0, 2.0])) for user in members if user not in paused},
		paused=paused,
		account_owner_first=draw(st.booleans()),
		previous_owner_first=draw(st.booleans()),
		during_hours=draw(st.booleans()),
		language=draw(MATCHES),
		product=draw(MATCHES),
		sector=draw(MATCHES),
		minimum_level=draw(st.integers(1, 5)),
		hot_grades=frozenset("A"),
		floor=draw(st.sampled_from([0.0, 0.3, 1.0])),
		managers=draw(st.sampled_from([(), ("boss",)])),
		fallback=fallback,
		is_disabled=draw(st.sampled_from([False, False, False, True])),
	)


SOMEBODY = st.none() | st.sampled_from(USERS)
DEMANDS = st.lists(
	st.builds(
		Demand,
		lead=st.just("LEAD-1"),
		grade=st.sampled_from([None, *GRADES]),
		weight=st.sampled_from([0.5, 1.0, 2.0]),
		language=st.sampled_from([None, "fr", "de"]),
		products=st.sampled_from([(), ("Laser", "Machines"), ("Machines",)]),
		sector=st.sampled_from([None, "Energy"]),
		account_owner=SOMEBODY,
		previous_owner=SOMEBODY,
		not_to=st.dictionaries(st.sampled_from(USERS), st.just("refused"), max_size=2),
	),
	min_size=1,
	max_size=8,
)
TEAMS, POOLS = a_team(), st.tuples(a_pool("First", "Second"), a_pool("Second", None))
BLIND = st.frozensets(st.sampled_from(USERS), max_size=2)


def can_take(rep: Rep | None, demand: Demand) -> bool:
	"""Said once more, in other words."""
	if rep is None or rep.absence or rep.user in demand.not_to or rep.capacity <= 0:
		return False
	after = rep.load + demand.weight
	room = max(rep.capacity * rep.ramp, demand.weight) if rep.ramp < 1 else rep.capacity
	limits = ((rep.daily_limit, rep.taken_today), (rep.hourly_limit, rep.taken_this_hour))
	return after <= min(room, rep.capacity) and all(not most or taken < most for most, taken in limits)


def is_skilled(rep: Rep, pool: Pool, demand: Demand) -> bool:
	if pool.language is Match.REQUIRED and demand.language and demand.language not in rep.languages:
		return False
	if pool.product is Match.REQUIRED and demand.products:
		levels = [
			rep.skills[key] for one in demand.products if (key := (SkillKind.PRODUCT, one)) in rep.skills
		]
		if not levels or levels[0] < pool.minimum_level:
			return False
	needs_sector = pool.sector is Match.REQUIRED and demand.sector
	return not needs_sector or rep.skills[(SkillKind.SECTOR, "Energy")] >= pool.minimum_level


def all_choices(reps, pools, demands, blind) -> tuple[Chooser, list[tuple[Demand, dict[str, Rep], Choice]]]:
	found = Chooser(reps, {}, NOW, lambda user, lead: user not in blind)
	path, choices = the_path(*pools), []
	for demand in demands:
		before = dict(found.reps)
		choices.append((demand, before, found.choose(demand, path)))
	return found, choices


@given(TEAMS, POOLS, DEMANDS, BLIND)
@settings(max_examples=150, deadline=None)
def test_whoever_can_take_a_lead_is_found_and_nobody_else(reps, pools, demands, blind):
	by_name = {pool.name: pool for pool in pools}
	for demand, before, choice in all_choices(reps, pools, demands, blind)[1]:
		for asked in choice.asked:
			pool = by_name.get(asked.pool or "")
			if pool is None or pool.is_disabled or pool.strategy is Strategy.MANAGERS_QUEUE:
				continue
			able = {
				user
				for user in pool.weights
				if user not in blind
				and can_take(before.get(user), demand)
				and is_skilled(before[user], pool, demand)
			}
			chosen = choice.user if asked is choice.asked[-1] else None
			assert (chosen is not None) >= bool(able)
			if chosen and choice.because not in (Because.ACCOUNT_OWNER, Because.PREVIOUS_OWNER):
				assert chosen in able
				if pool.during_hours and any(not before[user].is_off for user in able):
					assert not before[chosen].is_off
				listed = [one.user for one in asked.candidates]
				assert len(listed) == len(set(listed))
				assert {*pool.weights, *pool.paused} <= set(listed)
			elif chosen:
				assert can_take(before[chosen], demand)
				assert chosen not in pool.paused | blind
				assert chosen in (demand.account_owner, demand.previous_owner)


@given(TEAMS, POOLS, DEMANDS, BLIND)
@settings(max_examples=60, deadline=None)
def test_the_same_is_found_again_in_whatever_order_people_are_known(reps, pools, demands, blind):
	first, choices = all_choices(reps, pools, demands, blind)
	backwards = dict(reversed(list(reps.items())))
	second, again = all_choices(backwards, pools, demands, blind)
	assert choices == again
	assert (first.turns, first.taken, first.reps) == (second.turns, second.taken, second.reps)


@given(TEAMS, POOLS, DEMANDS, BLIND)
@settings(max_examples=60, deadline=None)
def test_every_choice_is_written_read_and_said(reps, pools, demands, blind):
	for demand, _before, choice in all_choices(reps, pools, demands, blind)[1]:
		data = evidence_of(
			choice, policy="P", policy_title="P", rule=None, cause="Ready", weight=demand.weight
		)
		assert read_evidence(data).choice == choice
		assert choice_sentence(choice)
		for asked in choice.asked:
			assert bool(nobody_sentence(asked)) is (asked.why_nobody is not None)
			for one in asked.candidates:
				assert bool(passed_sentence(one)) is (one.passed is not None)


@given(TEAMS, POOLS, DEMANDS)
@settings(max_examples=60, deadline=None)
def test_what_is_stored_afterwards_adds_up(reps, pools, demands):
	found, choices = all_choices(reps, pools, demands, frozenset())
	given_out = [choice.user for _demand, _before, choice in choices if choice.user]
	assert found.taken == {user: given_out.count(user) for user in given_out}
	for user, rep in reps.items():
		weights = [demand.weight for demand, _before, choice in choices if choice.user == user]
		assert found.reps[user].load == rep.load + sum(weights)
		assert found.reps[user].taken_today == rep.taken_today + len(weights)
	for pool in pools:
		if pool.strategy in (Strategy.ROUND_ROBIN, Strategy.BEST_FIT) and pool.name in found.turns:
			assert sum(found.turns[pool.name].credits.values()) == 0
			assert sum(found.turns[pool.name].guarantees.values()) == 0
