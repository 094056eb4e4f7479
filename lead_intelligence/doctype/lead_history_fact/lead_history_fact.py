from frappe.model.document import Document


class LeadHistoryFact(Document):
	pass
