"""How far leads came in a period: what Lead Funnel tells of the steps in it, in one statement over those leads that made any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import add

import frappe
from pypika.functions import Count
from pypika.terms import Function, Term

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period


def steps_made(asked: AskedLeads, periods: Sequence[Period]) -> list[dict[Stage, int]]:
	"""By period: how many leads first came to each stage in it, or passed over it to a later one. The periods do not overlap."""
	limits = sorted({moment for period in periods for moment in (period.begin, period.end)})
	reach = Reach(asked, (), reached=LADDER, of_lead=False, since=limits[0])
	# A digit for each stage: to look at each moment once takes the database much less than to compare it with each limit for each sum.
	base = len(limits) + 2
	digits = (_stretch(reach.reached_at(stage), limits) * base**place for place, stage in enumerate(LADDER))
	query = frappe.qb.from_(reach.table).select(reduce(add, digits).as_("steps"), Count("*"))
	found = [dict.fromkeys(LADDER, 0) for _period in periods]
	stretches = [limits.index(period.begin) + 1 for period in periods]
	for steps, leads in query.groupby(frappe.qb.Field("steps")).run():
		for place, stage in enumerate(LADDER):
			stretch = int(steps) // base**place % base - 1
			if stretch in stretches:
				found[stretches.index(stretch)][stage] += leads
	return found


def _stretch(moment: Term, limits: Sequence[datetime]) -> Term:
	"""How many of the limits lie before the moment or at it, and one more; 0 where nobody knows the moment."""
	numbers = (int(limit.strftime("%Y%m%d%H%M%S")) for limit in limits)
	return Function("INTERVAL", moment + 0, *numbers) + 1
