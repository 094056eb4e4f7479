"""Editing routing policies on the desk: what their conditions can say, new versions, and trying them on leads."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lead_intelligence.adapters.assignment_rules import live_rules_on_leads
from lead_intelligence.adapters.condition_check import checked
from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.offered_criteria import offered_fields
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.routing_trial import RoutingTrial
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.versions import copy_as_draft, live_in_place_of
from lead_intelligence.api.arguments import some_text, text
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.dialog import published_operators

# Of a name.
_MOST_CHARACTERS = 140
_MOST_VERSIONS = 200


@frappe.whitelist(methods=["GET", "POST"])
def dialog(company: str | None = None) -> dict[str, Any]:
	"""What conditions of policies and rules can look at, grouped and in order, and per kind of field the operators that fit."""
	frappe.has_permission(ROUTING, "read", throw=True)
	catalogue = policy_catalogue(strict=True, company=_company(company))
	return {"fields": offered_fields(catalogue), "operators": published_operators(_)}


@frappe.whitelist(methods=["POST"])
def check_condition(condition: str, company: str | None = None) -> dict[str, Any]:
	"""A condition in canonical form with the sentence that says it, or the problems that it has."""
	frappe.has_permission(ROUTING, "read", throw=True)
	catalogue = policy_catalogue(strict=True, company=_company(company))
	return checked(text(condition, _("Condition")), catalogue)


@frappe.whitelist(methods=["GET", "POST"])
def around(company: str, title: str | None = None) -> dict[str, Any]:
	"""What is live for a company, as seen from a policy with this title, saved or not: the version that it takes the place of, the
	others in the order in which they are tried, and Frappe's own rules that would assign leads too."""
	frappe.has_permission(ROUTING, "read", throw=True)
	doc = frappe.new_doc(ROUTING)
	doc.update(
		{"company": text(company, _("Company")), "title": some_text(title, _("Title"), _MOST_CHARACTERS)}
	)
	frappe.has_permission("Company", "read", doc.company, throw=True)
	live = live_in_place_of(doc) if doc.title else None
	rows = frappe.get_list(
		ROUTING,
		filters={"company": doc.company, "status": "Live", "docstatus": 1},
		fields=["name", "title", "priority", "valid_from", "condition_text"],
		order_by="priority, title",
		limit=_MOST_VERSIONS,
	)
	return {
		"live": next((row for row in rows if row.name == live), None),
		"others": [row for row in rows if row.name != live],
		"assignment_rules": list(live_rules_on_leads()),
		"judges": bool(cint(settings().enabled)),
	}


@frappe.whitelist(methods=["POST"])
def new_version(policy: str) -> str:
	"""Copy a version into a new draft. Returns the draft's name."""
	frappe.has_permission(ROUTING, "create", throw=True)
	return str(copy_as_draft(_readable(policy)).name)


@frappe.whitelist(methods=["GET", "POST"])
def tried_on(lead: str, policy: str | None = None) -> dict[str, Any]:
	"""Which policy is for a lead and which of its rules, why those that come before are not, who would get the lead now and why the
	others would not. With `policy`, as if that version were live. Needs the right to read both. Nothing is stored."""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	frappe.has_permission(ROUTING, "read", throw=True)
	name = some_text(policy, _("Policy"), _MOST_CHARACTERS)
	version = _readable(name) if name else None
	company = doc.get("company") or frappe.defaults.get_global_default("company")
	if version and version.company != company:
		frappe.throw(
			_("{0} is for {1}, and the lead is of {2}. Choose a lead of the same company.").format(
				version.name, version.company, company
			)
		)
	try:
		return RoutingTrial(doc, version).found()
	except Refused as refusal:
		refuse(in_words(refusal.problems))
		return {}


def _company(value: object) -> str | None:
	return some_text(value, _("Company"), _MOST_CHARACTERS)


def _readable(name: object) -> Document:
	doc = frappe.get_doc(ROUTING, text(name, _("Policy")))
	doc.check_permission("read")
	return doc
