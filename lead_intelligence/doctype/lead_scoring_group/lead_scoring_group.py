from frappe.model.document import Document


class LeadScoringGroup(Document):
	pass
