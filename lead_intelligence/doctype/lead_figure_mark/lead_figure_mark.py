from frappe.model.document import Document


class LeadFigureMark(Document):
	"""Written by `adapters.figure_marks` alone, past this class."""
