from frappe.model.document import Document


class LeadHistoryImport(Document):
	pass
