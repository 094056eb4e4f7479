import frappe
from frappe import _
from frappe.model.document import Document


class LeadWebhookDelivery(Document):
	"""Written by `adapters.webhooks` alone, past this class."""

	def validate(self):
		frappe.throw(_("Deliveries are written by the app and cannot be edited."))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			frappe.throw(_("Deliveries go by themselves after some time and cannot be deleted."))
