"""Leads of a company of its own that were taken, answered, handed over, won, or left lying, for the reports on reps."""

from __future__ import annotations

from datetime import timedelta

COMPANY = "Verrerie de l'Ouest"


def worked_leads() -> str:
	"""Sixty leads of the last months. The company's name."""
	import frappe
	from frappe.utils import get_datetime, now_datetime

	from tests.bench.people import MANAGER, REP, SECOND_REP
	from tests.site.answered_leads import a_clock, a_deal_of_history, a_row
	from tests.site.report_builders import a_journey

	if frappe.db.exists("Lead", {"company": COMPANY}):
		return COMPANY
	_found_company()
	now = now_datetime()
	for number in range(60):
		user = (REP, SECOND_REP, REP, MANAGER)[number % 4].user
		since = get_datetime(now.date()) - timedelta(days=150 - 2 * number) + timedelta(hours=8 + number % 9)
		ways = {"Lead": str(since)}
		if number % 3 == 0:
			ways["Opportunity"] = str(since + timedelta(days=6))
		fields = {
			"lead_name": f"Noé Garnier {number}",
			"company_name": f"Miroiterie {number}",
			"lead_owner": user,
			"li_stage": list(ways)[-1],
			"creation": since,
		}
		lead = a_journey(COMPANY, fields, **ways)
		taken = {"to_user": user, "decided_at": since, "asked_at": since, "state": "Assigned"}
		a_row("Lead Assignment", lead=lead, company=COMPANY, **taken)
		minutes = None if number % 10 == 9 else (3, 40, 200, 900, 3000)[number % 5] + number
		a_clock(lead, since, minutes, answered_by=user if minutes else None, attempts=number % 3)
		handed = {"act": "Marketing to Sales", "to_user": user, "handed_at": since}
		status = ("Accepted", "Accepted", "Refused", "Lapsed")[number % 4]
		a_row("Lead Handover", lead=lead, status=status, **handed)
		if number % 3 == 0:
			known = {"has_amount": 1, "amount": 1000 + 50 * number, "currency": "EUR"}
			a_deal_of_history(lead, ("Won", "Lost")[number % 2], since + timedelta(days=6), **known)
		if number % 5 == 0:
			quiet = {"quiet_since": since + timedelta(days=7), "stagnant_at": since + timedelta(days=17)}
			over = {"ended_at": since + timedelta(days=30), "ended_because": "Touch"}
			ended = over if number % 10 == 0 and number < 40 else {"open_for": lead}
			a_row("Lead Stagnation", lead=lead, owner_user=user, stage="Lead", **quiet, **ended)
	return COMPANY


def _found_company() -> None:
	import frappe

	if frappe.db.exists("Company", COMPANY):
		return
	company = {"doctype": "Company", "company_name": COMPANY, "abbr": "VDO"}
	doc = frappe.get_doc({**company, "default_currency": "EUR", "country": "France"})
	doc.name = COMPANY
	doc.db_insert()
