import frappe
from frappe import _
from frappe.model.document import Document


class LeadNextStep(Document):
	"""Written by `adapters.next_steps`, past this class."""

	def validate(self):
		frappe.throw(_("Next steps are planned on the lead desk or on the lead, and cannot be edited here."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Next steps are kept for good and cannot be deleted. Drop the step instead."))
