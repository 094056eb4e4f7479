import frappe
from frappe import _
from frappe.model.document import Document


class LeadQualificationAnswer(Document):
	"""Written by `adapters.qualification_answers` alone, past this class."""

	def validate(self):
		frappe.throw(
			_("The answers of a lead are recorded by the app and cannot be edited. Record another one.")
		)

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("The answers of a lead are kept for good and cannot be deleted."))
