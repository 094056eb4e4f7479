from frappe.model.document import Document


class LeadRoutingPolicy(Document):
	pass
