"""What a dashboard is asked for, and what whoever asks may see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import frappe

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.core.board.spans import Grain, grain_of
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBoard:
	"""`filters.period`: the days themselves; `before`: those that they are compared with, None for no comparison."""

	filters: Filters
	before: Period | None = None
	leads: AskedLeads = field(init=False)

	def __post_init__(self) -> None:
		object.__setattr__(self, "leads", AskedLeads(self.filters))

	@property
	def grain(self) -> Grain:
		return grain_of(self.filters.period)

	@property
	def periods(self) -> Sequence[Period]:
		return (self.filters.period, self.before) if self.before else (self.filters.period,)

	def of(self, period: Period) -> Filters:
		"""The same filters, of other days."""
		return replace(self.filters, period=period, compare=False)


def asked_board(filters: Filters, before: Period | None = None) -> AskedBoard:
	"""`before`: where it is another than the one that the reports compare with."""
	if before is None and (earlier := filters.before()):
		before = earlier.period
	return AskedBoard(filters=filters, before=before)


def may_see(report: str) -> bool:
	"""Whether there is such a report, and its figures are for whoever asks."""
	if not frappe.db.exists("Report", report):
		return False
	return bool(frappe.get_cached_doc("Report", report).is_permitted())
