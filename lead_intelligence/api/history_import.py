"""Imports of history on the desk: checked, begun, stopped and taken back."""

from __future__ import annotations

import json
from datetime import time
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_date, format_datetime, get_datetime

from lead_intelligence.adapters.history_imports import state
from lead_intelligence.adapters.history_imports.files import open_file
from lead_intelligence.adapters.history_imports.mapping import line_reader
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.api.arguments import text
from lead_intelligence.core.problems import Problem, Refused


@frappe.whitelist(methods=["POST"])
def check(name: str) -> dict[str, Any]:
	"""Go through the file without writing anything, in the background. Needs the right to write the import, as all that change it."""
	doc = _writable(name)
	_refuse_unreadable(doc)
	allowed = (state.DRAFT, state.CHECKED, state.UNDONE, state.FAILED)
	row = state.stored(doc.name)
	if row and row.status == state.FAILED and state.has_entered(row):
		allowed = ()
	refusal = _("The import is being worked on, or is done already, so it cannot be checked now.")
	state.begin(doc.name, state.CHECKING, allowed, refusal, progress={}, findings={}, checked_at=None)
	return state.figures(doc.name)


@frappe.whitelist(methods=["POST"])
def begin(name: str) -> dict[str, Any]:
	"""Enter what was checked, in the background; or go on with what was stopped."""
	doc = _writable(name)
	_refuse_unreadable(doc)
	_needs_rights(doc)
	row = state.stored(doc.name)
	goes_on = bool(row and row.status == state.FAILED and row.progress.get("was") == state.IMPORTING)
	allowed = (state.CHECKED, state.FAILED) if goes_on else (state.CHECKED,)
	refusal = _("Check the file first. What was checked can be imported once.")
	progress = row.progress if row and goes_on else {"was": state.IMPORTING}
	state.begin(doc.name, state.IMPORTING, allowed, refusal, progress=progress)
	return state.figures(doc.name)


@frappe.whitelist(methods=["POST"])
def stop(name: str) -> dict[str, Any]:
	"""What is entered stays; the chunk of lines that is being entered is brought to an end."""
	doc = _writable(name)
	row = state.stored(doc.name, lock=True)
	if row is None or row.status not in (state.CHECKING, state.IMPORTING):
		frappe.throw(_("The import is not at work, so it cannot be stopped."))
	state.fail(doc.name, _("Stopped by {0}.").format(frappe.utils.get_fullname()))
	return state.figures(doc.name)


@frappe.whitelist(methods=["POST"])
def undo(name: str) -> dict[str, Any]:
	"""Take back what it has entered, in the background."""
	doc = _writable(name)
	row = state.stored(doc.name)
	allowed = (state.IMPORTED, state.FAILED) if row and state.has_entered(row) else ()
	refusal = _("Nothing of this import is entered, so there is nothing to undo.")
	total = frappe.db.count("Lead History Fact", {"history_import": doc.name, "kind": "Lead"})
	state.begin(
		doc.name, state.UNDOING, allowed, refusal, progress={"done": 0, "total": total, "entered": True}
	)
	return state.figures(doc.name)


@frappe.whitelist(methods=["GET", "POST"])
def progress(name: str) -> dict[str, Any]:
	"""How far it is, and what was found. Needs the right to read the import. `findings`: sentences are in the user's language."""
	doc = frappe.get_doc(state.IMPORT, text(name, _("Import")))
	doc.check_permission("read")
	return {**state.figures(doc.name), "findings": _findings(json.loads(doc.findings or "{}"))}


def _findings(found: dict[str, Any]) -> dict[str, Any]:
	for kind in ("problems", "notices"):
		found[kind] = [
			{
				"line": row["line"],
				"sentences": [problem.text(_) for problem in in_words(_problems(row["problems"]))],
			}
			for row in found.get(kind) or ()
		]
	for row in found.get("sample") or ():
		row["stages"] = [[_(stage), _shown(at)] for stage, at in row["stages"]]
		row["answer"] = _shown(row["answer"])
		if deal := row["deal"]:
			deal.update(
				outcome=_(deal["outcome"]),
				opened_at=_shown(deal["opened_at"]),
				closed_at=_shown(deal["closed_at"]),
			)
	return found


def _problems(rows: list[dict[str, Any]]) -> list[Problem]:
	return [
		Problem(
			message=row["message"],
			place=row["place"],
			values={
				name: _(value) if name in ("meaning", "stage") else value
				for name, value in row["values"].items()
			},
		)
		for row in rows
	]


def _shown(at: str | None) -> str | None:
	"""A moment at midnight is a day of which nobody knows the time."""
	if not at:
		return None
	moment = get_datetime(at)
	return format_date(moment) if moment.time() == time.min else format_datetime(moment)


def _writable(name: str) -> Document:
	doc = frappe.get_doc(state.IMPORT, text(name, _("Import")))
	doc.check_permission("write")
	return doc


def _refuse_unreadable(doc: Document) -> None:
	try:
		line_reader(doc, open_file(doc))
	except Refused as refusal:
		refuse(
			_problems(
				[{"message": p.message, "place": p.place, "values": p.values} for p in refusal.problems]
			)
		)


def _needs_rights(doc: Document) -> None:
	"""Those that making the same by hand would need. Whether sources and the like may be made, each line is asked."""
	if doc.create_leads:
		frappe.has_permission("Lead", "create", throw=True)
