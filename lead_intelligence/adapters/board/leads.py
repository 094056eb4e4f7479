"""How far leads came in a period: what Lead Funnel tells of the steps in it, in one statement over those leads that made any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import add

import frappe
from pypika import Case
from pypika.functions import Count

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.stage_reach import Reach, reach_in_parts
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period


def steps_made(asked: AskedLeads, periods: Sequence[Period]) -> list[dict[Stage, int]]:
	"""By period: how many leads first came to each stage in it, or passed over it to a later one. The periods do not overlap."""
	limits = sorted({moment for period in periods for moment in (period.begin, period.end)})
	found = [dict.fromkeys(LADDER, 0) for _period in periods]
	stretches = [limits.index(period.begin) + 1 for period in periods]
	for reach in reach_in_parts(asked, reached=LADDER, of_lead=False, since=limits[0]):
		for at, stage, leads in _stretches(reach, limits):
			if at in stretches:
				found[stretches.index(at)][stage] += leads
	return found


def _stretches(reach: Reach, limits: Sequence[datetime]) -> Iterator[tuple[int, Stage, int]]:
	"""Which of the stretches between the limits each stage was come to in, and by how many leads."""
	# A digit for each stage: to look at each moment once takes the database much less than to compare it with each limit for each sum.
	base = len(limits) + 2
	digits = (_stretch(reach, stage, limits, base**place) for place, stage in enumerate(LADDER))
	query = frappe.qb.from_(reach.table).select(reduce(add, digits).as_("steps"), Count("*"))
	for steps, leads in query.groupby(frappe.qb.Field("steps")).run():
		for place, stage in enumerate(LADDER):
			yield int(steps) // base**place % base - 1, stage, leads


def _stretch(reach: Reach, stage: Stage, limits: Sequence[datetime], unit: int) -> Case:
	"""In units, how many of the limits lie before the moment or at it, and one more; 0 where nobody knows the moment."""
	moment = reach.reached_at(stage)
	# Most leads came to few stages.
	case = Case().when(~reach.has_reached(stage), 0)
	for number, limit in reversed(list(enumerate(limits, 2))):
		case = case.when(moment >= limit, number * unit)
	return case.when(moment.isnotnull(), unit).else_(0)
