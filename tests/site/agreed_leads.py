"""Definitions that both sides have signed and that are live, in one line."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.api.definition import sign
from tests.bench.people import MANAGER, REP
from tests.site.builders import condition
from tests.site.definition_builders import a_definition, criterion

REACHABLE = criterion("Lead", "Can be reached", condition("email_id", "is set"))
SCORES = criterion("MQL", "Scores 20", condition("li:score", "is at least", 20))
BUDGET = criterion("SQL", "Has a budget", condition("annual_revenue", "is at least", 1000))


def signed(definition: Document, marketing: str = REP.user, sales: str = MANAGER.user) -> Document:
	"""A draft with the signatures of both sides."""
	definition.update({"marketing_signatory": marketing, "sales_signatory": sales})
	definition.save()
	before = frappe.session.user
	for side, user in (("Marketing", marketing), ("Sales", sales)):
		frappe.set_user(user)
		sign(definition.name, side)
	frappe.set_user(before)
	return definition.reload()


def a_live_definition(**fields: Any) -> Document:
	"""By itself to Lead with an e-mail and to MQL with a score of 20; to SQL, by people, with a revenue of 1000."""
	definition = signed(a_definition(**{"criteria": [REACHABLE, SCORES, BUDGET], **fields}))
	definition.submit()
	return definition
