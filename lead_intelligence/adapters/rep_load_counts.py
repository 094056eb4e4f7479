"""What reps have open, counted from leads and opportunities, each by one covering index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import frappe
from pypika import Parameter
from pypika.functions import Count

from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.statements import MOST_VALUES
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS

# From there on, not the lead but what was made of it is the work.
_MADE_SOMETHING = ("Opportunity", "Quotation")
CLOSED_LEAD = tuple(sorted((*WON_STATUS, *LOST_STATUS, *_MADE_SOMETHING)))
CLOSED_STAGES = ("Opportunity", "Customer", "Nurture", "Disqualified")
OPEN_OPPORTUNITY = ("Open", "Replied", "Quotation")
_PLACE = Parameter("%s")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
	"""`by_grade`: of the leads; those without a grade under an empty text."""

	by_grade: Mapping[str, int] = field(default_factory=dict)
	opportunities: int = 0

	@property
	def leads(self) -> int:
		return sum(self.by_grade.values())


def load_weight(grade: str | None) -> float:
	"""How much an open lead of that grade takes of a capacity."""
	return LoadWeights().of(grade)


class LoadWeights:
	"""As the settings say; grades that are not listed count as 1."""

	def __init__(self) -> None:
		stored = settings()
		rows = stored.get("load_weights") or ()
		self._of_grade = {str(row.grade or "").strip().casefold(): float(row.weight or 0) for row in rows}
		weight = stored.get("opportunity_weight")
		self.of_opportunity = 1.0 if weight is None else max(float(weight), 0.0)

	def of(self, grade: str | None) -> float:
		return max(self._of_grade.get((grade or "").casefold(), 1.0), 0.0)

	def of_work(self, work: OpenWork) -> float:
		leads = sum(self.of(grade) * count for grade, count in work.by_grade.items())
		return leads + self.of_opportunity * work.opportunities


def open_work(users: Sequence[str]) -> dict[str, OpenWork]:
	"""Of all of them, in two statements for each so many users."""
	grades: dict[str, dict[str, int]] = {user: {} for user in users}
	opportunities = dict.fromkeys(users, 0)
	for user, grade, count in _rows("leads", users):
		if user in grades:
			grades[user][grade or ""] = grades[user].get(grade or "", 0) + count
	for user, count in _rows("opportunities", users):
		if user in opportunities:
			opportunities[user] += count
	return {user: OpenWork(by_grade=grades[user], opportunities=opportunities[user]) for user in grades}


def _rows(which: str, users: Sequence[str]) -> list[Sequence[Any]]:
	found: list[Sequence[Any]] = []
	for start in range(0, len(users), MOST_VALUES):
		some = users[start : start + MOST_VALUES]
		# A name that is asked for again changes nothing, and so few statements are written.
		size = min(MOST_VALUES, 1 << (len(some) - 1).bit_length())
		found += frappe.db.sql(
			_statement(frappe.db.db_type, which, size), (*some, *[some[-1]] * (size - len(some)))
		)
	return found


@lru_cache(maxsize=32)
def _statement(_db_type: str, which: str, users: int) -> str:
	if which == "leads":
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(lead).select(lead.lead_owner, lead.li_grade, Count("*"))
		query = query.where(lead.lead_owner.isin([_PLACE] * users) & (lead.disabled == 0))
		query = query.where(lead.status.isnull() | lead.status.notin(CLOSED_LEAD))
		query = query.where(lead.li_stage.isnull() | lead.li_stage.notin(CLOSED_STAGES))
		query = query.groupby(lead.lead_owner, lead.li_grade)
	else:
		made = frappe.qb.DocType("Opportunity")
		query = frappe.qb.from_(made).select(made.opportunity_owner, Count("*"))
		query = query.where(made.opportunity_owner.isin([_PLACE] * users))
		query = query.where(made.status.isin(OPEN_OPPORTUNITY)).groupby(made.opportunity_owner)
	return str(query.get_sql())
