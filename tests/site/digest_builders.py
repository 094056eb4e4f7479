"""Two weeks of a company of its own, of which a digest tells: in the second one the second rep worked nearly nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import frappe

from lead_intelligence.core.reporting.period import Period
from tests.bench.people import REP, SECOND_REP
from tests.site.report_builders import a_company, a_journey

WEEK = Period(first=date(2020, 3, 9), last=date(2020, 3, 15))
SUBSCRIPTION = "Lead Digest Subscription"


def a_busy_company(
	*, leads: int = 8, leads_before: int = 30, source: str = "Webinar", week: Period = WEEK
) -> str:
	company = a_company()
	for number in range(leads_before):
		_new_lead(company, week.first - timedelta(days=7), number, source=source)
	for number in range(leads):
		_new_lead(company, week.first, number, source=source)
	for user, worked, worked_before in ((REP.user, 9, 9), (SECOND_REP.user, 1, 9)):
		handed_over(company, user, week.first - timedelta(days=7), worked=worked_before, of=10)
		handed_over(company, user, week.first, worked=worked, of=10)
	return company


def _new_lead(company: str, first: date, number: int, **fields: Any) -> None:
	at = datetime.combine(first, datetime.min.time()) + timedelta(days=number % 7, hours=9)
	a_journey(company, fields, Lead=str(at))


def handed_over(company: str, user: str, first: date, *, worked: int, of: int) -> None:
	"""So many of so many that were handed over in the week were accepted the day after; the others are not looked at."""
	for number in range(of):
		at = datetime.combine(first, datetime.min.time()) + timedelta(hours=10, minutes=number)
		lead = a_journey(company, {"lead_owner": user, "source": "Webinar"}, Lead="2019-01-07", MQL=str(at))
		is_worked = number < worked
		decided = {"decided_at": at + timedelta(days=1), "decided_by": user} if is_worked else {}
		doc = frappe.get_doc(
			{
				"doctype": "Lead Handover",
				"lead": lead,
				"act": "Marketing to Sales",
				"stage": "MQL",
				"cycle": 1,
				"to_user": user,
				"handed_at": at,
				"status": "Accepted" if is_worked else "Waiting",
				**decided,
			}
		)
		doc.set_new_name()
		doc.db_insert()


def a_subscription(user: str, company: str, **fields: Any) -> str:
	values = {"doctype": SUBSCRIPTION, "user": user, "company": company, **fields}
	return str(frappe.get_doc(values).insert().name)


def an_answer_due(lead: str, at: str, by: str, *, minutes: int) -> None:
	"""A first response that became due then, within half an hour, and came after so many minutes."""
	started = datetime.fromisoformat(at)
	answered, due = started + timedelta(minutes=minutes), started + timedelta(minutes=30)
	doc = frappe.get_doc(
		{
			"doctype": "Lead Clock",
			"lead": lead,
			"purpose": "First Response",
			"cycle": 1,
			"started_at": started,
			"due_at": due,
			"answered_at": answered,
			"answered_by": by,
			"outcome": "Met" if answered <= due else "Late",
			"working_time": minutes * 60,
			"elapsed_time": minutes * 60,
		}
	)
	doc.set_new_name()
	doc.db_insert()
