"""The owner of a lead, as its form shows it."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.owner_panel import panel_of
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.api.arguments import text

_MOST_POLICIES = 20


@frappe.whitelist(methods=["GET", "POST"])
def panel(lead: str) -> dict[str, Any]:
	"""Whose a lead is and why. Needs the right to read it.

	`owner`: {user, name}, null for nobody, and `is_mine`. `mark`: after which change of owner. `why`, where it is known: {at, cause, because,
	reason, policy: {name, title}, rule: {row, title, sentence, is_hidden}, asked}, texts in the user's language. `asked`: the pools in
	their order, [{name, strategy, nobody, candidates: [{user, name, chosen, reason, figures}]}]; figures of others are for managers.
	`search`, while somebody is looked for: {is_vain, since, next_attempt_at, cause, reason, asked}. `idle`, where nobody is: {because: off,
	not contacted, ended, no policy, history (not released), not ready (with the stage `first`), older (than the policies) or waiting}.
	`history`, the latest first: [{kind, at, owner: {before, after, words, reason}}].
	"""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	return panel_of(doc)


@frappe.whitelist(methods=["GET", "POST"])
def policies_beside_rules() -> list[str]:
	"""The live routing policies that give leads owners, beside which an Assignment Rule on Lead would act too. Needs the right to read such
	rules."""
	frappe.has_permission("Assignment Rule", "read", throw=True)
	live = {"status": "Live", "docstatus": 1}
	rows = frappe.get_all(
		ROUTING, filters=live, fields=["title", "company"], order_by="title", limit=_MOST_POLICIES
	)
	return [row.title for row in rows if is_routed(row.company)]
