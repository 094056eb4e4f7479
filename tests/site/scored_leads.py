"""Leads with scores of given days and with ends, for the check of a score: written past every event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

import frappe
from frappe.utils import get_datetime

from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.reports.asking import asked, understood
from lead_intelligence.adapters.reports.score_check import figures, leads
from lead_intelligence.core.history.journey import Cause, EntryKind, JourneyEntry, LeadState
from lead_intelligence.core.reporting.result import Result
from tests.site.builders import a_live_model, rule
from tests.site.report_builders import a_bare_lead, a_company

DAYS = {"from_date": "2025-01-01", "to_date": "2025-12-31"}
"""Of the leads, unless a test says otherwise. They are older than any day on which one counts as lost by age."""


def a_scored_company() -> tuple[str, str]:
	"""A company, and the version of the model that is live for it: Hot begins at 20 points, the lowest grade is Cold."""
	company = a_company()
	model = a_live_model(
		rule("job_title", "is", "CEO", points=100),
		rule("job_title", "is", "CFO", points=-50),
		company=company,
	)
	return company, str(model.name)


def a_scored_lead(
	company: str | None,
	model: str,
	*scores: tuple[str | datetime, int],
	created: str = "2025-03-01 09:00:00",
	**fields: Any,
) -> str:
	"""`scores`: moment and points of each, in the order in which they were written."""
	lead = a_bare_lead(company, creation=created, **fields)
	kinds = (EntryKind.FIRST_SCORE, *[EntryKind.SCORE_CHANGED] * len(scores))
	before = LeadState()
	for (at, points), kind in zip(scores, kinds, strict=False):
		after = LeadState(points=points, score=points, grade="Hot" if points >= 20 else "Cold", model=model)
		entry = JourneyEntry(
			kind=kind,
			cause=Cause.SAVE,
			at=get_datetime(at),
			model=model,
			before=before,
			after=after,
			inputs={},
		)
		append_many([(lead, entry)], "Administrator")
		before = after
	return lead


def an_opportunity(lead: str, status: str, created: str | datetime) -> str:
	doc = frappe.get_doc(
		{"doctype": "Opportunity", "opportunity_from": "Lead", "party_name": lead, "status": status}
	)
	doc.name = f"SCORED-{uuid4().hex[:12]}"
	doc.db_insert()
	frappe.db.set_value("Opportunity", doc.name, "creation", created, update_modified=False)
	return str(doc.name)


def a_customer(lead: str, created: str | datetime) -> str:
	doc = frappe.get_doc({"doctype": "Customer", "customer_name": lead, "lead_name": lead})
	doc.name = f"SCORED-{uuid4().hex[:12]}"
	doc.db_insert()
	frappe.db.set_value("Customer", doc.name, "creation", created, update_modified=False)
	return str(doc.name)


def a_fact(lead: str, outcome: str, at: str | None, closed_at: str | None = None) -> None:
	doc = frappe.get_doc(
		{
			"doctype": "Lead History Fact",
			"lead": lead,
			"kind": "Opportunity",
			"outcome": outcome,
			"at": at,
			"closed_at": closed_at,
		}
	)
	doc.set_new_name()
	doc.db_insert()


def checked(company: str | None = None, **values: Any) -> Result:
	filters = {**DAYS, **({"company": company} if company else {}), **values}
	return understood(lambda: figures(asked(filters), filters))


def leads_behind(company: str | None, key: str, column: str, **values: Any) -> set[str]:
	filters = {**DAYS, **({"company": company} if company else {}), **values}
	names = leads(asked(filters), filters, key, column).run(pluck=True)
	assert len(names) == len(set(names))
	return set(names)


def row(result: Result, part: object) -> dict[str, Any]:
	"""The row that is called so; a Sentence by its English."""
	return next(one for one in result.rows if getattr(one["part"], "text", one["part"]) == part)


def sentences(result: Result) -> list[str]:
	return [
		note.text.format(**{name: getattr(value, "text", value) for name, value in note.values.items()})
		for note in result.notes
	]


def many_leads(company: str, model: str, counts: Iterable[tuple[int, bool, int]], **fields: Any) -> None:
	"""So many won, or lost, leads with so many points each."""
	for points, won, many in counts:
		for _number in range(many):
			status = "Converted" if won else "Do Not Contact"
			a_scored_lead(company, model, ("2025-03-01 09:00:00", points), status=status, **fields)


def some_leads(company: str, model: str, random: Random, many: int) -> list[str]:
	"""Whatever may be: scores before and after, none, of other versions; opportunities, customers and imported history, or none."""
	names = []
	for _number in range(many):
		created = datetime(2025, random.randint(1, 12), random.randint(1, 28), random.randint(0, 23))
		moments = [created.replace(year=random.choice([2025, 2025, 2026])) for _score in range(3)]
		scores = sorted((moment, random.randint(-50, 100)) for moment in moments)[: random.randint(0, 3)]
		version = random.choice([model, model, model, f"{model} of before"])
		status = random.choice(["Lead", "Lead", "Open", "Opportunity", "Do Not Contact", "Converted"])
		lead = a_scored_lead(
			company,
			version,
			*((max(moment, created), points) for moment, points in scores),
			created=str(created),
			status=status,
			source=random.choice(["Campaign", "Advertisement", None]),
			li_points=random.randint(-50, 100),
			li_scoring_model=version if random.random() < 0.8 else None,
		)
		for _record in range(random.choice([0, 0, 1, 2])):
			at = str(created.replace(month=random.randint(created.month, 12)))
			what = random.choice(["opportunity", "opportunity", "customer", "fact"])
			if what == "opportunity":
				an_opportunity(lead, random.choice(["Open", "Lost", "Converted"]), at)
			elif what == "customer":
				a_customer(lead, at)
			else:
				a_fact(lead, random.choice(["Open", "Won", "Lost"]), at)
		names.append(lead)
	return names
