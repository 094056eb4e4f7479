import frappe
from frappe.model.document import Document


class LeadScoringPreview(Document):
	"""What a model would have done to past leads. Written by `jobs.preview` alone."""

	def on_trash(self):
		frappe.db.delete("Lead Scoring Preview Cell", {"preview": self.name})
