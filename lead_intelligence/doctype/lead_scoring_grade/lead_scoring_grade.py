from frappe.model.document import Document


class LeadScoringGrade(Document):
	pass
