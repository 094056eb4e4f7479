"""The money that Source Return tells of: what was ordered, invoiced and paid, by what leads are told apart by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import frappe
from pypika.functions import Min, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.dimensions import BY_TIME, value_of
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.grouping import is_of_group
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.source_return_counts import Origins
from lead_intelligence.adapters.revenue.by_lead import amounts_by_lead
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.stagnant import stretches
from lead_intelligence.core.returns.figures import Money
from lead_intelligence.core.returns.source_return import AMOUNTS

ByGroup = dict[str, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
	"""The money of these origins, in the books of the companies, which are all of one currency."""

	origins: Origins
	companies: Sequence[str]

	def of_cohorts(self) -> list[ByGroup]:
		"""By period and group: all until today of the leads that came in within it."""
		found: list[ByGroup] = [{} for _period in self.origins.periods]
		for company in self.companies:
			for reach in self.origins.cohorts():
				money = amounts_by_lead(company, period=None).as_("money")
				group = value_of(self.origins.dimension, reach.table, reach.entered)
				query = frappe.qb.from_(reach.table).join(money).on(money.lead == reach.lead)
				query = query.where(self.origins.in_periods(reach.entered))
				terms = {**ids_of(group), "of_period": self.origins.bucket(reach.entered)}
				sums = (exact(Sum(money[name])) for name in AMOUNTS)
				for _one, _other, bucket, name, *amounts in grouped(query, terms, Min(group), *sums):
					_add(found[bucket], name, amounts)
		return found

	def of_days(self) -> list[ByGroup]:
		"""By period and group: what is dated in it, whenever the leads came in."""
		return [self._of_days(period) for period in self.origins.periods]

	def _of_days(self, period: Period) -> ByGroup:
		found: ByGroup = {}
		lead, dimension = frappe.qb.DocType("Lead"), self.origins.dimension
		by_time = dimension in BY_TIME
		for company in self.companies:
			money = self._by_lead(company, period, by_time=by_time)
			group = money.part if by_time else value_of(dimension, lead, lead.creation)
			for name, *amounts in _summed(self._joined(money), money, group):
				_add(found, name, amounts)
		return {group: money for group, money in found.items() if money}

	def _by_lead(self, company: str, period: Period, *, by_time: bool) -> QueryBuilder:
		"""By the calendar, each amount belongs to the part of its own day."""
		if not by_time:
			return amounts_by_lead(company, period=period).as_("money")
		dimension, lead = self.origins.dimension, frappe.qb.DocType("Lead")
		part = partial(value_of, dimension, lead)
		return amounts_by_lead(company, period=period, part=part).as_("money")

	def _parts(self, period: Period) -> Iterator[tuple[str | None, Period]]:
		"""By the calendar, each part of it by itself, with its name."""
		if self.origins.dimension not in BY_TIME:
			yield None, period
			return
		for part in stretches(period, self.origins.dimension.value, period.last):
			yield part.label, Period(first=part.first, last=part.last)

	def _joined(self, money: Any) -> QueryBuilder:
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(money).join(lead).on(lead.name == money.lead)
		return self.origins.asked.only(query, lead)

	def leads_with(self, name: str, group: str | None, *, by_cohort: bool) -> Iterator[QueryBuilder]:
		"""For each company, the leads of the group that something of that name is of; None: of all groups."""
		for company in self.companies:
			yield (
				self._of_cohort_with(company, name, group)
				if by_cohort
				else self._of_days_with(company, name, group)
			)

	def _of_cohort_with(self, company: str, name: str, group: str | None) -> QueryBuilder:
		reach, entered = self.origins.cohort()
		money = amounts_by_lead(company, period=None).as_("money")
		query = frappe.qb.from_(reach.table).join(money).on(money.lead == reach.lead)
		query = query.select(reach.lead)
		query = query.where(within(entered, self.origins.periods[0]) & (money[name] != 0))
		if group is None:
			return query
		return query.where(is_of_group(self.origins.dimension, group, reach.table, entered))

	def _of_days_with(self, company: str, name: str, group: str | None) -> QueryBuilder:
		period = self.origins.periods[0]
		if group is not None:
			period = next((days for label, days in self._parts(period) if label in (None, group)), period)
		money, lead = amounts_by_lead(company, period=period).as_("money"), frappe.qb.DocType("Lead")
		query = self._joined(money).select(lead.name.as_("lead")).where(money[name] != 0)
		if group is None or self.origins.dimension in BY_TIME:
			return query
		return query.where(is_of_group(self.origins.dimension, group, lead, lead.creation))


def _summed(query: QueryBuilder, money: Any, group: Term) -> Sequence[Sequence[Any]]:
	"""The amounts of each group."""
	# No column of a table is called so, which would be grouped by instead.
	query = query.select(group.as_("summed_by")).groupby(frappe.qb.Field("summed_by"))
	rows: Sequence[Sequence[Any]] = query.select(*(exact(Sum(money[name])) for name in AMOUNTS)).run()
	return rows


def _add(found: ByGroup, group: str, amounts: Sequence[str | None]) -> None:
	told = dict(zip(AMOUNTS, map(decimal_of, amounts), strict=True))
	found[group] = found.get(group, Money()) + Money(**told)
