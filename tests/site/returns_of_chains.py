"""What Source Return must say of sales drawn at random: by what is written on their lines, and by the general ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import frappe

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result
from tests.site.random_chains import RandomChains
from tests.site.sales_model import Amount, exact

BASES = ("Cohort of First Contact", "Date of Revenue")
NAMES = ("ordered", "invoiced", "paid")
GROUPS: dict[str, Callable[[str | None, date | None], str]] = {
	"Source": lambda source, _day: source or "Not Given",
	"Month": lambda _source, day: f"{day:%Y-%m}",
}


class ReturnsOfChains:
	def __init__(self, chains: RandomChains) -> None:
		self._chains = chains
		rows = frappe.get_all("Lead", {"company": chains.company.name}, ["name", "source"], as_list=True)
		self._sources: dict[str, str | None] = dict(rows)

	def report(self, period: Period, **values: Any) -> Result:
		of = {
			"from_date": str(period.first),
			"to_date": str(period.last),
			"company": self._chains.company.name,
		}
		return figures_of("Source Return").figures(asked({**of, **values}), {**of, **values})

	def shown(self, period: Period, basis: str) -> set[str]:
		"""The leads that the report is about."""
		return {
			lead
			for lead, day in self._chains.leads.items()
			if basis == BASES[1] or (day and period.first <= day <= period.last)
		}

	def days(self, period: Period, basis: str) -> Period | None:
		"""Those of the documents that count."""
		return period if basis == BASES[1] else None

	def expected(self, period: Period, basis: str, group_by: str) -> dict[str, dict[str, Fraction]]:
		found: dict[str, dict[str, Fraction]] = defaultdict(lambda: dict.fromkeys(NAMES, Fraction(0)))
		shown, days = self.shown(period, basis), self.days(period, basis)
		for name in NAMES:
			for one in self._chains.model.amounts(name):
				if one.lead in shown and (days is None or days.first <= one.day <= days.last):
					found[self._group(one, basis, group_by)][name] += one.amount
		return found

	def _group(self, one: Amount, basis: str, group_by: str) -> str:
		assert one.lead
		day = one.day if basis == BASES[1] else self._chains.leads[one.lead]
		return GROUPS[group_by](self._sources[one.lead], day)

	def check(self, period: Period, basis: str, group_by: str, in_ledger: Fraction) -> None:
		result = self.report(period, basis=basis, group_by=group_by)
		expected = self.expected(period, basis, group_by)
		*rows, total = result.rows or [{}]
		unit = Fraction(1, 10 ** places_of(self._chains.company.currency))
		found = {word(row["group"]): row for row in rows}
		assert {group for group, amounts in expected.items() if any(amounts.values())} <= found.keys()
		for name in NAMES:
			for group, row in found.items():
				# Rounded so that they add up: less than one unit away, whichever way.
				assert abs(amount_in(row, name) - expected[group][name]) < unit, (
					basis,
					group_by,
					group,
					name,
				)
			of_all = sum((amounts[name] for amounts in expected.values()), Fraction(0))
			assert abs(amount_in(total, name) - of_all) <= unit / 2 + Fraction(1, 10**9), (basis, name)
			assert amount_in(total, name) == sum((amount_in(row, name) for row in rows), Fraction(0))
		if result.rows:
			self._check_statement(result, of_all_invoiced(expected), in_ledger, unit)

	def _check_statement(self, result: Result, traced: Fraction, in_ledger: Fraction, unit: Fraction) -> None:
		assert result.statement
		lines = {line.label.text: exact(line.amount) for line in result.statement.lines}
		assert abs(lines["Invoiced for the Leads Shown"] - traced) < unit
		assert abs(lines["In the General Ledger"] - in_ledger) <= unit / 2
		assert lines["Together"] == lines["In the General Ledger"]
		assert "Difference" not in lines
		parts = [line for line in result.statement.lines if not line.is_sum and not line.level][:3]
		assert sum((exact(line.amount) for line in parts), Fraction(0)) == lines["Together"]
		inner = [exact(line.amount) for line in result.statement.lines if line.level]
		assert sum(inner, Fraction(0)) == lines["Untraced: Invoiced, but Not for a Lead"]


def of_all_invoiced(expected: dict[str, dict[str, Fraction]]) -> Fraction:
	return sum((amounts["invoiced"] for amounts in expected.values()), Fraction(0))


def amount_in(row: Mapping[str, object], name: str) -> Fraction:
	return exact(str(row.get(name) or 0))


def word(value: Any) -> str:
	return str(getattr(value, "text", value))


def places_of(currency: str) -> int:
	return {"JPY": 0, "KWD": 3}.get(currency, 2)
