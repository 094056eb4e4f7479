"""Editing, signing and versioning definitions on the desk."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import definition_signing
from lead_intelligence.adapters.condition_check import checked
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definition_notices import ask_for_signatures
from lead_intelligence.adapters.definition_state import broken_state, signing_state, surroundings
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.offered_criteria import offered_fields
from lead_intelligence.adapters.versions import copy_as_draft
from lead_intelligence.api.arguments import one_of, some_text, text
from lead_intelligence.core.qualification.signing import Side
from lead_intelligence.core.rules.dialog import published_operators

# Of a name.
_MOST_CHARACTERS = 140


@frappe.whitelist(methods=["GET", "POST"])
def dialog(company: str | None = None) -> dict[str, Any]:
	"""What criteria can look at, grouped and in order, and per kind of field the operators that fit."""
	frappe.has_permission(DEFINITION, "read", throw=True)
	return {
		"fields": offered_fields(criteria_catalogue(strict=True, company=_company(company))),
		"operators": published_operators(_),
	}


@frappe.whitelist(methods=["POST"])
def check_condition(condition: str, company: str | None = None) -> dict[str, Any]:
	"""A condition in canonical form with the sentence that says it, or the problems that it has."""
	frappe.has_permission(DEFINITION, "read", throw=True)
	catalogue = criteria_catalogue(strict=True, company=_company(company))
	return checked(text(condition, _("Condition")), catalogue)


def _company(value: object) -> str | None:
	return some_text(value, _("Company"), _MOST_CHARACTERS)


@frappe.whitelist(methods=["GET", "POST"])
def state(definition: str) -> dict[str, Any]:
	"""Who has signed, what is missing for going live, and which criteria can no longer be judged."""
	doc = _readable(definition)
	return {"signing": signing_state(doc), "broken": broken_state(doc)}


@frappe.whitelist(methods=["GET", "POST"])
def around(
	company: str, market_segment: str | None = None, product_line: str | None = None
) -> dict[str, Any]:
	"""The definitions that are live for a company, as seen from one with this scope, saved or not."""
	frappe.has_permission(DEFINITION, "read", throw=True)
	doc = frappe.new_doc(DEFINITION)
	doc.update(
		{
			"company": text(company, _("Company")),
			"market_segment": some_text(market_segment, _("Market Segment"), _MOST_CHARACTERS),
			"product_line": some_text(product_line, _("Product Line"), _MOST_CHARACTERS),
		}
	)
	frappe.has_permission("Company", "read", doc.company, throw=True)
	return surroundings(doc)


@frappe.whitelist(methods=["POST"])
def new_version(definition: str) -> str:
	"""Copy a version into a new draft, without its signatures. Returns the draft's name."""
	frappe.has_permission(DEFINITION, "create", throw=True)
	return str(copy_as_draft(_readable(definition)).name)


@frappe.whitelist(methods=["POST"])
def sign(definition: str, side: str, seen: str | None = None) -> None:
	"""Sign a draft for one side, for which the user must be its signatory. `seen`: when the draft had last been changed as
	the user read it; if it was changed since, that is refused."""
	seen = some_text(seen, _("Last changed"), _MOST_CHARACTERS)
	definition_signing.sign(text(definition, _("Definition")), _side(side), seen)


@frappe.whitelist(methods=["POST"])
def unsign(definition: str, side: str) -> None:
	"""Withdraw one's own signature from a draft."""
	definition_signing.unsign(text(definition, _("Definition")), _side(side))


@frappe.whitelist(methods=["POST"])
def ask_to_sign(definition: str) -> list[str]:
	"""Tell the signatories who are to sign yet. Returns their full names. Needs the right to write the definition."""
	doc = _readable(definition)
	doc.check_permission("write")
	if not doc.docstatus.is_draft():
		frappe.throw(_("Only drafts are signed. {0} was submitted already.").format(doc.name))
	return ask_for_signatures(doc)


def _side(value: object) -> Side:
	return Side(one_of(value, _("Side"), (side.value for side in Side)))


def _readable(name: object) -> Document:
	doc = frappe.get_doc(DEFINITION, text(name, _("Definition")))
	doc.check_permission("read")
	return doc
