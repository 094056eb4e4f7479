from frappe.model.document import Document


class LeadSLATarget(Document):
	pass
