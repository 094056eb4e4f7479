"""Who gets a lead: the pools of a path are asked one after the other, until somebody can take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from .asking import Around, Found, MayAccess, ask_users, found
from .candidates import candidate_of
from .choice_evidence import Asked, Because, Candidate, Choice
from .members import Members, able_members, ask_members, members_of
from .passing_over import NO_ACCESS
from .path import GONE, Step
from .pool import Pool, Strategy
from .rep import Demand, Rep
from .strategies import is_hot, paid
from .turns import Turns, for_members


def always(user: str, lead: str) -> bool:
	return True


class Chooser:
	"""Chooses for one lead after the other, each of which changes what the next one finds. `reps`, `turns` (by pool) and `taken` (how
	many leads each got) are to be stored afterwards.

	`now`: naive, system time zone. `may_access`: whether a user may see a lead; asked only of whoever is about to be chosen.
	"""

	def __init__(
		self,
		reps: Mapping[str, Rep],
		turns: Mapping[str, Turns],
		now: datetime,
		may_access: MayAccess = always,
	) -> None:
		self.reps: dict[str, Rep] = dict(reps)
		self.turns: dict[str, Turns] = dict(turns)
		self.taken: dict[str, int] = {}
		self._around = Around(reps=self.reps, now=now, may_access=may_access)
		self._members: dict[str, Members] = {}

	def choose(self, demand: Demand, path: Sequence[Step]) -> Choice:
		asked: list[Asked] = []
		for step in path:
			answer = self._ask(step, demand)
			asked.append(answer.asked)
			if answer.user is not None:
				self._give(answer.user, demand)
				return Choice(user=answer.user, because=answer.because, asked=tuple(asked))
		return Choice(user=None, because=None, asked=tuple(asked))

	def _give(self, user: str, demand: Demand) -> None:
		rep = self.reps.get(user) or Rep(user=user)
		self.taken[user] = self.taken.get(user, 0) + 1
		self.reps[user] = replace(
			rep,
			load=rep.load + demand.weight,
			taken_today=rep.taken_today + 1,
			taken_this_hour=rep.taken_this_hour + 1,
		)

	def _ask(self, step: Step, demand: Demand) -> Found:
		pool = step.pool
		if step.problem or (pool is None and step.because is None):
			asked = Asked(pool=step.name, strategy=None, why_nobody=step.problem or GONE)
			return Found(user=None, because=None, asked=asked)
		if pool is None:
			return ask_users(step.users, step.because or Because.MANAGER, demand, self._around)
		first, passed = self._first(pool, demand)
		if first:
			return first
		if pool.strategy is Strategy.MANAGERS_QUEUE:
			return ask_users(pool.managers, Because.MANAGERS_QUEUE, demand, self._around, pool, passed)
		members, turns = self._standing(pool)
		answer, self.turns[pool.name] = ask_members(members, demand, turns, self._around, passed)
		return answer

	def _first(self, pool: Pool, demand: Demand) -> tuple[Found | None, list[Candidate]]:
		"""The owner of the account and the previous owner, be they members or not; or why neither gets the lead."""
		passed: list[Candidate] = []
		for is_asked, because, user in (
			(pool.account_owner_first, Because.ACCOUNT_OWNER, demand.account_owner),
			(pool.previous_owner_first, Because.PREVIOUS_OWNER, demand.previous_owner),
		):
			if not is_asked or not user or any(one.user == user for one in passed):
				continue
			rep = self.reps.get(user)
			obstacle = self._around.obstacle(rep, demand, user in pool.paused)
			if not obstacle and not self._around.may_access(user, demand.lead):
				obstacle = NO_ACCESS
			one = candidate_of(user, rep, obstacle)
			if not obstacle:
				self._pay(pool, demand, user)
				return found(user, because, pool, [one], passed), passed
			passed.append(one)
		return None, passed

	def _pay(self, pool: Pool, demand: Demand, user: str) -> None:
		"""Members who get a lead without waiting for their turn are charged for it all the same."""
		if user not in pool.weights or is_hot(pool, demand) or pool.strategy is Strategy.MANAGERS_QUEUE:
			return
		members, turns = self._standing(pool)
		able = able_members(members, demand, self._around, {})
		weights = {one: weight for one, (_, weight) in able.items()}
		weights[user] = members.weights[user]
		self.turns[pool.name] = paid(pool, weights, turns, user)

	def _standing(self, pool: Pool) -> tuple[Members, Turns]:
		members = self._members.get(pool.name)
		turns = self.turns.get(pool.name, Turns())
		if members is None or (members.pool is not pool and members.pool != pool):
			members = self._members[pool.name] = members_of(pool, self.reps)
			turns = self.turns[pool.name] = for_members(turns, members.weights, members.paused)
		return members, turns
