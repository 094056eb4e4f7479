"""Why somebody cannot take a lead."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from .choice_evidence import Passed
from .pool import Match, Pool
from .rep import Away, Demand, Rep, SkillKind

_TOLERANCE = 1e-9


class Obstacle(NamedTuple):
	"""`why`: a value of Passed, of Away, or the reason for which the lead must not go to the rep."""

	why: str
	detail: str | None = None
	until: str | None = None
	level: int | None = None


NO_ACCESS = Obstacle(Passed.NO_ACCESS.value)
PAUSED = Obstacle(Passed.PAUSED.value)
UNKNOWN = Obstacle(Passed.UNKNOWN.value)


def keeps_away(rep: Rep, demand: Demand, now: datetime) -> Obstacle | None:
	"""Whoever it is, and whatever else is asked."""
	if rep.user in demand.not_to:
		return Obstacle(demand.not_to[rep.user])
	absence = rep.absence
	if absence is None or (absence.until is not None and absence.until <= now):
		return None
	return Obstacle(absence.why.value, until=absence.until.isoformat(sep=" ") if absence.until else None)


def is_out_of_service(rep: Rep) -> bool:
	"""Disabled or without the role: not even somebody who has to step in."""
	return rep.absence is not None and rep.absence.why in (Away.DISABLED_USER, Away.NO_SALES_ROLE)


def is_too_much(rep: Rep, demand: Demand) -> Obstacle | None:
	"""Beginners have room for one lead at least."""
	if not rep.capacity > 0:
		return Obstacle(Passed.NO_CAPACITY.value)
	after = rep.load + demand.weight - _TOLERANCE
	if after > rep.capacity:
		return Obstacle(Passed.FULL.value)
	if rep.ramp < 1 and after > max(rep.capacity * rep.ramp, demand.weight):
		return Obstacle(Passed.RAMP.value, detail=f"{rep.capacity * rep.ramp:.10g}")
	if 0 < rep.daily_limit <= rep.taken_today:
		return Obstacle(Passed.DAILY_LIMIT.value, detail=str(rep.daily_limit))
	if 0 < rep.hourly_limit <= rep.taken_this_hour:
		return Obstacle(Passed.HOURLY_LIMIT.value, detail=str(rep.hourly_limit))
	return None


class Skills:
	"""What leads ask of the skills of those in a pool, and how well each of them answers. What is not known of a lead is not asked.
	It is worked out once for each rep, since skills do not change from lead to lead."""

	__slots__ = (
		*("_language", "_least", "_product", "_sector", "_wanted", "_words"),
		*("_lacking", "_levels", "are_preferred", "are_required", "count"),
	)

	def __init__(self, pool: Pool, demand: Demand) -> None:
		self._wanted = demand
		self._words = _language(demand.language or "")
		self._least = max(pool.minimum_level, 1)
		self._language = pool.language if demand.language else Match.IGNORED
		self._product = pool.product if demand.products else Match.IGNORED
		self._sector = pool.sector if demand.sector else Match.IGNORED
		asked = (self._language, self._product, self._sector)
		self.are_required = Match.REQUIRED in asked
		self.are_preferred = Match.PREFERRED in asked
		self.count = Match.IGNORED is not self._product or Match.IGNORED is not self._sector
		self._lacking: dict[str, Obstacle | None] = {}
		self._levels: dict[str, int | None] = {}

	def lacks(self, rep: Rep) -> Obstacle | None:
		"""What is required and not there."""
		user = rep.user
		if user not in self._lacking:
			self._lacking[user] = self._missing(rep)
		return self._lacking[user]

	def _missing(self, rep: Rep) -> Obstacle | None:
		wanted = self._wanted
		if self._language is Match.REQUIRED and not self._speaks(rep):
			return Obstacle(Passed.LANGUAGE.value, detail=wanted.language)
		if self._product is Match.REQUIRED and not self._enough(self._of_product(rep)):
			return Obstacle(Passed.PRODUCT.value, detail=wanted.products[0], level=self._of_product(rep))
		if self._sector is Match.REQUIRED and not self._enough(self._of_sector(rep)):
			return Obstacle(Passed.SECTOR.value, detail=wanted.sector, level=self._of_sector(rep))
		return None

	def rank(self, rep: Rep) -> tuple[bool, int, int]:
		"""How well what is preferred is met: the language first, then the product, then the sector."""
		return (
			self._language is Match.PREFERRED and self._speaks(rep),
			self._enough(self._of_product(rep)) if self._product is Match.PREFERRED else 0,
			self._enough(self._of_sector(rep)) if self._sector is Match.PREFERRED else 0,
		)

	def is_outdone(self, rank: tuple[bool, int, int], best: tuple[bool, int, int]) -> Obstacle:
		"""What the others have more of."""
		if rank[0] != best[0]:
			return Obstacle(Passed.LANGUAGE.value, detail=self._wanted.language)
		which = 1 if rank[1] != best[1] else 2
		return Obstacle(Passed.LESS_SKILLED.value, detail=str(best[which]), level=rank[which])

	def level(self, rep: Rep) -> int | None:
		"""Of the product or, where none is asked for, of the sector."""
		user = rep.user
		if user not in self._levels:
			of_product = self._product is not Match.IGNORED
			self._levels[user] = self._of_product(rep) if of_product else self._of_sector(rep)
		return self._levels[user]

	def _speaks(self, rep: Rep) -> bool:
		return any(_understand(_language(one), self._words) for one in rep.languages)

	def _of_product(self, rep: Rep) -> int | None:
		"""Of the nearest product line in which the rep has any."""
		levels = (rep.skills.get((SkillKind.PRODUCT, product)) for product in self._wanted.products)
		return next((level for level in levels if level is not None), None)

	def _of_sector(self, rep: Rep) -> int | None:
		return rep.skills.get((SkillKind.SECTOR, self._wanted.sector or ""))

	def _enough(self, level: int | None) -> int:
		return level if level is not None and level >= self._least else 0


def _language(code: str) -> tuple[str, str]:
	language, _, region = code.strip().casefold().replace("_", "-").partition("-")
	return language, region


def _understand(spoken: tuple[str, str], wanted: tuple[str, str]) -> bool:
	"""French is French of Canada as well; of two regions, each has its own."""
	return spoken[0] == wanted[0] and (spoken[1] == wanted[1] or not spoken[1] or not wanted[1])
