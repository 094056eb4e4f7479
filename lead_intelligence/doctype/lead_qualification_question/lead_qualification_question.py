from frappe.model.document import Document


class LeadQualificationQuestion(Document):
	pass
