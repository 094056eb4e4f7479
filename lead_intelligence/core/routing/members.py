"""Asking the members of a pool: who of them can take a lead, who of those is best placed, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .asking import Around, Found, found
from .candidates import candidate_of
from .choice_evidence import Candidate, Passed
from .passing_over import NO_ACCESS, Obstacle, Skills
from .pool import MOST_WEIGHT, Pool
from .rep import Demand, Record, Rep
from .strategies import Pick, has_had_enough, pick, team_record
from .turns import Turns

Able = dict[str, tuple[Rep, float]]
"""Reps, each with the weight in the pool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
	"""Those of a pool, with the weights that count there; the paused ones, who have none, come last. `team`: their record together;
	`show_weights`: some are not equal."""

	pool: Pool
	weights: Mapping[str, float]
	paused: tuple[str, ...]
	team: Record
	show_weights: bool
	_skills: dict[tuple[object, ...], Skills] = field(default_factory=dict)

	def skills_for(self, demand: Demand) -> Skills:
		"""The same for all leads that ask the same of them."""
		asked = (demand.language, demand.products, demand.sector)
		if asked not in self._skills:
			self._skills[asked] = Skills(self.pool, demand)
		return self._skills[asked]


def members_of(pool: Pool, reps: Mapping[str, Rep]) -> Members:
	weights = {
		user: next((one for one in (weight, reps[user].weight if user in reps else 1.0) if _counts(one)), 1.0)
		for user, weight in pool.weights.items()
		if user not in pool.paused
	}
	return Members(
		pool=pool,
		weights=weights,
		paused=tuple(sorted(pool.paused)),
		team=team_record(reps[user] for user in weights if user in reps),
		show_weights=len(set(weights.values())) > 1,
	)


def _counts(weight: float) -> bool:
	return 0 < weight <= MOST_WEIGHT


def able_members(members: Members, demand: Demand, around: Around, obstacles: dict[str, Obstacle]) -> Able:
	"""Who can take the lead; of the others, `obstacles` is told why not."""
	able: Able = {}
	skills = members.skills_for(demand)
	of = around.reps.get
	for user, weight in members.weights.items():
		rep = of(user)
		obstacle = around.obstacle(rep, demand)
		if rep is not None and obstacle is None:
			obstacle = skills.lacks(rep) if skills.are_required else None
			if obstacle is None:
				able[user] = (rep, weight)
				continue
		if obstacle:
			obstacles[user] = obstacle
	for user in members.paused:
		obstacles[user] = around.obstacle(of(user), demand, is_paused=True) or NO_ACCESS
	return able


def ask_members(
	members: Members,
	demand: Demand,
	turns: Turns,
	around: Around,
	passed: Iterable[Candidate] = (),
) -> tuple[Found, Turns]:
	"""And where the turns of the pool stand then."""
	pool, skills = members.pool, members.skills_for(demand)
	obstacles: dict[str, Obstacle] = {}
	able = able_members(members, demand, around, obstacles)
	picked: Pick | None = None
	narrowed: dict[str, Obstacle] = {}
	while able:
		left, narrowed = _narrowed(able, pool, demand, skills, turns)
		picked = pick(pool, demand, left, turns, members.team)
		if around.may_access(picked.user, demand.lead):
			break
		obstacles[picked.user] = NO_ACCESS
		del able[picked.user]
		picked, narrowed = None, {}
	candidates = _candidates(members, {**obstacles, **narrowed}, picked, skills, turns, around)
	if picked is None:
		return found(None, None, pool, candidates, passed), turns
	return found(picked.user, picked.because, pool, candidates, passed), picked.turns


def _narrowed(
	able: Able, pool: Pool, demand: Demand, skills: Skills, turns: Turns
) -> tuple[Able, dict[str, Obstacle]]:
	"""Those of the able who are better placed than the others; at least one."""
	beside: dict[str, Obstacle] = {}
	left = able
	if pool.during_hours:
		at_work = {user: one for user, one in left.items() if not one[0].is_off}
		if 0 < len(at_work) < len(left):
			for user, (rep, _) in left.items():
				if rep.is_off:
					until = rep.off_until.isoformat(sep=" ") if rep.off_until else None
					beside[user] = Obstacle(Passed.OFF_HOURS.value, until=until)
			left = at_work
	if skills.are_preferred and len(left) > 1:
		ranks = {user: skills.rank(rep) for user, (rep, _) in left.items()}
		best = max(ranks.values())
		beside.update({u: skills.is_outdone(rank, best) for u, rank in ranks.items() if rank != best})
		left = {user: one for user, one in left.items() if ranks[user] == best}
	sated = [user for user, (rep, _) in left.items() if has_had_enough(rep, pool, demand, turns.credits)]
	if sated and len(sated) < len(left):
		beside.update(dict.fromkeys(sated, Obstacle(Passed.RAMP.value)))
		left = {user: one for user, one in left.items() if user not in beside}
	return left, beside


def _candidates(
	members: Members,
	obstacles: Mapping[str, Obstacle],
	picked: Pick | None,
	skills: Skills,
	turns: Turns,
	around: Around,
) -> list[Candidate]:
	"""Whoever got the lead comes first."""
	of = around.reps.get
	chosen = picked.user if picked else None
	other = Obstacle(picked.others.value) if picked else NO_ACCESS
	rates: Mapping[str, float] = picked.rates if picked else {}
	by_turn = picked is not None and picked.turns.credits is not turns.credits
	listed: list[Candidate] = []
	for user in (*members.weights, *members.paused):
		rep = of(user)
		obstacle = None if user == chosen else obstacles.get(user, other)
		if picked and user in picked.held_back:
			obstacle = Obstacle(Passed.RAMP.value)
		one = candidate_of(
			user,
			rep,
			obstacle,
			weight=members.weights.get(user) if members.show_weights else None,
			level=skills.level(rep) if rep and skills.count else None,
			credit=turns.credits.get(user, 0) if by_turn else None,
			rate=rates.get(user),
		)
		listed.insert(0, one) if user == chosen else listed.append(one)
	return listed
