from frappe.model.document import Document


class LeadScoringPreviewCell(Document):
	"""Some of the leads that a preview found to move from one grade to another."""
