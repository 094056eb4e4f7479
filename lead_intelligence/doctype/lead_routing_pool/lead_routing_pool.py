from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.routing_pools import forget_pools
from lead_intelligence.adapters.routing_turns import follow_rename, forget_pool


class LeadRoutingPool(Document):
	def on_update(self):
		forget_pools()

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		follow_rename(old, new, merge=merge)
		forget_pools()

	def after_delete(self):
		forget_pool(self.name)
		forget_pools()
