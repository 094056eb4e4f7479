from frappe.model.document import Document


class LeadRepLoad(Document):
	pass
