import frappe
from frappe import _
from frappe.model.document import Document


class LeadEvaluationRun(Document):
	"""Written by `adapters.evaluation_runs` and `adapters.run_chunks`, past this class."""

	def validate(self):
		frappe.throw(_("An evaluation run is written by the app. Use its buttons to pause or stop it."))
