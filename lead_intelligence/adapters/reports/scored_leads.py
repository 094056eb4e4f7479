"""Leads with the score that one version of a model gave them and with how they ended: one row for each lead, in one statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import mul
from typing import Final

import frappe
from pypika import Case, Interval, Table
from pypika.functions import Coalesce, Max, Min
from pypika.queries import QueryBuilder
from pypika.terms import Function, Mod, Term, ValueWrapper

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.core.history.journey import EntryKind
from lead_intelligence.core.score_check.choices import Basis
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS

_JOURNEY: Final = "Lead Journey Entry"
# The number of a row and its points in one number, so that the latest row can be chosen and read without sorting.
_PLACES: Final = 1 << 24
_NOUGHT: Final = 1 << 23
# Where nobody knows when a lead ended, only what was seen when it came in is sure to be from before.
_AT_CREATION_MINUTES: Final = 5


class ScoredLeads:
	"""A subquery with a row for each lead that is asked for, whatever the period.

	`lead`, `creation`; `won`: 1, 0, or null while the outcome is open, as `core.tuning.outcome` decides it, imported history
	included; `points`: null without a score of `version` that counts. `columns`: more terms on Lead, by name.
	"""

	def __init__(
		self,
		asked: AskedLeads,
		version: str,
		basis: Basis,
		lost_after_days: int,
		now: datetime,
		columns: dict[str, Term] | None = None,
	) -> None:
		lead, signs = frappe.qb.DocType("Lead"), _signs()
		ripe = now - timedelta(days=lost_after_days)
		ended = lead.status.isin(sorted(WON_STATUS | LOST_STATUS))
		won = (
			Case()
			.when((signs.won == 1) | lead.status.isin(sorted(WON_STATUS)), 1)
			.when(lead.status.isin(sorted(LOST_STATUS)) | (signs.lost == 1), 0)
			.when(lead.creation <= ripe, 0)
		)
		until = (
			Case()
			.when(signs.at.isnotnull(), signs.at)
			.when(ended, lead.creation + Interval(minutes=_AT_CREATION_MINUTES))
			.when(lead.creation <= ripe, lead.creation + Interval(days=lost_after_days))
			.else_(now)
		)
		query = frappe.qb.from_(lead).left_join(signs).on(signs.lead == number_of(lead.name))
		query = query.select(lead.name.as_("lead"), lead.creation, won.as_("won"))
		query = query.select(_points(lead, version, basis, until).as_("points"))
		for name, term in (columns or {}).items():
			query = query.select(term.as_(name))
		self.query: QueryBuilder = asked.only(query, lead)

	def where(self, criterion: Term) -> ScoredLeads:
		"""`criterion`: on Lead."""
		self.query = self.query.where(criterion)
		return self

	@property
	def table(self) -> QueryBuilder:
		return self.query.as_("scored")


def half_of(lead: Table) -> Term:
	"""0 or 1, and always the same for a lead."""
	return Mod(Function("CRC32", lead.name), 2)


def _points(lead: Table, version: str, basis: Basis, until: Term) -> Term:
	if basis is Basis.STORED:
		return Case().when(lead.li_scoring_model == version, lead.li_points)
	entry = frappe.qb.DocType(_JOURNEY)
	chosen = Min if basis is Basis.FIRST else Max
	packed = chosen(entry.name * _PLACES + entry.points_after + _NOUGHT)
	query = frappe.qb.from_(entry).select(Mod(packed, _PLACES) - _NOUGHT)
	query = query.where((entry.lead == lead.name) & entry.kind.isin([kind.value for kind in EntryKind]))
	return query.where((entry.model == version) & (entry.at <= until))


def _signs() -> QueryBuilder:
	"""By `number_of` of a lead, what ERPNext and imported history say of its end: `won`, `lost` (all that came of it), and `at`, the first
	of it."""
	made, customer = frappe.qb.DocType("Opportunity"), frappe.qb.DocType("Customer")
	fact = frappe.qb.DocType("Lead History Fact")
	opportunities = frappe.qb.from_(made).select(
		number_of(made.party_name).as_("lead"),
		made.creation.as_("at"),
		_is(made.status, "Converted").as_("won"),
		_is(made.status, "Lost").as_("lost"),
	)
	customers = frappe.qb.from_(customer).select(
		number_of(customer.lead_name), customer.creation, ValueWrapper(1), ValueWrapper(0)
	)
	facts = frappe.qb.from_(fact).select(
		number_of(fact.lead),
		Coalesce(fact.at, fact.closed_at),
		_is(fact.outcome, "Won"),
		_is(fact.outcome, "Lost"),
	)
	# Of queries, the product is the union of all rows.
	every = reduce(
		mul,
		(
			opportunities.where((made.opportunity_from == "Lead") & (made.party_name > "")),
			customers.where(customer.lead_name > ""),
			facts.where((fact.kind == "Opportunity") & fact.lead.isnotnull()),
		),
	).as_("every_sign")
	query = frappe.qb.from_(every).select(
		every.lead, Min(every.at).as_("at"), Max(every.won).as_("won"), Min(every.lost).as_("lost")
	)
	return query.groupby(every.lead).as_("signs")


def _is(field: Term, value: str) -> Case:
	return Case().when(field == value, 1).else_(0)
