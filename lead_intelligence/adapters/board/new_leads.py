"""Of the leads that were made in a period, how many nobody knows the source of."""

from __future__ import annotations

import frappe
from pypika import Case
from pypika.functions import Count, Sum

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.core.metrics.tally import Tally


def without_source(board: AskedBoard) -> Tally:
	"""By the day on which the record was made, as the list of leads can show them; those without a source as `won`."""
	lead = frappe.qb.DocType("Lead")
	source = lead[actual_name("source")]
	none = Case().when(source.isnull() | (source == ""), 1).else_(0)
	query = (
		frappe.qb.from_(lead).select(Count("*"), Sum(none)).where(within(lead.creation, board.filters.period))
	)
	leads, without = board.leads.only(query, lead).run()[0]
	return Tally(leads=int(leads), won=int(without or 0))
