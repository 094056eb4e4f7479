"""The leads that are on the desk of a rep: those that they own and have open, those that were handed over to them, and those in nurture
whose day to look again has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import frappe
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.handovers import OPEN, TO_EXECUTIVE
from lead_intelligence.adapters.team_leads import SeenLeads, is_open
from lead_intelligence.core.lead_queue.queued_lead import Handover
from lead_intelligence.core.qualification.stages import Stage

MOST_LEADS = 10_000
"""Of somebody who owns more than anybody can work through, what is due first."""

_FIELDS = (
	*("name", "lead_name", "company_name", "company", "status", "lead_owner", "creation"),
	*("li_stage", "li_stage_since", "li_grade", "li_score", "li_scoring_model", "li_clocks", "li_revisit_on"),
)


class DeskLeads:
	"""Those of `user` that whoever asks may see. `handovers`: by lead, those that are theirs to answer; `rows`: by lead."""

	def __init__(self, user: str, seen: SeenLeads, now: datetime) -> None:
		self.user = user
		self._seen = seen
		self.handovers, handed = self._handed_over()
		self._handed = sorted(handed)
		self.rows = self._leads(now)

	def only(self, query: QueryBuilder, lead: Table) -> QueryBuilder:
		"""`query` reads `lead`, beside other tables."""
		return self._seen.only(query.where(self._is_theirs(lead)))

	def _is_theirs(self, lead: Table) -> Criterion:
		own = lead.lead_owner == self.user
		return own | lead.name.isin(self._handed) if self._handed else own

	def _handed_over(self) -> tuple[Mapping[str, Handover], set[str]]:
		"""Also the names of those that somebody else owns still."""
		handover, lead, user = (frappe.qb.DocType(name) for name in (HANDOVER, "Lead", "User"))
		query = frappe.qb.from_(handover).join(lead).on(lead.name == handover.lead)
		query = query.left_join(user).on(user.name == handover.from_user)
		query = query.select(
			handover.lead, handover.handed_at, handover.due_at, handover.from_user, user.full_name
		).select(lead.lead_owner)
		to_nobody = handover.to_user.isnull() | (handover.to_user == "")
		to_them = (handover.to_user == self.user) | (to_nobody & (lead.lead_owner == self.user))
		query = query.where(handover.status.isin(OPEN) & to_them)
		by_them = (handover.act == TO_EXECUTIVE) & (handover.from_user == self.user)
		rows = self._seen.only(query.where(by_them.negate())).limit(MOST_LEADS).run(as_dict=True)
		found = {
			row.lead: Handover(
				handed_at=row.handed_at, due_at=row.due_at, by=row.full_name or row.from_user or None
			)
			for row in rows
		}
		return found, {row.lead for row in rows if row.lead_owner != self.user}

	def _leads(self, now: datetime) -> dict[str, frappe._dict]:
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(lead).select(*(lead[name] for name in _FIELDS))
		to_revisit = (lead.li_stage == Stage.NURTURE.value) & (lead.li_revisit_on <= now.date())
		query = query.where(is_open(lead) | (is_open(lead, of_any_stage=True) & to_revisit))
		query = query.orderby(lead.li_due_at.isnull()).orderby(lead.li_due_at)
		query = query.orderby(lead.li_score, order=frappe.qb.desc)
		rows: list[Any] = self.only(query, lead).limit(MOST_LEADS).run(as_dict=True)
		return {row.name: row for row in rows}
