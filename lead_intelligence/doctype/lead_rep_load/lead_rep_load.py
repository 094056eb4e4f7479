import frappe
from frappe import _
from frappe.model.document import Document


class LeadRepLoad(Document):
	"""Written by `adapters.rep_load_rows` alone, past this class."""

	def validate(self):
		frappe.throw(_("The load of a rep is counted by the app and cannot be edited."))
