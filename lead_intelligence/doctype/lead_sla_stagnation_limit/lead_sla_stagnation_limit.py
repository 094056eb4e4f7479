from frappe.model.document import Document


class LeadSLAStagnationLimit(Document):
	pass
