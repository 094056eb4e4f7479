from frappe.model.document import Document


class LeadStageCriterion(Document):
	pass
