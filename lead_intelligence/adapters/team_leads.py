"""The open leads of a team, counted: those that whoever asks may see. Each count is one statement, however many leads there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import frappe
from pypika import Field, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, LiteralValue

from lead_intelligence.adapters.erpnext_versions import beside_parameters
from lead_intelligence.adapters.journey_permissions import condition_of_visible_leads
from lead_intelligence.adapters.rep_load_counts import CLOSED_LEAD, CLOSED_STAGES

NO_OWNERS = ("Guest", "Administrator")
"""Who stands as owner of leads that nobody owns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedLeads:
	"""Of one owner, None for nobody. `by_grade`: how many are open, by the grade they have, "" for none."""

	by_grade: dict[str, int]
	late: int = 0

	@property
	def open(self) -> int:
		return sum(self.by_grade.values())


class SeenLeads:
	"""Leads of a company, or of all, that the user may see."""

	def __init__(self, company: str | None) -> None:
		self._company = company
		self._seen = condition_of_visible_leads()

	def only(self, query: QueryBuilder) -> QueryBuilder:
		"""`query` reads Lead, alone or beside other tables."""
		if self._seen:
			query = query.where(LiteralValue(f"({beside_parameters(self._seen)})"))
		if self._company:
			query = query.where(is_of_company(frappe.qb.DocType("Lead"), self._company))
		return query


def is_of_company(lead: Table, company: str) -> Criterion:
	"""A lead without company is one of the default company."""
	of_it = lead.company == company
	if company != frappe.defaults.get_global_default("company"):
		return of_it
	return of_it | lead.company.isnull() | (lead.company == "")


def owned_leads(seen: SeenLeads, now: datetime) -> dict[str | None, OwnedLeads]:
	"""By owner."""
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).select(lead.lead_owner, lead.li_grade, Count("*"))
	query = query.where(is_open(lead)).groupby(lead.lead_owner, lead.li_grade)
	grades: dict[str | None, dict[str, int]] = {}
	for owner, grade, leads in seen.only(query).run():
		counts = grades.setdefault(somebody(owner), {})
		counts[grade or ""] = counts.get(grade or "", 0) + leads
	late = _late_leads(seen, now)
	return {owner: OwnedLeads(by_grade=counts, late=late.get(owner, 0)) for owner, counts in grades.items()}


def _late_leads(seen: SeenLeads, now: datetime) -> dict[str | None, int]:
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).select(lead.lead_owner, Count("*"))
	query = query.where((lead.li_due_at < now) & is_open(lead)).groupby(lead.lead_owner)
	found: dict[str | None, int] = {}
	for owner, leads in seen.only(query).run():
		found[somebody(owner)] = found.get(somebody(owner), 0) + leads
	return found


def is_open(lead: Table, *, of_any_stage: bool = False) -> Criterion:
	"""As the loads of reps count them. `of_any_stage`: also those that were put aside."""
	status, stage = lead.status, lead.li_stage
	found = (lead.disabled == 0) & (status.isnull() | status.notin(CLOSED_LEAD))
	return found if of_any_stage else found & (stage.isnull() | stage.notin(CLOSED_STAGES))


def somebody(owner: str | None) -> str | None:
	"""None for what stands for nobody."""
	return owner if owner and owner not in NO_OWNERS else None


_SHOWN = (
	*("name", "lead_name", "company_name", "status", "li_stage", "li_grade", "li_score", "li_scoring_model"),
	*("li_clocks", "li_due_at", "lead_owner"),
)


def open_leads_of(seen: SeenLeads, owner: str | None, start: int, most: int) -> list[frappe._dict]:
	"""Those that are due first come first."""
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).select(*(lead[name] for name in _SHOWN)).where(is_open(lead))
	query = query.where(lead.lead_owner == owner if owner else _is_nobody(lead.lead_owner))
	query = query.orderby(lead.li_due_at.isnull()).orderby(lead.li_due_at)
	query = query.orderby(lead.li_score, order=frappe.qb.desc).orderby(lead.name)
	return seen.only(query).limit(most).offset(start).run(as_dict=True)


def _is_nobody(owner: Field) -> Criterion:
	return owner.isnull() | owner.isin(("", *NO_OWNERS))
