"""How far leads came in a period: what Lead Funnel tells of the steps in it, in one statement over those leads that made any."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from pypika import Case
from pypika.functions import Sum

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period


def steps_made(asked: AskedLeads, periods: Sequence[Period]) -> list[dict[Stage, int]]:
	"""By period: how many leads first came to each stage in it, or passed over it to a later one."""
	since = min(period.begin for period in periods)
	reach = Reach(asked, (), reached=LADDER, of_lead=False, since=since)
	counts = (
		Sum(Case().when(within(reach.reached_at(stage), period), 1).else_(0))
		for period in periods
		for stage in LADDER
	)
	found = [int(number or 0) for number in frappe.qb.from_(reach.table).select(*counts).run()[0]]
	rungs = len(LADDER)
	return [
		dict(zip(LADDER, found[place : place + rungs], strict=True))
		for place in range(0, rungs * len(periods), rungs)
	]
