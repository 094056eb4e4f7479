from frappe.model.document import Document


class LeadRoutingPool(Document):
	pass
