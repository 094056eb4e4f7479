from frappe.model.document import Document


class LeadDeal(Document):
	pass
