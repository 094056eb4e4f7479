from frappe.model.document import Document


class LeadSourceCost(Document):
	pass
