"""A company with a year of leads, whom marketing handed over and sales answered, refused and won: something to see in each report."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

COMPANY = "Cristallerie du Nord"
SOURCES = ("Webinar of the North", "Trade Fair of Lille", "Website of the Crystal Works", "")
LEADS = 240


def reported_leads(number: int = LEADS) -> str:
	"""The company's name. A kept site has them already."""
	import frappe

	if frappe.db.exists("Lead", {"company": COMPANY}):
		_cost_and_bring_in()
		return COMPANY
	if not frappe.db.exists("Company", COMPANY):
		_found_company()
	for source in filter(None, SOURCES):
		if not frappe.db.exists("Lead Source", source):
			frappe.get_doc({"doctype": "Lead Source", "source_name": source}).db_insert()
	model = _put_a_model_live()
	random = Random(9)
	for place in range(number):
		_a_lead(place, random, model)
	_cost_and_bring_in()
	return COMPANY


def _put_a_model_live() -> str:
	"""The starter model, whose grades are A to D."""
	import json
	from pathlib import Path

	import frappe

	from lead_intelligence.adapters.scoring_models import fill
	from lead_intelligence.core.scoring import exchange

	doc = frappe.new_doc("Lead Scoring Model")
	doc.company = COMPANY
	starter = Path(exchange.__file__).with_name("starter_model.json").read_text(encoding="utf-8")
	fill(doc, exchange.model_from_json(json.loads(starter)))
	doc.insert()
	doc.submit()
	return str(doc.name)


def _found_company() -> None:
	import frappe

	company = {"doctype": "Company", "company_name": COMPANY, "abbr": "CDN"}
	doc = frappe.get_doc({**company, "default_currency": "EUR", "country": "France"})
	doc.name = COMPANY
	doc.db_insert()


def _a_lead(number: int, random: Random, model: str) -> None:
	"""Good ones are more likely to come far."""
	from frappe.utils import now_datetime

	from tests.bench.people import MANAGER, REP, SECOND_REP
	from tests.site.report_builders import a_journey

	start = now_datetime().replace(hour=9, minute=number % 60, second=0, microsecond=0)
	first = start - timedelta(days=2 + number * 1.45 // 1)
	good = number % 4
	owner = (REP, SECOND_REP, MANAGER)[number % 3].user
	days = random.sample(range(1, 40), 5)
	ways: dict[str, datetime] = {"Lead": first}
	for stage, odds, day in zip(
		("MQL", "SAL", "SQL", "Opportunity", "Customer"), (8, 7, 7, 6, 5), sorted(days), strict=True
	):
		at = first + timedelta(days=day, hours=random.randint(0, 6))
		if random.randint(0, 9) >= odds + (2 - good) / 2 or at > start:
			break
		ways[stage] = at
	if "MQL" in ways and "SAL" not in ways and number % 2:
		ways["Nurture"] = ways["MQL"] + timedelta(days=3)
	reached = list(ways)[-1]
	fields = {
		"lead_name": f"Ada Marchand {number}",
		"company_name": f"Verrerie {number}",
		"lead_owner": owner,
		"source": SOURCES[number % 7 % 4],
		"li_stage": reached,
		"li_grade": "ABCD"[good],
		"li_scoring_model": model,
		"status": "Converted" if reached == "Customer" else "Do Not Contact" if number % 11 == 0 else "Open",
		"creation": first,
	}
	lead = a_journey(COMPANY, fields, **{stage: str(at) for stage, at in ways.items()})
	_scores(lead, first, model, "ABCD"[good], 90 - 20 * good + number % 15)
	_answer(lead, owner, first, random)
	if "MQL" in ways:
		_hand_over(lead, owner, ways, random)
	if "Opportunity" in ways:
		_deal(lead, ways, random)
	if reached in ("Lead", "MQL") and number % 5 < 2:
		_stands_still(lead, owner, reached, start)


def _scores(lead: str, at: datetime, model: str, grade: str, points: int) -> None:
	after = {"points_after": points, "score_after": points, "grade_after": grade}
	_a_row("Lead Journey Entry", lead=lead, at=at, model=model, kind="First score", cause="Save", **after)


def _cost_and_bring_in() -> None:
	"""What each source cost, month by month, and what those that became customers were invoiced. Once: a kept site has it already."""
	import frappe
	from frappe.utils import add_months, get_first_day, get_last_day, getdate, now_datetime

	from tests.site.stored_sales import a_cost, a_customer, an_invoice, sold

	if frappe.db.exists("Marketing Cost", {"company": COMPANY}):
		return
	random = Random(10)
	for back in range(13):
		first = get_first_day(add_months(getdate(), -back))
		days = {"from_date": first, "to_date": get_last_day(first)}
		for source, amount in zip(SOURCES, (900, 4200, 350), strict=False):
			a_cost(COMPANY, amount + random.randint(0, 400), source, **days)
	a_cost(COMPANY, 1800, None, campaign="Spring Letter", from_date=first, to_date=getdate())
	for lead in frappe.get_all("Lead", {"company": COMPANY, "li_stage": "Customer"}, pluck="name"):
		on = now_datetime() - timedelta(days=random.randint(1, 60))
		customer = sold(COMPANY, lead, random.randint(20, 400) * 100, on=str(on.date()), paid=0.6)
		if random.random() < 0.3:
			an_invoice(COMPANY, None, random.randint(1, 40) * 50, customer, on=str(on.date()))
	an_invoice(COMPANY, None, 120, a_customer(), on=str(getdate()))


def _answer(lead: str, owner: str, first: datetime, random: Random) -> None:
	minutes = random.choice((3, 12, 40, 90, 200, 700, 3000, None))
	due_at = first + timedelta(hours=2)
	clock: dict[str, Any] = {"started_at": first, "due_at": due_at, "purpose": "First Response", "cycle": 1}
	_a_row(
		"Lead Assignment",
		lead=lead,
		to_user=owner,
		decided_at=first,
		asked_at=first,
		state="Assigned",
		cause="Ready",
	)
	if minutes is None:
		_a_row("Lead Clock", lead=lead, **clock)
		return
	at = first + timedelta(minutes=minutes)
	spent = {
		"working_time": min(minutes, 700) * 60,
		"elapsed_time": minutes * 60,
		"attempts": random.randint(0, 3),
	}
	outcome = "Met" if at <= due_at else "Late"
	_a_row("Lead Clock", lead=lead, answered_at=at, answered_by=owner, outcome=outcome, **clock, **spent)


def _hand_over(lead: str, owner: str, ways: dict[str, datetime], random: Random) -> None:
	at = ways["MQL"]
	handed = {"act": "Marketing to Sales", "stage": "MQL", "cycle": 1, "to_user": owner, "handed_at": at}
	decided = {"decided_at": at + timedelta(days=random.randint(0, 7)), "decided_by": owner}
	if "SAL" in ways:
		status: dict[str, Any] = {"status": "Accepted", **decided}
	elif random.random() < 0.6:
		reason = random.choice(("No Fit", "Bad Contact Data", "No Budget"))
		status = {"status": "Refused", "reason": reason, "consequence": "Disqualify", **decided}
	else:
		status = {"status": random.choice(("Waiting", "Lapsed"))}
	_a_row("Lead Handover", lead=lead, **handed, **status)


def _deal(lead: str, ways: dict[str, datetime], random: Random) -> None:
	won = "Customer" in ways
	outcome = "Won" if won else random.choice(("Lost", "Open"))
	closed_at = ways.get("Customer") or (
		ways["Opportunity"] + timedelta(days=20) if outcome == "Lost" else None
	)
	amount = {"has_amount": 1, "amount": random.randint(20, 400) * 100, "currency": "EUR"}
	told = {"kind": "Opportunity", "at": ways["Opportunity"], "outcome": outcome, "closed_at": closed_at}
	_a_row("Lead History Fact", lead=lead, company=COMPANY, **told, **amount)


def _stands_still(lead: str, owner: str, stage: str, now: datetime) -> None:
	since = {"quiet_since": now - timedelta(days=30), "stagnant_at": now - timedelta(days=16)}
	_a_row("Lead Stagnation", lead=lead, open_for=lead, owner_user=owner, stage=stage, **since)


def _a_row(doctype: str, **values: Any) -> None:
	"""As the app stores it, past the document."""
	import frappe

	from tests.site.raw_documents import inserted

	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.set_new_name()
	inserted(doc)
