"""The leads that are on the desk of a rep: those that they own and have open, those that were handed over to them, and those in nurture
whose day to look again has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion

from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.handovers import OPEN, TO_EXECUTIVE
from lead_intelligence.adapters.sales_users import MANAGERS, SALES
from lead_intelligence.adapters.team_leads import SeenLeads, is_open
from lead_intelligence.core.lead_queue.queued_lead import Handover
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.setup.roles import MARKETING

MOST_LEADS = 10_000
"""Of somebody who owns more than anybody can work through, what is due first."""


class DeskLead(NamedTuple):
	"""What its place depends on, of what is stored with it. `clocks`: as text."""

	name: str
	company: str | None
	since: datetime | None
	grade: str | None
	score: float | None
	clocks: str | None
	revisit_on: date | None


class DeskLeads:
	"""Those of `user` that whoever asks may see. `handovers`: by lead, those that are theirs to answer."""

	def __init__(self, user: str, seen: SeenLeads, now: datetime) -> None:
		self.user = user
		self._seen = seen
		self.handovers, handed = self._handed_over()
		self._handed = sorted(handed)
		self.leads = self._leads(now)

	def only(self, query: QueryBuilder, lead: Table) -> QueryBuilder:
		"""`query` reads `lead`, beside other tables."""
		return self._seen.only(query.where(self._is_theirs(lead)))

	def _is_theirs(self, lead: Table) -> Criterion:
		own = lead.lead_owner == self.user
		return own | lead.name.isin(self._handed) if self._handed else own

	def _handed_over(self) -> tuple[Mapping[str, Handover], set[str]]:
		"""Also the names of those that somebody else owns still."""
		handover, lead = frappe.qb.DocType(HANDOVER), frappe.qb.DocType("Lead")
		query = self._handovers(handover.to_user == self.user)
		if self._is_of_sales():
			# Nobody else answers for who is of sales no more. Apart from the others, so that each has its index.
			of_another = (handover.to_user == self.user) | _is_answered_by_another(handover)
			query *= self._handovers(
				(lead.lead_owner == self.user) & (handover.to_user.isnull() | of_another.negate())
			)
		rows = query.limit(MOST_LEADS).run()
		found = {
			name: Handover(handed_at=handed_at, due_at=due_at, by=by or None)
			for name, handed_at, due_at, by, _owner in rows
		}
		return found, {name for name, _at, _due, _by, owner in rows if owner != self.user}

	def _handovers(self, which: Criterion) -> QueryBuilder:
		handover, lead, user = (frappe.qb.DocType(name) for name in (HANDOVER, "Lead", "User"))
		query = frappe.qb.from_(handover).join(lead).on(lead.name == handover.lead)
		query = query.left_join(user).on(user.name == handover.from_user)
		by = Coalesce(user.full_name, handover.from_user)
		query = query.select(handover.lead, handover.handed_at, handover.due_at, by, lead.lead_owner)
		# Who hands over does not answer.
		by_them = (handover.act == TO_EXECUTIVE) & (Coalesce(handover.from_user, "") == self.user)
		return self._seen.only(query.where(handover.status.isin(OPEN) & which & by_them.negate()))

	def _is_of_sales(self) -> bool:
		roles = frappe.get_roles(self.user)
		return not MANAGERS.isdisjoint(roles) or (SALES in roles and MARKETING not in roles)

	def _leads(self, now: datetime) -> list[DeskLead]:
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(lead).select(
			lead.name,
			lead.company,
			Coalesce(lead.li_stage_since, lead.creation),
			lead.li_grade,
			Case().when(lead.li_scoring_model != "", lead.li_score),
			lead.li_clocks,
			Case().when(lead.li_stage == Stage.NURTURE.value, lead.li_revisit_on),
		)
		to_revisit = (lead.li_stage == Stage.NURTURE.value) & (lead.li_revisit_on <= now.date())
		query = query.where(is_open(lead) | (is_open(lead, of_any_stage=True) & to_revisit))
		query = self.only(query, lead)
		rows = query.limit(MOST_LEADS + 1).run()
		if len(rows) > MOST_LEADS:
			# Put in order only where it matters: it takes a good part of the time of the statement.
			query = query.orderby(lead.li_due_at.isnull()).orderby(lead.li_due_at)
			rows = query.orderby(lead.li_score, order=frappe.qb.desc).limit(MOST_LEADS).run()
		return [DeskLead(*row) for row in rows]


def _is_answered_by_another(handover: Table) -> Criterion:
	"""Whether it was handed over to somebody who is of sales now."""
	user, role = frappe.qb.DocType("User").as_("asked"), frappe.qb.DocType("Has Role")
	holds = (
		frappe.qb.from_(role)
		.select(role.name)
		.where((role.parenttype == "User") & (role.parent == handover.to_user))
	)
	sales = (
		frappe.qb.from_(user).select(user.name).where((user.name == handover.to_user) & (user.enabled == 1))
	)
	sales = sales.where(ExistsCriterion(holds.where(role.role == SALES)))
	return ExistsCriterion(sales.where(ExistsCriterion(holds.where(role.role == MARKETING)).negate()))
