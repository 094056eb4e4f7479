"""After how many working days without anything a lead of a stage is stagnant, as the live policies of a company say."""

from __future__ import annotations

from collections.abc import Mapping

import frappe

_POLICY, _LIMIT = "Lead SLA Policy", "Lead SLA Stagnation Limit"
# Working days, and the name of the working calendar that counts them; None for the default one.
Limit = tuple[int, str | None]


def limits_for(company: str | None) -> Mapping[str, Limit]:
	"""By stage. Of several live policies, the one with the smallest priority number that has a limit for the stage counts:
	stagnation is a matter of stages, so whether a policy matches a lead is not asked."""
	if not company:
		return {}
	policies = frappe.get_all(
		_POLICY,
		filters={"company": company, "docstatus": 1, "live_for": ("is", "set")},
		fields=["name", "working_calendar"],
		order_by="priority, name",
	)
	rows = frappe.get_all(
		_LIMIT,
		filters={"parent": ("in", [policy.name for policy in policies]), "parenttype": _POLICY},
		fields=["parent", "stage", "working_days"],
		order_by="idx",
	)
	limits: dict[str, Limit] = {}
	for policy in policies:
		for row in rows:
			if row.parent == policy.name and row.working_days > 0:
				limits.setdefault(row.stage, (row.working_days, policy.working_calendar or None))
	return limits
