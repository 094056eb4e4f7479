import frappe
from frappe import _
from frappe.model.document import Document


class LeadEvaluationChunk(Document):
	"""Written by `adapters.run_chunks` alone, past this class."""

	def validate(self):
		frappe.throw(_("The parts of an evaluation run are written by the app and cannot be edited."))
