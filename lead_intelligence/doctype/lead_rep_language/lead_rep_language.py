from frappe.model.document import Document


class LeadRepLanguage(Document):
	pass
