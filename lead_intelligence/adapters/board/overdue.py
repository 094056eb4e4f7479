"""What is late at this moment: leads past the moment when a response was due, and hand-overs that nobody has answered in time."""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe.utils import format_datetime
from pypika.functions import Count, Min
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.handovers import OPEN
from lead_intelligence.adapters.team_leads import somebody
from lead_intelligence.core.board.overdue import Overdue


def late_leads(board: AskedBoard, now: datetime) -> Overdue | None:
	"""By owner, the moment being that of the clock that runs out first. Of all leads that match the filters, of whatever days they are."""
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).where(lead.li_due_at < now)
	return _overdue(board.leads.only(query, lead), lead.lead_owner, lead.li_due_at)


def unanswered_handovers(board: AskedBoard, now: datetime) -> Overdue | None:
	"""By receiver."""
	handover, lead = frappe.qb.DocType(HANDOVER), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(handover)
	query = board.leads.only(query.join(lead).on(lead.name == handover.lead), lead)
	query = query.where(handover.status.isin(OPEN) & (handover.due_at < now))
	return _overdue(query, handover.to_user, handover.due_at)


def _overdue(query: QueryBuilder, user: Term, due_at: Term) -> Overdue | None:
	rows = query.select(user, Count("*"), Min(due_at)).groupby(user).run()
	if not rows:
		return None
	numbers: dict[str, int] = {}
	for whose, number, _since in rows:
		if somebody(whose):
			numbers[whose] = numbers.get(whose, 0) + number
	most = min(numbers, key=lambda one: (-numbers[one], one)) if numbers else None
	return Overdue(
		number=sum(number for _user, number, _since in rows),
		since=format_datetime(min(since for _user, _number, since in rows)),
		most_of=most,
		of_them=numbers[most] if most else 0,
	)
