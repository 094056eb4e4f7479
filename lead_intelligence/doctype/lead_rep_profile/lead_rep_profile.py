from frappe.model.document import Document


class LeadRepProfile(Document):
	pass
