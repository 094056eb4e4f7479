from frappe.model.document import Document


class LeadFieldChange(Document):
	pass
