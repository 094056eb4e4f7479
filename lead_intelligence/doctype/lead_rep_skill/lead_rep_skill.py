from frappe.model.document import Document


class LeadRepSkill(Document):
	pass
