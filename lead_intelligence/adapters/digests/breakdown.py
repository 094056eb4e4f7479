"""Who has to do with a figure: the same of each rep or source in both weeks, of the leads that whoever reads may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lead_intelligence.adapters.board.asked import AskedBoard, asked_board
from lead_intelligence.adapters.digests import groups
from lead_intelligence.adapters.digests.groups import Groups
from lead_intelligence.core.digest.figures import Observed, Part
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.result import Shape

_STEPS: Final = {"basis": "Activity in the Period"}
_BY_SOURCE: Final = {**_STEPS, "group_by": "Source", "to_stage": "MQL"}
_BY_OWNER: Final = {**_STEPS, "group_by": "Lead Owner"}
_TO_WHOM: Final = {"group_by": "Handed Over To"}
_REVENUE: Final = {"group_by": "Source", "basis": "Date of Revenue"}
_ADDED_UP: Final = frozenset({Shape.COUNT, Shape.AMOUNT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
	"""`counted`: by period, of each group. `asks`: by which its report shows the same. `of_users`: whether the groups are people. `cases`: by
	period, of how many the whole is, where the groups do not say so."""

	counted: Callable[[AskedBoard], Sequence[Groups]]
	asks: Mapping[str, str]
	shape: Shape = Shape.COUNT
	of_users: bool = True
	cases: Callable[[AskedBoard], Sequence[int]] | None = None


PLACES: Final[Mapping[str, Place]] = {
	"new_leads": Place(counted=groups.new_leads, asks=_BY_SOURCE, of_users=False),
	"mql": Place(counted=groups.mqls, asks=_BY_SOURCE, of_users=False),
	"sql": Place(counted=groups.sqls, asks={**_BY_OWNER, "to_stage": "SQL"}),
	"customers": Place(counted=groups.customers, asks={**_BY_OWNER, "to_stage": "Customer"}),
	"treatment_rate": Place(counted=groups.treatment, asks=_TO_WHOM, shape=Shape.SHARE),
	"acceptance_rate": Place(counted=groups.acceptance, asks=_TO_WHOM, shape=Shape.SHARE),
	"in_time_rate": Place(counted=groups.in_time, asks={"group_by": "Rep"}, shape=Shape.SHARE),
	"won_amount": Place(
		counted=groups.won,
		asks={"group_by": "Lead Owner", "basis": "Closed in the Period"},
		shape=Shape.AMOUNT,
	),
	"invoiced": Place(
		counted=groups.invoiced,
		asks=_REVENUE,
		shape=Shape.AMOUNT,
		of_users=False,
		cases=groups.invoiced_leads,
	),
	"cost": Place(counted=groups.cost, asks=_REVENUE, shape=Shape.AMOUNT, of_users=False),
}
"""By the name that the dashboard gives the figure."""


class Breakdown:
	"""`filters`: of the week. What nobody asks for is not counted."""

	def __init__(self, filters: Filters) -> None:
		self.filters = filters
		self._board = asked_board(filters)
		self._counted: dict[str, Sequence[Groups]] = {}

	def parts(self, name: str) -> list[Part]:
		place = PLACES.get(name)
		if place is None:
			return []
		now, before = self._weeks(name, place)
		return [
			Part(group=group, now=_of(place, now, group), before=_of(place, before, group))
			for group in dict.fromkeys((*now, *before))
		]

	def cases(self, name: str) -> tuple[int, int]:
		"""Of how many the figure of all together is, in both weeks; 0 where nobody knows."""
		place = PLACES.get(name)
		if place is None:
			return 0, 0
		if place.cases:
			found = list(place.cases(self._board))
		else:
			found = [sum(one.cases or 0 for one in week.values()) for week in self._weeks(name, place)]
		now, before = (*found, 0)[:2]
		return now, before

	def _weeks(self, name: str, place: Place) -> tuple[Groups, Groups]:
		if name not in self._counted:
			self._counted[name] = place.counted(self._board)
		now, before = (*self._counted[name], {})[:2]
		return now, before


def _of(place: Place, week: Groups, group: str) -> Observed:
	"""Who is in none of it has nothing: no leads and no amount, but no rate either."""
	if group in week:
		return week[group]
	return Observed(value=0.0, cases=0) if place.shape in _ADDED_UP else Observed(cases=0)
