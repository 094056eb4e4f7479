from frappe.model.document import Document


class LeadWorkingSpan(Document):
	pass
