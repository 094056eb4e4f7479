"""An agreement of both sides that is live on the test site, and leads on its stages.

Functions run on the site: `live_site.run(an_mql, "ada@canal.example")`.
"""

from __future__ import annotations

from typing import Any

from tests.bench.people import MANAGER, MARKETING, REP

GATES = {"opportunity_from_stage": "SQL", "customer_from_stage": "SQL"}


def put_agreement_live(**fields: Any) -> str:
	"""An MQL is handed over and accepted within 8 working hours; an SQL has a budget, and only it becomes an opportunity."""
	from tests.site.agreed_leads import INTERESTED, NAMED, WITH_BUDGET, signed
	from tests.site.definition_builders import a_definition

	values = {"title": "How we work together", "criteria": [NAMED, INTERESTED, WITH_BUDGET], **GATES}
	definition = signed(a_definition(**{**values, **fields}), marketing=MARKETING.user, sales=MANAGER.user)
	definition.submit()
	return str(definition.name)


def take_agreements_down() -> None:
	import frappe

	for name in frappe.get_all("Lead Definition", filters={"docstatus": 1, "status": "Live"}, pluck="name"):
		frappe.get_doc("Lead Definition", name).cancel()


def a_raw_lead(email: str, **fields: Any) -> str:
	"""A new lead with this address, which nothing is known of but its company. A kept site may have an older one."""
	import frappe

	for name in frappe.get_all("Lead", filters={"email_id": email}, pluck="name"):
		frappe.delete_doc("Lead", name, ignore_permissions=True, force=True)
	values = {"first_name": "Ada", "last_name": "Marchand", "company_name": "Verrerie du Canal"}
	lead = frappe.get_doc({"doctype": "Lead", **values, "email_id": email, "lead_owner": REP.user, **fields})
	return str(lead.insert().name)


def an_mql(email: str, **fields: Any) -> str:
	"""It waits to be accepted by Rosa, who owns it."""
	return a_raw_lead(email, **{"job_title": "CEO", **fields})


def acted(user: str, method: str, *arguments: Any, **named: Any) -> Any:
	"""A method of api/stage.py, called by a user."""
	import frappe

	from lead_intelligence.api import stage

	before = frappe.session.user
	frappe.set_user(user)
	try:
		return getattr(stage, method)(*arguments, **named)
	finally:
		frappe.set_user(before)


def lapsed_since(lead: str, hours: float) -> None:
	"""The hand-over of the lead was due so many hours ago."""
	import frappe
	from frappe.utils import add_to_date, now_datetime

	due_at = add_to_date(now_datetime(), hours=-hours)
	values = {"li_due_at": due_at, "li_clocks": f"Acceptance {due_at}"}
	frappe.db.set_value("Lead", lead, values, update_modified=False)
	clocks = {"lead": lead, "purpose": "Acceptance", "open_for": ("is", "set")}
	frappe.db.set_value("Lead Clock", clocks, "due_at", due_at, update_modified=False)
	open_ones = {"lead": lead, "status": ("in", ("Waiting", "Lapsed"))}
	frappe.db.set_value("Lead Handover", open_ones, "due_at", due_at, update_modified=False)
