from frappe.model.document import Document


class LeadHistoryColumn(Document):
	pass
