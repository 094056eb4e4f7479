from frappe.model.document import Document


class LeadMilestones(Document):
	"""Written by `adapters.milestones` alone, past this class: derived from the journey, and worked out anew whenever that changes."""
