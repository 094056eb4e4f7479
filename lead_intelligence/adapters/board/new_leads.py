"""Of the leads that came in, how many nobody knows the source of."""

from __future__ import annotations

import frappe
from pypika import Case
from pypika.functions import Count, Sum

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.qualification.stages import LADDER


def without_source(board: AskedBoard) -> Tally:
	"""Of those of the period itself; those without a source as `won`."""
	period, lead = board.filters.period, frappe.qb.DocType("Lead")
	reach = Reach(board.leads, (), reached=LADDER[:1], of_lead=False, since=period.begin)
	query = frappe.qb.from_(reach.table).join(lead).on(lead.name == reach.lead)
	source = lead[actual_name("source")]
	none = Case().when(source.isnull() | (source == ""), 1).else_(0)
	leads, without = query.select(Count("*"), Sum(none)).where(within(reach.entered, period)).run()[0]
	return Tally(leads=int(leads), won=int(without or 0))
