from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.saving import prepare
from lead_intelligence.adapters.marketing_costs.warnings import warn


class MarketingCost(Document):
	def validate(self) -> None:
		self._keep_origin()
		prepare(self)

	def on_update(self) -> None:
		warn(self)

	def _keep_origin(self) -> None:
		"""Which file a cost came from is no one's to say."""
		before = self.get_doc_before_save()
		self.origin = before.origin if before else "Manual"
		self.cost_import = before.cost_import if before else None
