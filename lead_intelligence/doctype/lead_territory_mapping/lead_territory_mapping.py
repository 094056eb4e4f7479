from frappe.model.document import Document


class LeadTerritoryMapping(Document):
	pass
