"""What a rule makes costs of, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.purchase_invoices import items_of
from lead_intelligence.adapters.marketing_costs.rules import as_rule, rules_in_use
from lead_intelligence.core.costs.rules import rule_of
from lead_intelligence.core.reporting.period import Period


@dataclass(slots=True)
class Preview:
	"""Of the items that the rule fits: how many are costs by it and what they come to, and how many are so by a more specific one."""

	items: int = 0
	amount: Decimal = Decimal(0)
	others: int = 0


def previewed(doc: Document, period: Period) -> Preview:
	"""By the posting dates in the period."""
	rule = as_rule(doc)
	rules = [rule, *(one for one in rules_in_use(doc.company) if one.name != rule.name)]
	found = Preview()
	for item, items, amount in items_of([rule], period):
		if not (rule.fits(item) and period.first <= item.posted <= period.last):
			continue
		if rule_of(item, rules) is rule:
			found.items += items
			found.amount += amount
		else:
			found.others += items
	return found
