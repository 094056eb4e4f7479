"""Evaluation runs on the desk: how far they are, and pausing, resuming and stopping them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.evaluation_runs import (
	PAUSED,
	RUN,
	STOPPED,
	UNFINISHED,
	WAITING,
	figures,
	set_status,
	start_workers,
	workers_wanted,
)
from lead_intelligence.api.arguments import text


@frappe.whitelist(methods=["GET", "POST"])
def progress(run: str) -> dict[str, Any]:
	"""How far a run is. Needs the right to read it."""
	return figures(_readable(run))


@frappe.whitelist(methods=["GET", "POST"])
def unfinished(model: str) -> dict[str, Any]:
	"""The run that the model began, with its figures, while it is not over; else empty. Needs the right to read runs."""
	if not frappe.has_permission(RUN, "read"):
		return {}
	filters = {"model": text(model, _("Model")), "status": ("in", UNFINISHED)}
	runs = frappe.get_list(RUN, filters=filters, pluck="name", order_by="creation desc", limit=1)
	return {"run": runs[0], **figures(runs[0])} if runs else {}


@frappe.whitelist(methods=["POST"])
def pause(run: str) -> dict[str, Any]:
	"""No further chunk is begun. Needs the right to edit models, as all that follow."""
	return _change(run, PAUSED, _("This run is not at work, so it cannot be paused."))


@frappe.whitelist(methods=["POST"])
def resume(run: str) -> dict[str, Any]:
	answer = _change(run, WAITING, _("This run is not paused, so it cannot be resumed."))
	frappe.db.after_commit.add(lambda: start_workers(run, workers_wanted()))
	return answer


@frappe.whitelist(methods=["POST"])
def stop(run: str) -> dict[str, Any]:
	"""For good. What is scored stays scored; other leads keep their score until they are next saved or re-scored."""
	because = _("Stopped by {0}. The other leads keep their score until they are next saved or re-scored.")
	because = because.format(frappe.utils.get_fullname())
	return _change(run, STOPPED, _("This run is over already."), because)


def _change(run: str, status: str, refusal: str, because: str | None = None) -> dict[str, Any]:
	name = _readable(run)
	frappe.has_permission("Lead Scoring Model", "write", throw=True)
	if not set_status(name, status, because=because):
		frappe.throw(refusal)
	return figures(name)


def _readable(run: str) -> str:
	doc = frappe.get_doc(RUN, text(run, _("Run")))
	doc.check_permission("read")
	return str(doc.name)
