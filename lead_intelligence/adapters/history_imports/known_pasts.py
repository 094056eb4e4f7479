"""What is stored already of the leads that lines are about, for many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import flt

from lead_intelligence.adapters.conversions import conversions_of
from lead_intelligence.adapters.lead_state import stored_place
from lead_intelligence.adapters.statements import rows_by_name, rows_by_value, some_at_a_time
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.imported_history.entering import KnownPast
from lead_intelligence.core.imported_history.matching import Candidate, Candidates
from lead_intelligence.core.imported_history.past_line import DealOutcome, PastDeal, PastLine
from lead_intelligence.core.qualification.stages import Stage

FACT = "Lead History Fact"
LEAD_FACT, ANSWER_FACT, DEAL_FACT = "Lead", "Answer", "Opportunity"
_PLACE = (
	"li_stage",
	"li_stage_since",
	"li_cycle",
	"li_proposed_stage",
	"li_definition",
	"li_clocks",
	"li_revisit_on",
)
_FACT_COLUMNS = ("lead", "kind", "own_number", "company", "history_import", "line")
_DEAL_COLUMNS = ("at", "outcome", "closed_at", "has_amount", "amount")


def candidates_of(lines: Sequence[tuple[PastLine, str]]) -> list[Candidates]:
	"""For each line with its company. Leads that the user may not see are none."""
	by_id = rows_by_value(
		"Lead", ("name", "company"), "name", _some(line.lead_id for line, _company in lines)
	)
	by_email = rows_by_value(
		"Lead", ("name", "company", "email_id"), "email_id", _some(line.email for line, _company in lines)
	)
	numbers = _some(line.own_number for line, _company in lines)
	facts = [
		row
		for row in rows_by_value(FACT, _FACT_COLUMNS, "own_number", numbers)
		if row[0] and row[1] == LEAD_FACT
	]
	named = {row[0] for row in facts}
	by_number = rows_by_value("Lead", ("name", "company"), "name", sorted(named))
	found = {name: company for name, company, *_more in (*by_id, *by_email, *by_number)}
	seen = _visible(sorted(found))
	numbers_of = _numbers_of(sorted(name for name, _company, _email in by_email if name in seen))

	def candidate(name: str, company: str) -> Candidate:
		return Candidate(
			lead=name, company=found[name] or None, numbers=numbers_of.get((name, company), frozenset())
		)

	ids = {name.casefold(): name for name, _company in by_id if name in seen}
	emails: dict[str, list[str]] = {}
	for name, _company, email in by_email:
		if name in seen:
			emails.setdefault(email.strip().lower(), []).append(name)
	leads_by_number: dict[tuple[str, str], dict[str, None]] = {}
	for lead, _kind, number, company, _history_import, _line in facts:
		if lead in seen:
			leads_by_number.setdefault((company, number), {})[lead] = None
	return [
		Candidates(
			by_id=candidate(ids[line.lead_id.casefold()], company)
			if line.lead_id and line.lead_id.casefold() in ids
			else None,
			by_number=[
				candidate(name, company) for name in leads_by_number.get((company, line.own_number or ""), ())
			],
			by_email=[candidate(name, company) for name in emails.get(line.email or "", ())],
		)
		for line, company in lines
	]


def _some(values: Iterable[str | None]) -> list[str]:
	return sorted({value for value in values if value})


def _visible(names: list[str]) -> set[str]:
	seen: set[str] = set()
	for some in some_at_a_time(names):
		seen.update(frappe.get_list("Lead", filters={"name": ("in", some)}, pluck="name", limit=len(some)))
	return seen


def _numbers_of(leads: list[str]) -> dict[tuple[str, str], frozenset[str]]:
	found: dict[tuple[str, str], set[str]] = {}
	for lead, kind, number, company, _history_import, _line in rows_by_value(
		FACT, _FACT_COLUMNS, "lead", leads
	):
		if kind == LEAD_FACT and number:
			found.setdefault((lead, company), set()).add(number)
	return {key: frozenset(numbers) for key, numbers in found.items()}


def lines_taken(history_import: str, leads: Sequence[str]) -> dict[str, int]:
	"""By lead, the line of the import that was about it."""
	rows = rows_by_value(FACT, _FACT_COLUMNS, "lead", sorted(leads))
	return {row[0]: row[5] for row in rows if row[1] == LEAD_FACT and row[4] == history_import}


def known_pasts(leads: Sequence[str], *, lock: bool) -> dict[str, KnownPast]:
	"""`lock`: the leads are locked, so that nobody gives them a stage meanwhile."""
	names = sorted(leads)
	if not names:
		return {}
	places = {
		row[0]: stored_place(dict(zip(_PLACE, row[1:], strict=True)))
		for row in rows_by_name("Lead", ("name", *_PLACE), names, lock=lock)
	}
	own, imported = _stages(names)
	answers, deals = _facts(names)
	records = conversions_of(names)
	return {
		name: KnownPast(
			place=place,
			recorded_since=own.get(name),
			imported=imported.get(name, {}),
			answers=frozenset(answers.get(name, ())),
			deal=deals.get(name),
			has_records=name in records,
		)
		for name, place in places.items()
	}


def _stages(leads: list[str]) -> tuple[dict[str, datetime], dict[str, dict[Stage, datetime]]]:
	"""Since when the app has recorded the stages of each itself, and what imports say of them."""
	own: dict[str, datetime] = {}
	imported: dict[str, dict[Stage, datetime]] = {}
	columns = ("lead", "stage_after", "at", "cause")
	for lead, stage, at, cause in rows_by_value("Lead Journey Entry", columns, "lead", leads):
		if not stage or not at:
			continue
		if cause == Cause.IMPORT.value:
			stages = imported.setdefault(lead, {})
			stages[Stage(stage)] = min(at, stages.get(Stage(stage), at))
		else:
			own[lead] = min(at, own.get(lead, at))
	return own, imported


def _facts(leads: list[str]) -> tuple[dict[str, set[datetime]], dict[str, PastDeal]]:
	answers: dict[str, set[datetime]] = {}
	deals: dict[str, PastDeal] = {}
	for lead, kind, at, *deal in rows_by_value(FACT, ("lead", "kind", *_DEAL_COLUMNS), "lead", leads):
		if kind == ANSWER_FACT:
			answers.setdefault(lead, set()).add(at)
		elif kind == DEAL_FACT:
			deals[lead] = _deal(at, *deal)
	return answers, deals


def _deal(opened_at: Any, outcome: str, closed_at: Any, has_amount: int, amount: Any) -> PastDeal:
	return PastDeal(
		outcome=DealOutcome(outcome),
		opened_at=opened_at,
		closed_at=closed_at,
		amount=Decimal(str(flt(amount, 9))) if has_amount else None,
	)
