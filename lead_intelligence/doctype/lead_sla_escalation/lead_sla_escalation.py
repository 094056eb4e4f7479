from frappe.model.document import Document


class LeadSLAEscalation(Document):
	pass
