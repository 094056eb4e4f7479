"""A lead is given to another owner by the app."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause


def give_to(lead: str, user: str) -> None:
	"""As whoever changes it on the form: open desks see it, and it is judged anew where that depends on its owner."""
	doc = frappe.get_doc("Lead", lead)
	doc.db_set("lead_owner", user, notify=True)
	if "lead_owner" in policies_for(doc.get("company"))[0].fields:
		reevaluate([lead], Cause.SAVE)
