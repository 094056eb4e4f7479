from frappe.model.document import Document


class LeadEngagementRule(Document):
	pass
