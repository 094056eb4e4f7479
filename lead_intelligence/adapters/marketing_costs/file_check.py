"""A file of costs gone through without writing anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.marketing_costs.file_reading import MOST_LINES, Said, lines_of, opened
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, Names
from lead_intelligence.adapters.marketing_costs.rates import stored_rate
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.core.costs.entry import CostEntry
from lead_intelligence.core.imported_history.unreadable import unreadable
from lead_intelligence.core.problems import Problem, Refused


@dataclass(slots=True)
class CheckedFile:
	"""`new`: what would be added, with the line it stands on; `known`: how many are there already. Nothing of a file with problems is
	added. `unknown`: sources and campaigns that no record is called like, with how many lines. `without_rate`: by currency."""

	read: int = 0
	new: list[tuple[int, CostEntry]] = field(default_factory=list)
	known: int = 0
	problems: list[tuple[int, tuple[Problem, ...]]] = field(default_factory=list)
	rates: dict[tuple[str, date], Decimal | None] = field(default_factory=dict)
	unknown: dict[str, Counter[str]] = field(default_factory=dict)
	without_rate: Counter[str] = field(default_factory=Counter)
	names: Names = field(default_factory=Names)


def checked(said: Said, *, locks: bool = False) -> CheckedFile:
	"""Raises Refused for what keeps the file from being read. `locks`: what is there already is read as it is stored now, and kept from
	being added to, for the file is to be imported."""
	found = CheckedFile()
	table = opened(said.file)
	reader = lines_of(said, table)
	entries: list[tuple[int, CostEntry]] = []
	for record in table.records():
		found.read += 1
		if found.read > MOST_LINES:
			frappe.throw(_("The file has more than {0} lines. Split it into several.").format(MOST_LINES))
		try:
			if record.problem:
				raise Refused(unreadable(record.problem, len(record.cells), len(table.columns)))
			entries.append((record.line, reader.read(record.line, record.cells)))
		except Refused as refusal:
			found.problems.append((record.line, refusal.problems))
	there = _stored(said.company, [entry for _line, entry in entries], locks)
	found.new = [(line, entry) for line, entry in entries if entry.same not in there]
	found.known = len(entries) - len(found.new)
	_look_up(found, said.company)
	return found


def _stored(company: str, entries: list[CostEntry], locks: bool) -> set[tuple[object, ...]]:
	"""What tells the costs apart that are there already, of the days of the file."""
	if not entries:
		return set()
	cost = frappe.qb.DocType(COST)
	query = frappe.qb.from_(cost).select(
		*(cost.source, cost.campaign, cost.from_date, cost.to_date, cost.amount, cost.currency)
	)
	query = query.where(cost.company == company)
	query = query.where(cost.from_date >= min(entry.first for entry in entries))
	query = query.where(cost.from_date <= max(entry.first for entry in entries))
	rows: list[tuple[Any, ...]] = (query.for_update() if locks else query).run()
	return {
		CostEntry(
			source=source or "",
			campaign=campaign or "",
			first=getdate(first),
			last=getdate(last),
			amount=Decimal(str(amount)),
			currency=currency,
		).same
		for source, campaign, first, last, amount, currency in rows
	}


def _look_up(found: CheckedFile, company: str) -> None:
	own, new = company_currency(company), [entry for _line, entry in found.new]
	for entry in new:
		key = (entry.currency, entry.first)
		if key not in found.rates:
			found.rates[key] = stored_rate(entry.currency, own, entry.first)
		found.without_rate[entry.currency] += found.rates[key] is None
	found.names.learn(SOURCE, (entry.source for entry in new))
	found.names.learn(CAMPAIGN, (entry.campaign for entry in new))
	for name in (SOURCE, CAMPAIGN):
		spelled = Counter(found.names.of(name, getattr(entry, name)) for entry in new)
		found.unknown[name] = Counter({one: spelled[one] for one in found.names.unknown[name]})
