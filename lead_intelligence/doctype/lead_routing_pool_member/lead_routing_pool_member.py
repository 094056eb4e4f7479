from frappe.model.document import Document


class LeadRoutingPoolMember(Document):
	pass
