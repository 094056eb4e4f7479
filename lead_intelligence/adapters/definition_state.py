"""What the form of a definition says beside its fields: who has signed, what no longer fits, and what else is live."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_fullname

from lead_intelligence.adapters.definition_checks import broken_criteria
from lead_intelligence.adapters.definition_signing import (
	disabled_signatories,
	obstacles,
	signing_of,
)
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.refusals import in_words
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stored_leads import leads_of_company
from lead_intelligence.adapters.versions import live_in_place_of
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.definition import Scope
from lead_intelligence.core.qualification.overlap import Precedence, precedence
from lead_intelligence.core.qualification.signing import Side

_SCOPING = ("company", "market_segment", "product_line")


def signing_state(doc: Document) -> dict[str, Any]:
	"""Each side with its signatory and signature, what the user may do there, and what is still missing."""
	signing, gone = signing_of(doc), disabled_signatories(doc)
	is_draft, me = doc.docstatus.is_draft(), frappe.session.user
	sides = []
	for side in Side:
		signatory, signature = signing.signatories.get(side), signing.of(side)
		sides.append(
			{
				"side": side.value,
				"signatory": signatory,
				"signatory_name": get_fullname(signatory) if signatory else None,
				"signed_by": get_fullname(signature.user) if signature else None,
				"signed_at": signature.at if signature else None,
				"may_sign": is_draft and signatory == me and not signature,
				"may_withdraw": is_draft and bool(signature) and signature.user == me,
				"no_active_user": signatory in gone,
				"cannot_read": bool(signatory) and signatory not in gone and not _may_read(doc, signatory),
			}
		)
	return {
		"sides": sides,
		"missing": _missing(doc) if is_draft else [],
		"one_suffices": signing.one_suffices,
	}


def _missing(doc: Document) -> list[str]:
	try:
		problems = obstacles(doc)
	except Refused as refusal:
		problems = refusal.problems
	return [problem.text(_) for problem in in_words(problems)]


def _may_read(doc: Document, user: str) -> bool:
	return bool(frappe.has_permission(DEFINITION, "read", doc, user=user))


def broken_state(doc: Document) -> list[dict[str, Any]]:
	try:
		found = broken_criteria(doc)
	except Refused:
		return []
	return [
		{"row": row, "criterion": doc.criteria[row - 1].criterion, "problem": problem.text(_)}
		for row, problem in found
	]


def surroundings(doc: Document) -> dict[str, Any]:
	"""What is live where `doc`, saved or not, is or would be: the version that it takes the place of, and the others of its
	company, each with which of the two decides on a lead that both are for."""
	live = live_in_place_of(doc)
	rows = frappe.get_all(
		DEFINITION,
		filters={"company": doc.company, "status": "Live", "docstatus": 1},
		fields=["name", "title", "valid_from", *_SCOPING],
		order_by="product_line desc, market_segment desc, name",
	)
	mine = _scope(doc)
	others = [{**row, "precedence": precedence(mine, _scope(row)).value} for row in rows]
	return {
		"live": next((row for row in rows if row.name == live), None),
		"others": [row for row in others if row["precedence"] != Precedence.SAME.value],
		"leads": frappe.db.count("Lead", leads_of_company(doc.company)),
		"judges": bool(cint(settings().enabled)),
	}


def _scope(row: Any) -> Scope:
	return Scope(
		company=row.get("company"),
		market_segment=row.get("market_segment") or None,
		product_line=row.get("product_line") or None,
	)
