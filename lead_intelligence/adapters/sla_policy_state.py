"""What the form of a response policy says beside its fields: what is odd, what no longer fits, and what else is live."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lead_intelligence.adapters.criteria_fields import grades_of
from lead_intelligence.adapters.live_versions import POLICY
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.sla_policy_checks import broken_conditions, warnings_of
from lead_intelligence.adapters.stored_leads import leads_of_company
from lead_intelligence.adapters.versions import live_in_place_of


def surroundings(doc: Document) -> dict[str, Any]:
	"""Of a policy, saved or not."""
	live = live_in_place_of(doc)
	rows = frappe.get_all(
		POLICY,
		filters={"company": doc.company, "status": "Live", "docstatus": 1},
		fields=["name", "title", "priority", "condition_text", "valid_from"],
		order_by="priority, title",
	)
	return {
		"live": next((row for row in rows if row.name == live), None),
		"others": [row for row in rows if row.name not in (live, doc.name)],
		"grades": list(grades_of(doc.company)),
		"leads": frappe.db.count("Lead", leads_of_company(doc.company)),
		"judges": bool(cint(settings().enabled)),
	}


def state_of(doc: Document) -> dict[str, Any]:
	"""Of one that is saved. A draft that is broken is refused when it is saved, a live one is only told of."""
	is_over = doc.docstatus.is_cancelled() or doc.status == "Retired"
	return {
		"warnings": [] if is_over else [problem.text(_) for problem in warnings_of(doc)],
		"broken": [problem.text(_) for problem in broken_conditions(doc)],
	}
