import frappe
from frappe import _
from frappe.model.document import Document


class LeadAssignment(Document):
	"""Written by `adapters.routing_requests` and `adapters.routing_outcomes`, past this class."""

	def validate(self):
		frappe.throw(_("Assignments are written by the app and cannot be edited. Change the owner of the lead."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Assignments are kept for good and cannot be deleted."))
