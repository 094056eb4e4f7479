import frappe
from frappe import _
from frappe.model.document import Document


class LeadEscalation(Document):
	"""Written by `adapters.escalations` and `adapters.escalation_delivery` alone, past this class."""

	def validate(self):
		frappe.throw(_("Escalations are written by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Escalations are kept for good and cannot be deleted."))
