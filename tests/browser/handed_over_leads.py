"""Leads of a company of its own that marketing handed over, and what sales made of them, for the reports."""

from __future__ import annotations

COMPANY = "Verrerie du Levant"


def handed_over_leads() -> str:
	"""Of ninety hand-overs of five months some are accepted, some refused, and the younger the more are left. The company's name."""
	import frappe

	from tests.bench.people import MARKETING, REP, SECOND_REP
	from tests.site.handover_builders import (
		a_contact,
		a_handover,
		accepted,
		an_opportunity,
		days_ago,
		refused,
	)

	if frappe.db.exists("Company", COMPANY):
		return COMPANY
	_found_company()
	for number in range(90):
		days, rep = 2 + number * 5 // 3, (REP, SECOND_REP)[number % 3 == 0].user
		fields = {
			"lead_lead_name": f"Ada Marchand {number}",
			"lead_company_name": f"Verrerie {number}",
			"lead_lead_owner": rep,
			"lead_source": ("Fair", "Website", "Partner")[number % 3],
			"to_user": rep,
			"decided_by": rep,
			"from_user": MARKETING.user if number % 4 else None,
		}
		if number % 5 < 2:
			lead = accepted(COMPANY, days, in_bulk=int(number % 4 == 0), lead_li_stage="SAL", **fields)
			if number % 2:
				an_opportunity(
					lead, max(days - 9, 0), 1200 + number, status=("Converted", "Lost", "Open")[number % 3]
				)
		elif number % 5 == 2:
			reason = ("No Fit", "Disqualify") if number % 2 else ("Not Ready to Buy", "Recycle to Nurture")
			contested = {"contested_by": MARKETING.user} if number % 4 == 0 else {}
			refused(
				COMPANY,
				days,
				*reason,
				lead_li_stage="Nurture",
				note="Said so on the phone",
				**contested,
				**fields,
			)
		else:
			del fields["decided_by"]
			lead = a_handover(COMPANY, days, lead_li_stage="MQL", **fields)
			if number % 5 == 3:
				a_contact(lead, days_ago(max(days - 1, 0), 11), "Attempt" if number % 2 else "Answer")
	return COMPANY


def _found_company() -> None:
	import frappe

	company = {"doctype": "Company", "company_name": COMPANY, "abbr": "VDL"}
	doc = frappe.get_doc({**company, "default_currency": "EUR", "country": "France"})
	doc.name = COMPANY
	doc.db_insert()
