import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.source_profiles import forget_profiles


class LeadSourceProfile(Document):
	def validate(self):
		self.source = (self.source or "").strip()
		self.medium = (self.medium or "").strip() or None
		self.refuse_a_second_profile()

	def refuse_a_second_profile(self):
		same = {
			"source": self.source,
			"name": ("!=", self.name or ""),
			"medium": self.medium or ("is", "not set"),
		}
		if other := frappe.db.exists("Lead Source Profile", same):
			link = frappe.utils.get_link_to_form("Lead Source Profile", other, self.source)
			frappe.throw(_("There is a profile of this source and medium already: {0}.").format(link))

	def on_update(self):
		forget_profiles()

	def on_trash(self):
		forget_profiles()
