"""Leads of a company of its own, with a journey through the stages, for the reports."""

from __future__ import annotations

COMPANY = "Cristallerie du Nord"


def reported_leads() -> str:
	"""Sixty leads of the last months, of which fewer and fewer came to the later stages. The company's name."""
	import frappe
	from frappe.utils import add_to_date, get_first_day, today

	from tests.bench.people import MANAGER, REP
	from tests.site.report_builders import a_journey

	if frappe.db.exists("Lead", {"company": COMPANY}):
		return COMPANY
	if not frappe.db.exists("Company", COMPANY):
		_found_company()
	for number in range(60):
		first = add_to_date(get_first_day(today()), months=-(number % 6), days=-(number % 17))
		ways = {"Lead": first}
		for place, stage in enumerate(("MQL", "SAL", "SQL", "Opportunity", "Customer"), 1):
			if number % (place + 1):
				break
			ways[stage] = add_to_date(first, days=4 * place + number % 5)
		owner = (REP, MANAGER)[number % 3 == 0].user
		fields = {
			"lead_name": f"Ada Marchand {number}",
			"company_name": f"Verrerie {number}",
			"lead_owner": owner,
			"li_stage": list(ways)[-1],
			"li_grade": "ABCD"[number % 4],
			"creation": first,
		}
		a_journey(COMPANY, fields, **{stage: str(at) for stage, at in ways.items()})
	return COMPANY


def _found_company() -> None:
	import frappe

	company = {"doctype": "Company", "company_name": COMPANY, "abbr": "CDN"}
	doc = frappe.get_doc({**company, "default_currency": "EUR", "country": "France"})
	doc.name = COMPANY
	doc.db_insert()
