"""What a choice leaves behind: who was looked at, who got the lead, and why each other did not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .pool import Strategy


class Because(str, Enum):
	"""Why somebody was chosen. Stored."""

	TURN = "turn"
	LEAST_LOADED = "least_loaded"
	BEST_FIT = "best_fit"
	GUARANTEED = "guaranteed"
	ACCOUNT_OWNER = "account_owner"
	PREVIOUS_OWNER = "previous_owner"
	MANAGERS_QUEUE = "managers_queue"
	TERRITORY_MANAGER = "territory_manager"
	MANAGER = "manager"
	ONLY_ONE = "only_one"
	BY_HAND = "by_hand"


class Passed(str, Enum):
	"""Why somebody was passed over. Stored; beside these, the values of `rep.Away`, and the keys of `Demand.not_to`."""

	FULL = "full"
	NO_CAPACITY = "no_capacity"
	DAILY_LIMIT = "daily_limit"
	HOURLY_LIMIT = "hourly_limit"
	PAUSED = "paused"
	OFF_HOURS = "off_hours"
	LANGUAGE = "language"
	PRODUCT = "product"
	SECTOR = "sector"
	LESS_SKILLED = "less_skilled"
	RAMP = "ramp"
	NO_ACCESS = "no_access"
	NOT_HIS_TURN = "not_his_turn"
	MORE_LOADED = "more_loaded"
	LESS_FIT = "less_fit"
	UNKNOWN = "unknown"
	FARTHER = "farther"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
	"""Somebody who was looked at. `passed`: why somebody else got the lead, None for whoever got it. `until` is ISO text.
	`credit`: how many leads the rep is behind (above 0) or ahead (below 0) of a fair share. `rate`: shrunk conversion rate, 0 to 1.
	What played no part is None: the `weight` where all are equal, the intake where there is no limit, the `credit` where it was not
	turns that decided."""

	user: str
	passed: str | None = None
	detail: str | None = None
	until: str | None = None
	weight: float | None = None
	load: float | None = None
	capacity: float | None = None
	taken_today: int | None = None
	level: int | None = None
	credit: float | None = None
	rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
	"""One pool that was asked. `strategy`: None for a step that is no pool (`territory_manager`, `manager`). `why_nobody`: the most
	frequent of what kept the candidates from it, `empty` where there were none, `disabled`, `loop` or `gone` for a pool that
	cannot be asked; None where somebody was found."""

	pool: str | None
	strategy: Strategy | None
	candidates: tuple[Candidate, ...] = ()
	why_nobody: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
	"""`user`: None where nobody can take the lead. `asked`: in their order, the last is where `user` was found."""

	user: str | None
	because: Because | None
	asked: tuple[Asked, ...] = ()

	@property
	def pool(self) -> str | None:
		"""Where somebody was found."""
		return self.asked[-1].pool if self.user and self.asked else None
