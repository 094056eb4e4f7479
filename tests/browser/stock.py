"""What the browser tests put on the site: a model whose scores can be told by heart, and leads.

Functions that begin without an underscore run on the site: `live_site.run(put_live, a_model())`.
"""

from __future__ import annotations

from typing import Any

FORMAT = "lead-intelligence/scoring-model/1"
GRADES = [
	{"grade": "A", "at_least": 80, "colour": "Green"},
	{"grade": "B", "at_least": 50, "colour": "Blue"},
	{"grade": "C", "at_least": 30, "colour": "Orange"},
	{"grade": "D", "colour": "Gray"},
]
GROUPS = [{"group": "Company", "at_most": 30}, {"group": "Reach", "at_most": 15}]
RULES: list[dict[str, Any]] = [
	{
		"rule": "Decision maker",
		"points": 25,
		"condition": {"field": "job_title", "operator": "matches list", "value": ["ceo", "director"]},
	},
	{
		"rule": "Large company",
		"points": 25,
		"group": "Company",
		"condition": {"field": "no_of_employees", "operator": "is one of", "value": ["201-500", "501-1000"]},
	},
	{
		"rule": "Good revenue",
		"points": 20,
		"group": "Company",
		"condition": {"field": "annual_revenue", "operator": "is at least", "value": 1_000_000},
	},
	{
		"rule": "Named company",
		"points": 10,
		"group": "Company",
		"condition": {"field": "company_name", "operator": "is set"},
	},
	{
		"rule": "E-mail",
		"points": 10,
		"group": "Reach",
		"condition": {"field": "email_id", "operator": "is set"},
	},
	{
		"rule": "Website",
		"points": 10,
		"group": "Reach",
		"condition": {"field": "website", "operator": "is set"},
	},
	{
		"rule": "Student",
		"points": -20,
		"condition": {"field": "job_title", "operator": "contains", "value": "student"},
	},
	{
		"rule": "Not to be called",
		"disqualifies": True,
		"condition": {"field": "status", "operator": "is", "value": "Do Not Contact"},
	},
]

# 25 + 10 + (10 + 10, capped at 15) = 50 points; on a scale from -20 to 70 points that is 77.7, grade B.
GOOD_LEAD = {
	"first_name": "Ada",
	"last_name": "Marchand",
	"job_title": "CEO",
	"company_name": "Verrerie du Canal",
	"email_id": "ada@verrerie.example",
	"website": "verrerie.example",
}


def a_model(*more_rules: dict[str, Any], **changed: Any) -> dict[str, Any]:
	fit = {"groups": GROUPS, "rules": [*RULES, *more_rules]}
	return {"format": FORMAT, "name": "Workshop", "scale": "0-100", "grades": GRADES, "fit": fit, **changed}


def put_live(model: dict[str, Any]) -> str:
	name = draft_of(model)
	import frappe

	frappe.get_doc("Lead Scoring Model", name).submit()
	return name


def is_live(model: str) -> bool:
	import frappe

	return bool(frappe.db.exists("Lead Scoring Model", {"name": model, "status": "Live"}))


def draft_of(model: dict[str, Any]) -> str:
	import frappe

	from lead_intelligence.adapters.scoring_models import fill
	from lead_intelligence.core.scoring.exchange import model_from_json

	doc = frappe.new_doc("Lead Scoring Model")
	doc.company = frappe.defaults.get_global_default("company")
	fill(doc, model_from_json(model))
	return str(doc.insert().name)


def take_all_down() -> None:
	"""No model is live any more."""
	import frappe

	for name in frappe.get_all("Lead Scoring Model", filters={"status": "Live"}, pluck="name"):
		frappe.get_doc("Lead Scoring Model", name).cancel()


def save_lead(**fields: Any) -> str:
	"""A lead with these fields; one that is there already under the same e-mail is changed to them."""
	import frappe

	email = fields.get("email_id")
	there = frappe.db.get_value("Lead", {"email_id": email}) if email else None
	lead = frappe.get_doc("Lead", there) if there else frappe.new_doc("Lead")
	lead.update(fields)
	lead.save()
	return str(lead.name)


def set_stored(name: str, **fields: Any) -> None:
	"""Writes past every event, as a direct change of the database would. A lead without clocks has no rows of any."""
	import frappe

	frappe.db.set_value("Lead", name, fields, update_modified=False)
	if fields.get("li_clocks", "") is None:
		frappe.db.delete("Lead Clock", {"lead": name, "open_for": ("is", "set")})


def stored(name: str, *fields: str) -> dict[str, Any]:
	import frappe

	return dict(frappe.db.get_value("Lead", name, fields, as_dict=True))


def switch_scoring(enabled: int) -> None:
	import frappe

	frappe.db.set_single_value("Lead Intelligence Settings", "enabled", enabled)
	frappe.clear_document_cache("Lead Intelligence Settings", "Lead Intelligence Settings")


def rows_of(model: str) -> list[dict[str, Any]]:
	import frappe

	fields = ["rule", "condition_json", "condition_text", "points", "rule_group", "disqualifies"]
	return [
		dict(row)
		for row in frappe.get_all(
			"Lead Scoring Rule", filters={"parent": model}, fields=fields, order_by="idx"
		)
	]


def status_of(model: str) -> str:
	import frappe

	return str(frappe.db.get_value("Lead Scoring Model", model, "status"))


def latest_model() -> str:
	import frappe

	return str(frappe.get_all("Lead Scoring Model", order_by="creation desc", limit=1, pluck="name")[0])


def forget_lists_of(user: str) -> None:
	"""The desk remembers how someone last filtered and sorted each list, also those that another test opened."""
	import frappe

	settings = frappe.qb.Table("__UserSettings")
	frappe.qb.from_(settings).delete().where(settings.user == user).run()
	frappe.cache.delete_value("_user_settings")
