import frappe
from frappe import _
from frappe.model.document import Document


class LeadJourneyEntry(Document):
	"""Written by `adapters.journey` alone, past this class."""

	def validate(self):
		frappe.throw(_("The journey of a lead is written by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("The journey of a lead is kept for good and cannot be deleted."))
