from frappe.model.document import Document


class LeadDeskGroup(Document):
	pass
