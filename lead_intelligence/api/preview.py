"""Previews of a scoring model on past leads, and a lead tried against another model."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, fmt_money, getdate, now_datetime

from lead_intelligence.adapters import previews
from lead_intelligence.adapters.explanation import explain, grade_colours
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at
from lead_intelligence.adapters.policies import compile_document, live_version, policies_for
from lead_intelligence.adapters.previews import (
	DEFAULT_LOST_AFTER_DAYS,
	MODEL,
	PREVIEW,
	UNFINISHED,
	begin_preview,
	default_newer_than,
	refuse_gaps,
	state_of_model,
	status_of,
	waits_too_long,
)
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.api.arguments import text
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.model import Grade
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_PAGE = 50
_MOST_MODELS = 500
_MOST_DAYS = 3650
_ROW = (
	"name",
	"model",
	"model_title",
	"status",
	"leads_done",
	"leads_total",
	"started_at",
	"finished_at",
	"seen_at",
	"newer_than",
	"lost_after_days",
	"compared_with",
	"problem",
	"model_state",
	"owner",
)


@frappe.whitelist(methods=["POST"])
def begin(
	model: str, newer_than: str | None = None, lost_after_days: int | str | None = None
) -> dict[str, Any]:
	"""Begin a preview in the background, or name the one that is under way. Needs the right to write the model.

	`newer_than`: the day from which leads are judged, none for all. `lost_after_days`: an older lead without an outcome
	counts as lost.
	"""
	doc = frappe.get_doc(MODEL, text(model, _("Model")))
	doc.check_permission("write")
	preview, already = begin_preview(doc, _day(newer_than), _days(lost_after_days))
	return {"preview": preview, "already_running": already}


def _day(value: str | None) -> date | None:
	if not value:
		return None
	try:
		day = getdate(value)
	except Exception:
		day = None
	if day is None:
		frappe.throw(_("{0} must be given as a date.").format(_("Judge on leads created since")))
	return day


def _days(value: int | str | None) -> int:
	days = DEFAULT_LOST_AFTER_DAYS if value in (None, "") else cint(value)
	if not 1 <= days <= _MOST_DAYS:
		frappe.throw(
			_("{0} must be from 1 to {1}.").format(_("Days after which a lead counts as lost"), _MOST_DAYS)
		)
	return days


@frappe.whitelist(methods=["GET", "POST"])
def previews_of(model: str) -> dict[str, Any]:
	"""The previews that are kept of a model, the newest first, and what a new one would begin with."""
	doc = frappe.get_doc(MODEL, text(model, _("Model")))
	doc.check_permission("read")
	frappe.has_permission(PREVIEW, "read", throw=True)
	rows = frappe.get_all(
		PREVIEW, filters={"model": doc.name}, fields=[*_ROW, "figures"], order_by="creation desc", limit=50
	)
	live = live_version(doc.company)
	return {
		"previews": [_row(row, state_of_model(doc)) for row in rows],
		"defaults": {"newer_than": default_newer_than(), "lost_after_days": DEFAULT_LOST_AFTER_DAYS},
		"live": live.name if live else None,
		"may_begin": bool(doc.has_permission("write")),
		"waiting_too_long": any(waits_too_long(row) for row in rows),
	}


def _row(row: Any, model_state: str) -> dict[str, Any]:
	status, _problem = status_of(row)
	shown = {
		key: row.get(key) for key in ("name", "started_at", "finished_at", "newer_than", "lost_after_days")
	}
	comparison = json.loads(row.figures)["comparison"] if row.figures else None
	return {
		**shown,
		"status": status,
		"done": row.leads_done,
		"total": row.leads_total,
		"compared_with": row.compared_with,
		"stale": bool(row.model_state) and row.model_state != model_state and status not in UNFINISHED,
		"leads": comparison["leads"] if comparison else None,
		"changed": comparison["changes"]["changed"] if comparison else None,
		"auc_old": _auc(comparison, "old"),
		"auc_new": _auc(comparison, "new"),
	}


def _auc(comparison: dict[str, Any] | None, which: str) -> float | None:
	figures = comparison[which] if comparison else None
	return figures["roc_auc"]["value"] if figures and figures["roc_auc"] else None


@frappe.whitelist(methods=["GET", "POST"])
def progress(preview: str) -> dict[str, Any]:
	row = _read(preview, _ROW)
	status, problem = status_of(row)
	return {"status": status, "done": row.leads_done, "total": row.leads_total, "problem": problem}


@frappe.whitelist(methods=["GET", "POST"])
def result(preview: str) -> dict[str, Any]:
	"""All figures of a preview that is done, with its sentences in the user's language."""
	row = _read(preview, (*_ROW, "figures"))
	model_state = str(frappe.db.get_value(MODEL, row.model, "modified"))
	status, problem = status_of(row)
	head = {
		**_row(row, model_state),
		"model": row.model,
		"model_title": row.model_title,
		"by": row.owner,
		"problem": problem,
	}
	if status != "Done":
		return {"preview": head, "comparison": None, "inputs": None}
	figures = json.loads(row.figures)
	comparison = _in_words(figures["comparison"])
	for which in ("old", "new"):
		_colour(comparison[which])
	for field in figures["inputs"]["leaky"]:
		field["label"] = _(field["label"])
	return {"preview": head, "comparison": comparison, "inputs": figures["inputs"]}


def _in_words(data: Any) -> Any:
	"""Each template with its values becomes a sentence in the user's language."""
	if isinstance(data, list):
		return [_in_words(item) for item in data]
	if not isinstance(data, dict):
		return data
	if "message" in data and "values" in data:
		words = _(data["message"]).format(**{name: _shown(value) for name, value in data["values"].items()})
		return {"kind": data["kind"], "text": words} if "kind" in data else words
	return {key: _in_words(value) for key, value in data.items()}


def _shown(value: Any) -> Any:
	"""A share as the user writes numbers."""
	return fmt_money(value, precision=1) if isinstance(value, float) else value


def _colour(model: dict[str, Any] | None) -> None:
	if model:
		colours = grade_colours(
			Grade(name=grade["grade"], at_least=grade["at_least"], colour=grade["colour"])
			for grade in model["grades"]
		)
		for grade in model["grades"]:
			grade["colour"] = colours[grade["grade"]]


@frappe.whitelist(methods=["GET", "POST"])
def leads_of_cell(
	preview: str, grade_after: str, grade_before: str | None = None, start: int | str = 0
) -> dict[str, Any]:
	"""A page of the leads that a preview found to move from one grade to another: those that the user may read."""
	row = _read(preview, ("name",))
	first = max(cint(start), 0)
	total, names = previews.leads_of_cell(
		row.name, grade_before or None, text(grade_after, _("Grade")), first, _PAGE
	)
	fields = ["name", "lead_name", "company_name", "status", "li_grade", "li_score", "lead_owner"]
	leads = (
		frappe.get_list("Lead", filters={"name": ("in", names)}, fields=fields, order_by="name", limit=_PAGE)
		if names
		else []
	)
	following = first + _PAGE
	return {
		"total": total,
		"start": first,
		"next": following if following < total else None,
		"hidden": len(names) - len(leads),
		"leads": leads,
	}


@frappe.whitelist(methods=["POST"])
def stop(preview: str) -> None:
	"""Its worker ends at the next batch. Needs the right to write the model."""
	row = _read(preview, ("name", "model"))
	frappe.get_doc(MODEL, row.model).check_permission("write")
	unfinished = {"name": row.name, "status": ("in", UNFINISHED)}
	frappe.db.set_value(PREVIEW, unfinished, {"status": "Stopped"}, update_modified=False)


def _read(preview: str, fields: tuple[str, ...]) -> Any:
	frappe.has_permission(PREVIEW, "read", throw=True)
	row = frappe.db.get_value(PREVIEW, text(preview, _("Preview")), fields, as_dict=True)
	if row is None:
		frappe.throw(
			_("This preview no longer exists: it was deleted, or its model was."), frappe.DoesNotExistError
		)
	return row


@frappe.whitelist(methods=["GET", "POST"])
def models_to_try(lead: str) -> list[dict[str, Any]]:
	"""The models of the lead's company, drafts first, then the newest versions."""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	company = doc.company or frappe.defaults.get_global_default("company")
	models = frappe.get_list(
		MODEL,
		filters={"company": company, "docstatus": ("<", 2)},
		fields=["name", "title", "status"],
		order_by="docstatus asc, version desc",
		limit=_MOST_MODELS,
	)
	return [dict(model) for model in models]


@frappe.whitelist(methods=["GET", "POST"])
def try_on_lead(lead: str, model: str) -> dict[str, Any]:
	"""The score of a lead as of now by its live model (`left`) and by another one, drafts included (`right`), each
	explained. Needs the right to read the lead and the model. Nothing is stored."""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	other = frappe.get_doc(MODEL, text(model, _("Model")))
	other.check_permission("read")
	refuse_gaps(other)
	policies, catalogue = policies_for(doc.company)
	left: dict[str, Any] = {"title": None, "model": None, "state": "no model"}
	if not settings().enabled:
		left["state"] = "off"
	elif policies.scoring and catalogue:
		left = _side(doc, policies.scoring, catalogue)
	return {"left": left, "right": _side(doc, *compile_document(other))}


def _side(doc: Document, model: CompiledModel, catalogue: FieldCatalogue) -> dict[str, Any]:
	score = model.score(snapshot_of(doc, model, catalogue), stopped_at(doc) or now_datetime())
	explained = explain(score, model, catalogue, hidden_fields(doc, model.fields))
	return {"title": model.model.name, "state": "scored", **explained}
