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
	"""What a lead asks of the skills of those in a pool, and how well each of them answers. What is not known of the lead is not
	asked."""

	__slots__ = (
		"_demand",
		"_language",
		"_pool",
		"_product",
		"_sector",
		"are_preferred",
		"are_required",
		"count",
	)

	def __init__(self, pool: Pool, demand: Demand) -> None:
		self._pool, self._demand = pool, demand
		self._language = pool.language if demand.language else Match.IGNORED
		self._product = pool.product if demand.products else Match.IGNORED
		self._sector = pool.sector if demand.sector else Match.IGNORED
		asked = (self._language, self._product, self._sector)
		self.are_required = Match.REQUIRED in asked
		self.are_preferred = Match.PREFERRED in asked
		self.count = Match.IGNORED is not self._product or Match.IGNORED is not self._sector

	def lacks(self, rep: Rep) -> Obstacle | None:
		"""What is required and not there."""
		demand = self._demand
		if self._language is Match.REQUIRED and not self._speaks(rep):
			return Obstacle(Passed.LANGUAGE.value, detail=demand.language)
		if self._product is Match.REQUIRED and not self._product_level(rep):
			return Obstacle(Passed.PRODUCT.value, detail=demand.products[0], level=self._plain_level(rep))
		if self._sector is Match.REQUIRED and not self._sector_level(rep):
			level = rep.skills.get((SkillKind.SECTOR, demand.sector or ""))
			return Obstacle(Passed.SECTOR.value, detail=demand.sector, level=level)
		return None

	def rank(self, rep: Rep) -> tuple[bool, int, int]:
		"""How well what is preferred is met: the language first, then the product, then the sector."""
		return (
			self._language is Match.PREFERRED and self._speaks(rep),
			self._product_level(rep) if self._product is Match.PREFERRED else 0,
			self._sector_level(rep) if self._sector is Match.PREFERRED else 0,
		)

	def is_outdone(self, rank: tuple[bool, int, int], best: tuple[bool, int, int]) -> Obstacle:
		"""What the others have more of."""
		if rank[0] != best[0]:
			return Obstacle(Passed.LANGUAGE.value, detail=self._demand.language)
		which = 1 if rank[1] != best[1] else 2
		return Obstacle(Passed.LESS_SKILLED.value, detail=str(best[which]), level=rank[which])

	def level(self, rep: Rep) -> int | None:
		"""Of the product or, where none is asked for, of the sector."""
		if self._product is not Match.IGNORED:
			return self._plain_level(rep)
		if self._sector is not Match.IGNORED:
			return rep.skills.get((SkillKind.SECTOR, self._demand.sector or ""))
		return None

	def _speaks(self, rep: Rep) -> bool:
		wanted = _language(self._demand.language or "")
		return any(_understand(_language(one), wanted) for one in rep.languages)

	def _plain_level(self, rep: Rep) -> int | None:
		"""Of the nearest product line in which the rep has any."""
		for product in self._demand.products:
			level = rep.skills.get((SkillKind.PRODUCT, product))
			if level is not None:
				return level
		return None

	def _product_level(self, rep: Rep) -> int:
		return self._enough(self._plain_level(rep))

	def _sector_level(self, rep: Rep) -> int:
		return self._enough(rep.skills.get((SkillKind.SECTOR, self._demand.sector or "")))

	def _enough(self, level: int | None) -> int:
		return level if level is not None and level >= max(self._pool.minimum_level, 1) else 0


def _language(code: str) -> tuple[str, str]:
	language, _, region = code.strip().casefold().replace("_", "-").partition("-")
	return language, region


def _understand(spoken: tuple[str, str], wanted: tuple[str, str]) -> bool:
	"""French is French of Canada as well; of two regions, each has its own."""
	return spoken[0] == wanted[0] and (spoken[1] == wanted[1] or not spoken[1] or not wanted[1])
