"""Leads of the past with known outcomes, and two models of which one tells won from lost better.

Functions that begin without an underscore run on the site: `live_site.run(only_past_leads)`.
"""

from __future__ import annotations

from typing import Any

from tests.browser.stock import a_model

# The live model gives most to whoever has a website; the draft sees that directors buy and students do not.
LIVE_RULES = [
	{"rule": "Website", "points": 40, "condition": {"field": "website", "operator": "is set"}},
	{
		"rule": "Decision maker",
		"points": 10,
		"condition": {"field": "job_title", "operator": "matches list", "value": ["ceo", "director"]},
	},
	{"rule": "Named company", "points": 10, "condition": {"field": "company_name", "operator": "is set"}},
]
DRAFT_RULES = [
	{**LIVE_RULES[0], "points": 5},
	{**LIVE_RULES[1], "points": 40},
	LIVE_RULES[2],
	{
		"rule": "In charge",
		"points": 5,
		"condition": {
			"field": "job_title",
			"operator": "matches list",
			"value": ["ceo", "director", "chief"],
		},
	},
	{
		"rule": "Student",
		"points": 15,
		"condition": {"field": "job_title", "operator": "contains", "value": "student"},
	},
	{"rule": "Fax", "points": 5, "condition": {"field": "fax", "operator": "is set"}},
]


def the_live_model() -> dict[str, Any]:
	return a_model(name="Website first", fit={"groups": [], "rules": LIVE_RULES})


def the_draft() -> dict[str, Any]:
	return a_model(name="Titles first", fit={"groups": [], "rules": DRAFT_RULES})


def only_past_leads(count: int = 120, decided: int | None = None) -> None:
	"""No lead on the site but these, one each five days. Only the newest `decided` have an outcome, else all."""
	import frappe
	from frappe.utils import add_days, now_datetime

	_clear()
	for number in range(count):
		lead = frappe.new_doc("Lead")
		lead.update(_content(number))
		# What was imported before the app has no journey.
		if number % 2:
			lead.insert()
		else:
			lead.set_new_name()
			lead.db_insert()
		outcome = {"creation": add_days(now_datetime(), -5 * number - 2)}
		if decided is None or number < decided:
			outcome["status"] = "Converted" if _is_won(number) else "Do Not Contact"
		frappe.db.set_value("Lead", lead.name, outcome, update_modified=False)


def _content(number: int) -> dict[str, Any]:
	kind = number % 5
	title = {0: "Director", 1: "CEO", 2: "Student", 3: "Student", 4: "Buyer"}[kind]
	return {
		"first_name": f"Lead {number:03}",
		"lead_name": f"Lead {number:03}",
		"job_title": title,
		"company_name": f"Firm {number}" if number % 10 else "",
		"website": "firm.example" if number % 3 == 0 else "",
		"status": "Lead",
		"lead_owner": "rosa@atelier-lumiere.example",
	}


def _is_won(number: int) -> bool:
	"""Four of five in charge, one of five others."""
	turn = number // 5 % 5
	return turn != 0 if number % 5 < 2 else turn == 0


def _clear() -> None:
	import frappe

	for doctype in ("Lead", "Lead Scoring Preview", "Lead Scoring Preview Cell", "Lead Journey Entry"):
		frappe.db.delete(doctype)


def previews_kept() -> list[str]:
	import frappe

	return frappe.get_all("Lead Scoring Preview", order_by="creation", pluck="name")


def cells_kept() -> int:
	import frappe

	return int(frappe.db.count("Lead Scoring Preview Cell"))


def forget_previews() -> None:
	import frappe

	for doctype in ("Lead Scoring Preview", "Lead Scoring Preview Cell"):
		frappe.db.delete(doctype)


def leads_as_stored() -> list[tuple[Any, ...]]:
	import frappe

	fields = ["name", "modified", "status", "li_score", "li_grade", "li_scoring_model", "li_scored_on"]
	return list(frappe.get_all("Lead", fields=fields, order_by="name", as_list=True))


def hold_the_worker(while_there: str) -> None:
	"""It is busy until that file is gone, so that what is asked of it next has to wait."""
	import subprocess

	import frappe

	waits = ["timeout", "120", "sh", "-c", 'while [ -e "$0" ]; do sleep 0.1; done', while_there]
	frappe.enqueue(subprocess.run, queue="long", args=waits)
