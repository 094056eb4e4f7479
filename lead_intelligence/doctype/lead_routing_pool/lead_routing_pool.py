from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.routing_pool_renames import forget_turn, move_turn
from lead_intelligence.adapters.routing_pools import forget_pools


class LeadRoutingPool(Document):
	def on_update(self):
		forget_pools()

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		move_turn(old, new)
		forget_pools()

	def after_delete(self):
		forget_turn(self.name)
		forget_pools()
