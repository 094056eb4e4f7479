import frappe
from frappe import _
from frappe.model.document import Document


class LeadRoutingTurn(Document):
	"""Written by `adapters.routing_turns` alone, past this class."""

	def validate(self):
		frappe.throw(_("Turns are kept by the app and cannot be edited. Change the weights of the pool."))
