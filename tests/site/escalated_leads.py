"""Leads whose clocks are escalated, and what came of it, in one line."""

from __future__ import annotations

from typing import Any

import frappe

from lead_intelligence.adapters.escalation_delivery import deliver_together, escalations_to_deliver
from lead_intelligence.adapters.escalations import clocks_to_decide, decide
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.builders import a_lead

_MOST = 1000
OUTGOING = "Outgoing"


def owned(**fields: Any) -> str:
	return str(a_lead(**{"lead_owner": REP.user, **fields}).name)


def decided() -> list[str]:
	return decide(clocks_to_decide(_MOST))


def delivered() -> list[str]:
	"""The names of what was tried."""
	waiting = escalations_to_deliver(_MOST)
	if waiting:
		deliver_together(waiting)
	return waiting


def swept() -> list[str]:
	decided()
	return delivered()


def escalations(lead: str) -> list[frappe._dict]:
	return frappe.get_all("Lead Escalation", filters={"lead": lead}, fields=["*"], order_by="name")


def escalation(lead: str) -> frappe._dict:
	(row,) = escalations(lead)
	return row


def notices(user: str) -> list[str]:
	return frappe.get_all(
		"Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation, name"
	)


def mails(user: str) -> list[str]:
	"""The queue rows that are for the user."""
	return frappe.get_all("Email Queue Recipient", filters={"recipient": user}, pluck="parent")


def can_send_mails() -> None:
	if frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1}):
		return
	values = {
		"email_account_name": OUTGOING,
		"email_id": "us@atelier-lumiere.example",
		"enable_outgoing": 1,
		"default_outgoing": 1,
		"smtp_server": "localhost",
		"no_smtp_authentication": 1,
	}
	frappe.get_doc({"doctype": "Email Account", **values}).db_insert()


def can_send_no_mails_any_more() -> None:
	"""For tests that commit, and leave the site to those that send none."""
	frappe.db.delete("Email Account", {"email_account_name": OUTGOING})
	frappe.clear_cache()


def wants_no_notices(user: str) -> None:
	settings = "Notification Settings"
	if not frappe.db.exists(settings, user):
		frappe.get_doc({"doctype": settings, "name": user, "user": user}).insert(ignore_permissions=True)
	frappe.db.set_value(settings, user, "enabled", 0)
	frappe.clear_document_cache(settings, user)


def employed(user: str, **fields: Any) -> str:
	values = {"first_name": user.split("@")[0], "user_id": user, "company": COMPANY, "status": "Active"}
	doc = frappe.get_doc({"doctype": "Employee", "employee_name": user, **values, **fields})
	doc.name = frappe.generate_hash(length=8)
	doc.db_insert()
	return str(doc.name)


def sells(employee: str | None, under: str | None = None) -> str:
	"""Their place in the tree of sales persons."""
	root = frappe.db.get_value("Sales Person", {"parent_sales_person": ("is", "not set")})
	values = {"sales_person_name": frappe.generate_hash(length=8), "is_group": 1, "enabled": 1}
	doc = frappe.get_doc(
		{"doctype": "Sales Person", "employee": employee, "parent_sales_person": under or root, **values}
	)
	doc.flags.ignore_validate = True
	return str(doc.insert().name)
