from frappe.model.document import Document


class LeadSampleData(Document):
	"""One row while sample data is on the site. Written by `setup.sample_data.record` alone."""
