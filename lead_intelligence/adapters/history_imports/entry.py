"""A judged chunk is entered: leads that are made, rows of their journeys, and facts. In few statements, and past all events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.deals.marking import leads_changed
from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.history_imports.judging import JudgedLine
from lead_intelligence.adapters.history_imports.known_pasts import ANSWER_FACT, DEAL_FACT, FACT, LEAD_FACT
from lead_intelligence.adapters.history_imports.new_leads import NewLeads
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.lead_state import values_of_place
from lead_intelligence.adapters.stale_loads import make_stale
from lead_intelligence.adapters.statements import insert_rows, update_rows
from lead_intelligence.core.history.past_entry import PastEntry
from lead_intelligence.core.qualification.place import Place

_COLUMNS = (
	*("creation", "modified", "owner", "modified_by", "lead", "kind", "at", "user", "outcome", "closed_at"),
	*("has_amount", "amount", "currency", "own_number", "company", "history_import", "line", "lead_created"),
	"stage_given",
)


class Entry:
	def __init__(self, history_import: str) -> None:
		self._import = history_import
		self._new = NewLeads()
		self._currencies: dict[str, str | None] = {}

	def enter(self, lines: Sequence[JudgedLine]) -> None:
		"""Those without problems. The caller commits."""
		now = now_datetime()
		entered = [line for line in lines if line.entering and not (line.problems or line.entering.is_empty)]
		self._new.make([line for line in entered if line.is_new], now)
		make_stale(line.fields.get("lead_owner") for line in entered if line.is_new)
		placed: dict[Place, list[str]] = {}
		for line in entered:
			if not line.is_new and line.entering and line.entering.place:
				placed.setdefault(line.entering.place, []).append(str(line.lead))
		for place, names in placed.items():
			update_rows("Lead", names, values_of_place(place))
		entries = [
			(
				str(line.lead),
				PastEntry(before=step.before, after=step.after, at=step.at, history_import=self._import),
			)
			for line in entered
			if line.entering
			for step in line.entering.steps
		]
		append_many(entries, frappe.session.user)
		rows = [row for line in entered for row in self._facts(line, now)]
		insert_rows(FACT, _COLUMNS, rows, numbered=True)
		leads_changed(line.lead for line in entered if line.entering and line.entering.deal)
		changed = [name for names in placed.values() for name in names]
		frappe.db.after_commit.add(lambda: forget_cached_leads(changed))

	def _facts(self, line: JudgedLine, now: datetime) -> list[tuple[Any, ...]]:
		past, found = line.past, line.entering
		assert past is not None
		assert found is not None
		user = frappe.session.user

		def fact(kind: str, *what: Any) -> tuple[Any, ...]:
			of_lead = kind == LEAD_FACT
			number = past.own_number if of_lead else None
			given = int(of_lead and found.place is not None and not line.is_new)
			about = (number, line.company, self._import, past.line, int(of_lead and line.is_new), given)
			return (now, now, user, user, line.lead, kind, *what, *about)

		nothing = (None, None, 0, 0, None)
		rows = [fact(LEAD_FACT, None, None, *nothing)]
		if found.answer:
			rows.append(fact(ANSWER_FACT, found.answer.at, line.answered_by, *nothing))
		if found.deal:
			deal = found.deal
			what = (deal.outcome.value, deal.closed_at, int(deal.amount is not None), deal.amount or 0)
			rows.append(fact(DEAL_FACT, deal.opened_at, line.deal_owner, *what, self._currency(line.company)))
		return rows

	def _currency(self, company: str) -> str | None:
		if company not in self._currencies:
			self._currencies[company] = frappe.get_cached_value("Company", company, "default_currency")
		return self._currencies[company]
