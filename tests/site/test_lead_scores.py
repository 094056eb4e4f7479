"""A lead has its score, grade and journey from the save on."""

import frappe


def a_saved_lead(**fields):
	return frappe.get_doc(
		{"doctype": "Lead", "first_name": "Ada", "company_name": "Analytical", **fields}
	).insert()


def test_a_new_lead_is_scored_by_the_starter_model():
	lead = a_saved_lead(job_title="CEO", email_id="ada@analytical.example", request_type="Product Enquiry")
	lead.reload()
	assert lead.li_grade
	assert lead.li_points == 25 + 15 + 10 + 5 + 3
	assert lead.li_scoring_model
