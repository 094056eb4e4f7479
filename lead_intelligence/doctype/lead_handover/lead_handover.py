import frappe
from frappe import _
from frappe.model.document import Document


class LeadHandover(Document):
	"""Written by `adapters.handovers` alone, past this class."""

	def validate(self):
		frappe.throw(_("Hand-overs are written by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Hand-overs are kept for good and cannot be deleted."))
