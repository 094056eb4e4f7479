from typing import Any

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.territory_mapping import forget_mapping
from lead_intelligence.adapters.territory_mapping_checks import problems_in, tell_of_rivals, tidy_row


class LeadTerritoryMapping(Document):
	def validate(self):
		tidy_row(self)
		refuse(problems_in(self), title=_("Please correct the row"))
		tell_of_rivals(self)

	def on_update(self):
		forget_mapping()

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		forget_mapping()

	def on_trash(self):
		forget_mapping()
