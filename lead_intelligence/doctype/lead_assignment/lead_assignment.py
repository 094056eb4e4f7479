from frappe.model.document import Document


class LeadAssignment(Document):
	pass
