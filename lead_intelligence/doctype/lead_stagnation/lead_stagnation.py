import frappe
from frappe import _
from frappe.model.document import Document


class LeadStagnation(Document):
	"""Written by `adapters.stagnation` and `adapters.stagnation_rows` alone, past this class."""

	def validate(self):
		frappe.throw(_("Stagnant leads are noted by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Notes of stagnant leads are kept for good and cannot be deleted."))
