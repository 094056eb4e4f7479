from frappe.model.document import Document


class LeadRevenueEntry(Document):
	"""Written by `adapters.revenue.store` alone, past this class."""
