"""Editing, versioning and trying response policies on the desk."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.condition_check import checked
from lead_intelligence.adapters.live_versions import POLICY
from lead_intelligence.adapters.offered_criteria import offered_policy_fields
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.sla_policy_state import state_of, surroundings
from lead_intelligence.adapters.sla_policy_trial import considered_for
from lead_intelligence.adapters.versions import copy_as_draft
from lead_intelligence.api.arguments import some_text, text
from lead_intelligence.core.rules.dialog import published_operators

# Of a name.
_MOST_CHARACTERS = 140


@frappe.whitelist(methods=["GET", "POST"])
def dialog(company: str | None = None) -> dict[str, Any]:
	"""What conditions of policies can look at, grouped and in order, and per kind of field the operators that fit."""
	frappe.has_permission(POLICY, "read", throw=True)
	return {
		"fields": offered_policy_fields(_name(company, _("Company"))),
		"operators": published_operators(_),
	}


@frappe.whitelist(methods=["POST"])
def check_condition(condition: str, company: str | None = None) -> dict[str, Any]:
	"""A condition in canonical form with the sentence that says it, or the problems that it has."""
	frappe.has_permission(POLICY, "read", throw=True)
	catalogue = policy_catalogue(strict=True, company=_name(company, _("Company")))
	return checked(text(condition, _("Condition")), catalogue)


@frappe.whitelist(methods=["GET", "POST"])
def around(company: str, title: str | None = None, policy: str | None = None) -> dict[str, Any]:
	"""The live policies of a company as seen from one of this title, saved or not; and the grades of its live model."""
	frappe.has_permission(POLICY, "read", throw=True)
	doc = frappe.new_doc(POLICY)
	doc.update({"company": text(company, _("Company")), "title": _name(title, _("Title")) or ""})
	doc.name = _name(policy, _("Policy"))
	frappe.has_permission("Company", "read", doc.company, throw=True)
	return surroundings(doc)


@frappe.whitelist(methods=["GET", "POST"])
def state(policy: str) -> dict[str, Any]:
	"""What is odd about a policy, and which of its conditions can no longer be judged."""
	return state_of(_readable(policy))


@frappe.whitelist(methods=["POST"])
def new_version(policy: str) -> str:
	"""Copy a version into a new draft. Returns the draft's name."""
	frappe.has_permission(POLICY, "create", throw=True)
	return str(copy_as_draft(_readable(policy)).name)


@frappe.whitelist(methods=["GET", "POST"])
def considered(lead: str, policy: str | None = None) -> dict[str, Any]:
	"""Which policy is for a lead and why those before it are not; with `policy`, that one in the place of the live version of its
	title. Needs the right to read both. Nothing is stored."""
	frappe.has_permission(POLICY, "read", throw=True)
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	name = _name(policy, _("Policy"))
	draft = _readable(name) if name else None
	company = doc.get("company") or frappe.defaults.get_global_default("company")
	if draft and draft.company != company:
		frappe.throw(_("{0} is for leads of {1}. Choose one of these.").format(draft.name, draft.company))
	return considered_for(doc, draft)


def _name(value: object, what: str) -> str | None:
	return some_text(value, what, _MOST_CHARACTERS)


def _readable(name: object) -> Document:
	doc = frappe.get_doc(POLICY, text(name, _("Policy")))
	doc.check_permission("read")
	return doc
