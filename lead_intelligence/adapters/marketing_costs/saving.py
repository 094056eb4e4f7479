"""A cost as it is saved: its names, its rate, and what it comes to in the currency of the company."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from frappe.model.document import Document
from frappe.utils import getdate

from lead_intelligence.adapters.currencies import company_currency, places_of
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, stored_name
from lead_intelligence.adapters.marketing_costs.rates import stored_rate
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.core.costs.entry import CostEntry, problems_of

COST = "Marketing Cost"


def prepare(doc: Document) -> None:
	"""Throws a sentence for each thing that keeps it from being a cost."""
	for name in (SOURCE, CAMPAIGN):
		text = " ".join((doc.get(name) or "").split())
		doc.set(name, stored_name(name, text) or text or None)
	doc.title = title_of(doc.source, doc.campaign)
	refuse(in_words(problems_of(entry_of(doc))))
	_set_rate(doc)


def title_of(source: str | None, campaign: str | None) -> str:
	return " · ".join(filter(None, (source, campaign)))[:140]


def entry_of(doc: Document) -> CostEntry:
	return CostEntry(
		first=getdate(doc.from_date),
		last=getdate(doc.to_date),
		amount=Decimal(str(doc.amount or 0)),
		currency=doc.currency or "",
		source=doc.source or "",
		campaign=doc.campaign or "",
	)


def base_of(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
	"""In the currency of the company, to its smallest coin."""
	return (amount * rate).quantize(Decimal(1).scaleb(-places_of(currency)), ROUND_HALF_UP)


def _set_rate(doc: Document) -> None:
	own = company_currency(doc.company)
	before = doc.get_doc_before_save()
	is_of_others = before and any(before.get(name) != doc.get(name) for name in ("currency", "company"))
	if is_of_others and before.conversion_rate == doc.conversion_rate:
		doc.conversion_rate = 0
	if doc.currency == own:
		doc.conversion_rate = 1
	elif not doc.conversion_rate or doc.conversion_rate < 0:
		doc.conversion_rate = float(stored_rate(doc.currency, own, getdate(doc.from_date)) or 0)
	rate = Decimal(str(doc.conversion_rate))
	doc.base_amount = float(base_of(Decimal(str(doc.amount or 0)), rate, own)) if rate else 0
