import frappe
from frappe import _
from frappe.model.document import Document


class LeadTouch(Document):
	"""Written by `adapters.touches` alone, past this class."""

	def validate(self):
		frappe.throw(_("The touches of a lead are recorded by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("The touches of a lead are kept for good and cannot be deleted."))
