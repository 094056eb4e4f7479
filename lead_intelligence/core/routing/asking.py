"""Asking people who are named for what they are: the managers of a territory, of a queue, of sales."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .candidates import candidate_of
from .choice_evidence import Asked, Because, Candidate, Passed
from .passing_over import NO_ACCESS, PAUSED, UNKNOWN, Obstacle, is_out_of_service, is_too_much, keeps_away
from .path import EMPTY
from .pool import Pool
from .rep import Demand, Rep

MayAccess = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
	"""What is known at the moment of a choice. `now`: naive, system time zone. `may_access`: whether a user may see a lead."""

	reps: Mapping[str, Rep]
	now: datetime
	may_access: MayAccess

	def obstacle(self, rep: Rep | None, demand: Demand, is_paused: bool = False) -> Obstacle | None:
		"""Why somebody cannot take the lead, whatever skills are asked for."""
		if rep is None:
			return UNKNOWN
		away = keeps_away(rep, demand, self.now) if rep.absence or demand.not_to else None
		return away or (PAUSED if is_paused else is_too_much(rep, demand))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
	user: str | None
	because: Because | None
	asked: Asked


def found(
	user: str | None,
	because: Because | None,
	pool: Pool | None,
	candidates: Sequence[Candidate],
	passed: Iterable[Candidate] = (),
) -> Found:
	"""`passed`: who was asked before these; who is among these as well counts once."""
	named = {one.user for one in candidates}
	everybody = (*candidates, *(one for one in passed if one.user not in named))
	why = None
	if user is None:
		most = Counter(one.passed for one in everybody).most_common(1)
		why = most[0][0] if most else EMPTY
	asked = Asked(
		pool=pool.name if pool else None,
		strategy=pool.strategy if pool else None,
		candidates=everybody,
		why_nobody=why,
	)
	return Found(user=user, because=because if user else None, asked=asked)


def ask_users(
	users: Sequence[str],
	because: Because,
	demand: Demand,
	around: Around,
	pool: Pool | None = None,
	passed: Iterable[Candidate] = (),
) -> Found:
	"""Managers of a territory come in their order, the nearest first; of all others, the one with the least open work. These have no
	limits, since they hand on what they get; and the last whom a path names get the lead even if all are away, because somebody must."""
	reps = {user: around.reps.get(user) or Rep(user=user) for user in users}
	obstacles = {
		user: keeps_away(rep, demand, around.now)
		or (is_too_much(rep, demand) if because is Because.TERRITORY_MANAGER else None)
		for user, rep in reps.items()
	}
	order = [user for user in reps if not obstacles[user]]
	if because is not Because.TERRITORY_MANAGER:
		order.sort(key=lambda one: reps[one].load)
	if because is Because.MANAGER:
		order += [user for user, why in obstacles.items() if why and not is_out_of_service(reps[user])]
	chosen = None
	for user in order:
		if around.may_access(user, demand.lead):
			chosen = user
			break
		obstacles[user] = NO_ACCESS
	idle = Obstacle((Passed.FARTHER if because is Because.TERRITORY_MANAGER else Passed.MORE_LOADED).value)
	candidates = [
		candidate_of(user, reps[user], None if user == chosen else obstacles[user] or idle)
		for user in sorted(reps, key=lambda one: one != chosen)
	]
	return found(chosen, because, pool, candidates, passed)
