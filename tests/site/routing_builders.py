"""Reps, pools and routing policies in one line."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.core.sla.working_week import WEEKDAYS
from tests.bench.base_company import COMPANY


def a_pool(name: str = "Tested Pool", *members: str | dict[str, Any], **fields: Any) -> str:
	"""A saved pool of these users, each with its weight if a row is given, as it comes: equal turns, whatever the hour. Its name."""
	rows = [{"user": one} if isinstance(one, str) else one for one in members]
	values = {"pool_name": name, "members": rows, "during_hours": 0, **fields}
	return str(frappe.get_doc({"doctype": "Lead Routing Pool", **values}).insert().name)


def routing_rule(
	pool: str | None = None, when: dict[str, Any] | None = None, **fields: Any
) -> dict[str, Any]:
	"""A row: to a pool, or without one to the pool of the territory."""
	target = "Pool" if pool else "Pool of the Territory"
	text = json.dumps(when) if when else None
	return {"target": target, "pool": pool, "condition_json": text, **fields}


def a_routing_policy(*rules: dict[str, Any], **fields: Any) -> Document:
	"""A saved draft: all leads get an owner at once, by these rules."""
	if isinstance(fields.get("condition_json"), dict):
		fields["condition_json"] = json.dumps(fields["condition_json"])
	values = {
		"title": "Tested Routing",
		"company": COMPANY,
		"priority": 10,
		"first_stage": "At Once",
		"rules": list(rules),
		**fields,
	}
	return frappe.get_doc({"doctype": "Lead Routing Policy", **values}).insert()


def a_live_routing_policy(*rules: dict[str, Any], **fields: Any) -> Document:
	policy = a_routing_policy(*rules, **fields)
	policy.submit()
	return policy


def a_profile(user: str, **fields: Any) -> Document:
	"""A saved Lead Rep Profile, without ramp-up unless the test is about it."""
	values = {"doctype": "Lead Rep Profile", "user": user, "ramp_up_days": 0, **fields}
	return frappe.get_doc(values).insert()


def works_always(name: str) -> str:
	"""A working calendar without a free hour."""
	spans = [{"weekday": day, "from_time": "00:00:00", "to_time": "00:00:00"} for day in WEEKDAYS]
	values = {"doctype": "Lead Working Calendar", "calendar_name": name, "spans": spans}
	return str(frappe.get_doc(values).insert().name)
