import frappe
from frappe import _
from frappe.model.document import Document


class LeadClock(Document):
	"""Written by `adapters.clocks` alone, past this class."""

	def validate(self):
		frappe.throw(_("Response clocks are written by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Response clocks are kept for good and cannot be deleted."))
