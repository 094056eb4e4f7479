"""Leads that were placed as history are looked through, and released to take part: handed over, and told of, from then on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import frappe

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.circumstances import NOT_TO_BE_CONTACTED
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.stored_leads import leads_of_company
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import BESIDE, LADDER, Stage
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS

_PAGE = 2000
_BATCH = 400
Filters = Sequence[Sequence[Any]]


def preview(company: str | None, filters: Filters) -> dict[str, Any]:
	"""How many leads stand on which stage as history, and how many of them would be handed over to sales."""
	agreements = policies_for(company)[0].agreements
	handing = {one.version for one in agreements.definitions if one.hands_over} if agreements else set()
	leads: Counter[str] = Counter()
	handed_over = 0
	for page in _pages(company, filters, _PAGE):
		leads.update(row.li_stage for row in page)
		handed_over += sum(row.li_stage == Stage.MQL.value and row.li_definition in handing for row in page)
	stages = [stage.value for stage in (*LADDER, *sorted(BESIDE))]
	return {
		"leads": leads.total(),
		"handed_over": handed_over,
		"stages": [{"stage": stage, "leads": leads[stage]} for stage in stages if leads[stage]],
	}


def release_all(company: str | None, filters: Filters) -> int:
	"""One transaction per batch. A lead that is released is no history any more, so whoever begins again goes on."""
	evaluation = BulkEvaluation(Cause.RELEASE, frappe.session.user, releases=True)
	number = 0
	for page in _pages(company, filters, _BATCH):
		frappe.db.commit()
		number += release(evaluation, [row.name for row in page])
		frappe.db.commit()
	return number


def release_few(company: str | None, filters: Filters) -> int:
	"""Within the transaction of the caller."""
	names = [row.name for page in _pages(company, filters, _BATCH) for row in page]
	return release(BulkEvaluation(Cause.RELEASE, frappe.session.user, releases=True), names)


def release(evaluation: BulkEvaluation, names: Sequence[str]) -> int:
	counts = evaluation.evaluate(names) if names else None
	return counts.scored if counts else 0


def _pages(company: str | None, filters: Filters, size: int) -> Iterator[list[frappe._dict]]:
	"""Those that the user may see, without the ones that are over or take no part."""
	over = sorted({*WON_STATUS, *LOST_STATUS, NOT_TO_BE_CONTACTED})
	wanted = [
		*leads_of_company(company),
		["li_cycle", "=", 0],
		["li_stage", "is", "set"],
		["disabled", "=", 0],
		["status", "not in", over],
		*filters,
	]
	last = ""
	while True:
		page = frappe.get_list(
			"Lead",
			filters=[*wanted, ["name", ">", last]],
			fields=["name", "li_stage", "li_definition"],
			order_by="name",
			limit=size,
		)
		if page:
			yield page
		if len(page) < size:
			return
		last = page[-1].name
