from frappe.model.document import Document


class LeadRoutingTurn(Document):
	pass
