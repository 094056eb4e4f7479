"""Two versions of a definition side by side: what they say differently, and how many leads that would move."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import definition_moves
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definitions import definition_of
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.refusals import refuse_definition
from lead_intelligence.adapters.versions import live_in_place_of
from lead_intelligence.api.arguments import some_text, text
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.comparison import Change, Part, changes_between
from lead_intelligence.core.qualification.definition import Definition
from lead_intelligence.core.rules.conditions import Condition
from lead_intelligence.core.rules.sentences import sentence

_MOST_CHARACTERS = 140
_MOST_VERSIONS = 200


@frappe.whitelist(methods=["GET", "POST"])
def versions(definition: str) -> dict[str, Any]:
	"""The versions of the same company to compare with, the newest first, and the one that suggests itself: what is live
	for the same leads, else what it was copied from."""
	doc = _readable(definition)
	rows = frappe.get_list(
		DEFINITION,
		filters={"company": doc.company, "name": ("!=", doc.name), "docstatus": ("<", 2)},
		fields=["name", "title", "status", "valid_from", "market_segment", "product_line"],
		order_by="version desc",
		limit=_MOST_VERSIONS,
	)
	names = {row.name for row in rows}
	likely = (live_in_place_of(doc), doc.copied_from)
	return {
		"versions": rows,
		"suggested": next((name for name in likely if name in names), None),
		"may_compare": bool(doc.has_permission("write")),
	}


@frappe.whitelist(methods=["GET", "POST"])
def changes(definition: str, before: str) -> list[dict[str, Any]]:
	"""What a version says differently than the one before, as sentences by part of the form."""
	after_doc, before_doc = _readable(definition), _readable(before)
	catalogue = criteria_catalogue(strict=False)

	def say(condition: Condition) -> str:
		return sentence(condition, catalogue, _)

	found = list(changes_between(_definition(before_doc), _definition(after_doc), say))
	found += _in_calendar(before_doc, after_doc)
	return [
		{"part": title, "changes": texts}
		for part, title in _titles().items()
		if (texts := [change.text(_) for change in found if change.part is part])
	]


def _titles() -> dict[Part, str]:
	return {
		Part.SCOPE: _("Whose leads"),
		Part.STAGES: _("Stages"),
		Part.CRITERIA: _("Criteria"),
		Part.GATES: _("Gates"),
		Part.HAND_OVER: _("Hand-Over"),
	}


def _definition(doc: Document) -> Definition:
	try:
		return definition_of(doc)
	except Refused as refusal:
		refuse_definition(refusal.problems)
		raise


def _in_calendar(before: Document, after: Document) -> list[Change]:
	names = {
		"before": before.working_calendar or _("the usual calendar"),
		"after": after.working_calendar or _("the usual calendar"),
	}
	if names["before"] == names["after"]:
		return []
	message = _("Working hours pass as in {after} instead of {before}.")
	return [Change(part=Part.HAND_OVER, message=message, values=names)]


@frappe.whitelist(methods=["POST"])
def begin(definition: str, before: str | None = None) -> dict[str, Any]:
	"""Count in the background how many leads would move. `before`: the version to compare with, none for what is live now.
	Needs the right to write the definition."""
	doc, other = _readable(definition), _other(before)
	doc.check_permission("write")
	return _shown(definition_moves.begin(doc, other), doc)


@frappe.whitelist(methods=["GET", "POST"])
def moves(definition: str, before: str | None = None) -> dict[str, Any]:
	"""How far that is, or what came of it; empty where it was not asked for yet."""
	doc, other = _readable(definition), _other(before)
	return _shown(definition_moves.state_of(doc.name, other.name if other else None), doc)


@frappe.whitelist(methods=["POST"])
def stop(definition: str, before: str | None = None) -> None:
	"""Needs the right to write the definition."""
	doc, other = _readable(definition), _other(before)
	doc.check_permission("write")
	definition_moves.stop(doc.name, other.name if other else None)


def _shown(state: dict[str, Any] | None, doc: Document) -> dict[str, Any]:
	if not state:
		return {}
	shown = {
		key: state.get(key)
		for key in ("status", "done", "total", "started_at", "finished_at", "problem", "figures")
	}
	changed = state.get("after_modified") not in (None, str(doc.modified))
	return {**shown, "changed_since": changed, "waiting_too_long": definition_moves.waits_too_long(state)}


def _other(name: object) -> Document | None:
	found = some_text(name, _("Version to compare with"), _MOST_CHARACTERS)
	return _readable(found) if found else None


def _readable(name: object) -> Document:
	doc = frappe.get_doc(DEFINITION, text(name, _("Definition")))
	doc.check_permission("read")
	return doc
