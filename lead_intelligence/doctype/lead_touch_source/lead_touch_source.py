from frappe.model.document import Document


class LeadTouchSource(Document):
	"""One for each kind of records that touches are captured from: how far they are back-filled."""
