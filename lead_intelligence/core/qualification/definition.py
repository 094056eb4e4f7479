"""What marketing and sales have agreed: the stages in use, what each takes, and what no lead skips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from ..rules.conditions import Condition
from .stages import AGREED, LADDER, Stage


class Target(str, Enum):
	"""What ERPNext makes of a lead, by the name of its doctype."""

	OPPORTUNITY = "Opportunity"
	PROSPECT = "Prospect"
	QUOTATION = "Quotation"
	CUSTOMER = "Customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedStage:
	"""One stage with its meaning in words. `by_itself`: a lead that meets the criteria is moved into it at once; otherwise the
	stage is proposed to people."""

	stage: Stage
	meaning: str = ""
	by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
	"""One of the things that must hold for a lead to enter the stage."""

	stage: Stage
	label: str
	condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
	"""Whose leads a definition is for: all of a company, or those of one segment, of one product line, or of both."""

	company: str = ""
	market_segment: str | None = None
	product_line: str | None = None

	@property
	def narrowness(self) -> int:
		"""The narrower of two that claim a lead has it."""
		return 2 * bool(self.product_line) + bool(self.market_segment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
	"""`gates`: the stage that a lead must have reached before it is made into something. `acceptance`: the working time
	within which sales accepts or refuses an MQL. `keeps_cold_leads`: cold leads are not given to sales users."""

	name: str
	scope: Scope = Scope()
	stages: tuple[UsedStage, ...] = ()
	criteria: tuple[Criterion, ...] = ()
	gates: tuple[tuple[Target, Stage], ...] = ()
	acceptance: timedelta = timedelta(hours=8)
	keeps_cold_leads: bool = True
	version: str | None = None

	@property
	def ladder(self) -> tuple[Stage, ...]:
		used = {row.stage for row in self.stages}
		return tuple(stage for stage in LADDER if stage not in AGREED or stage in used)
