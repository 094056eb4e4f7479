from frappe.model.document import Document

from lead_intelligence.adapters.digests.subscriptions import check


class LeadDigestSubscription(Document):
	def validate(self):
		check(self)
