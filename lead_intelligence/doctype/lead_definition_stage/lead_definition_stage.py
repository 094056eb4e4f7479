from frappe.model.document import Document


class LeadDefinitionStage(Document):
	pass
