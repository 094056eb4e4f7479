from frappe.model.document import Document


class LeadLoadWeight(Document):
	pass
