"""Which items of purchase invoices are costs of which source and campaign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from ..problems import Problem
from ..reporting.period import Period


class SpreadOver(str, Enum):
	POSTING_DATE = "Posting Date"
	SERVICE_DATES = "Service Dates"
	DAYS = "Days"


MOST_DAYS = 1830


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRule:
	"""`cost_centres`: the one that is named and all below it; `depth`: how far below the top that one is, the top itself being 1. Empty:
	of any. `days`: how many, from the posting date on, where it spreads over days."""

	name: str
	company: str
	project: str = ""
	cost_centres: frozenset[str] = field(default_factory=frozenset)
	depth: int = 0
	supplier: str = ""
	account: str = ""
	source: str = ""
	campaign: str = ""
	spread: SpreadOver = SpreadOver.POSTING_DATE
	days: int = 1

	@property
	def rank(self) -> tuple[bool, int, bool, bool]:
		"""The higher, the more specific. Two different rules of one rank that are sound never fit the same item."""
		return bool(self.project), self.depth, bool(self.supplier), bool(self.account)

	def fits(self, item: InvoiceItem) -> bool:
		return (
			self.company == item.company
			and (not self.project or self.project == item.project)
			and (not self.cost_centres or item.cost_centre in self.cost_centres)
			and (not self.supplier or self.supplier == item.supplier)
			and (not self.account or self.account == item.account)
		)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceItem:
	"""`project`: of the item, else of its invoice. `service`: the days that it is for, where it says so."""

	company: str
	project: str
	cost_centre: str
	supplier: str
	account: str
	posted: date
	service: Period | None = None


def rule_of(item: InvoiceItem, rules: Iterable[CostRule]) -> CostRule | None:
	"""The most specific one that fits: that of a project before that of a cost centre, that of a deeper cost centre before that of one
	above it, then that of a supplier, then that of an account."""
	fitting = [rule for rule in rules if rule.fits(item)]
	return max(fitting, key=lambda rule: (rule.rank, rule.name)) if fitting else None


def days_of(item: InvoiceItem, rule: CostRule) -> Period:
	"""What the cost is spread over."""
	if rule.spread is SpreadOver.SERVICE_DATES and item.service:
		return item.service
	if rule.spread is SpreadOver.DAYS:
		return Period(first=item.posted, last=item.posted + timedelta(days=max(rule.days, 1) - 1))
	return Period(first=item.posted, last=item.posted)


def problems_of_rule(*, names_place: bool, names_origin: bool, spread: str, days: int) -> list[Problem]:
	"""`names_place`: a project or a cost centre; `names_origin`: a source or a campaign."""
	found: list[Problem] = []
	if not names_place:
		found.append(
			Problem(
				message="Choose a project or a cost centre, or else all purchase invoices would be costs of this."
			)
		)
	if not names_origin:
		found.append(
			Problem(message="Name the source or the campaign that these purchase invoices are costs of.")
		)
	if spread == SpreadOver.DAYS.value and not 1 <= days <= MOST_DAYS:
		found.append(
			Problem(
				message="Days from the Posting Date must be from 1 to {most}. Correct the number.",
				values={"most": MOST_DAYS},
			)
		)
	return found
