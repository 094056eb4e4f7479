from frappe.model.document import Document


class LeadRoutingPoolTerritory(Document):
	pass
