from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.routing_pool_checks import refuse_problems, tell_warnings, tidy
from lead_intelligence.adapters.routing_pools import forget_pools
from lead_intelligence.adapters.routing_turns import follow_rename, forget_pool


class LeadRoutingPool(Document):
	def __init__(self, *args: Any, **kwargs: Any):
		super().__init__(*args, **kwargs)
		# A blank one is for all companies, and not for the one that its author works for.
		self.dont_update_if_missing = ["company"]

	def before_insert(self):
		tidy(self)

	def validate(self):
		tidy(self)
		refuse_problems(self)
		tell_warnings(self)

	def on_update(self):
		forget_pools()

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		follow_rename(old, new, merge=merge)
		forget_pools()

	def after_delete(self):
		forget_pool(self.name)
		forget_pools()
