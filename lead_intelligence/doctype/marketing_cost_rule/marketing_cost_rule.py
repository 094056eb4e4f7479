from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.rules import prepare


class MarketingCostRule(Document):
	def validate(self) -> None:
		prepare(self)
