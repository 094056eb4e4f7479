import frappe
from frappe import _
from frappe.model.document import Document


class LeadFieldChange(Document):
	"""Written by `adapters.field_changes` alone, past this class."""

	def validate(self):
		frappe.throw(_("When a field of a lead changed is written by the app and cannot be edited."))
