"""The score of leads: explained on the form, computed again on request."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.explanation import explain
from lead_intelligence.adapters.journey import history_of
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import evaluate_stored, reevaluate
from lead_intelligence.adapters.settings import settings
from lead_intelligence.api.arguments import names, text
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.jobs.reevaluation import rescore_in_background

_HISTORY_SHOWN = 30
_MOST_SELECTED = 5_000


@frappe.whitelist(methods=["GET", "POST"])
def panel(lead: str) -> dict[str, Any]:
	"""The score of a lead as of now, explained, with its history. Needs the right to read the lead.

	`stopped`: for a lead that has its outcome, its status and the moment as of which its score stays. `state` is "scored", "no model" (its company has no live model) or "off" (scoring is switched off).
	"""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	stored = {
		"score": doc.li_score,
		"grade": doc.li_grade,
		"scored_on": doc.li_scored_on,
		"model": doc.li_scoring_model,
		"waiting": bool(doc.li_needs_evaluation),
	}
	answer: dict[str, Any] = {"stored": stored, "history": history_of(doc.name, _HISTORY_SHOWN)}
	company = doc.company or frappe.defaults.get_global_default("company")
	if not settings().enabled:
		return {**answer, "state": "off"}
	policies, catalogue = policies_for(doc.company)
	stopped = stopped_at(doc)
	evaluation = evaluate_stored(doc, Cause.RESCORE, improve=stopped is None)
	if evaluation is None or evaluation.score is None or policies.scoring is None or catalogue is None:
		return {**answer, "state": "no model", "company": company}
	hidden = hidden_fields(doc, policies.scoring.fields)
	answer["stopped"] = {"status": _(doc.status), "at": stopped} if stopped else None
	explained = explain(evaluation.score, policies.scoring, catalogue, hidden, stopped and stopped.date())
	return {**answer, "state": "scored", **explained}


@frappe.whitelist(methods=["POST"])
def rescore(leads: str | list[str]) -> dict[str, Any]:
	"""Score leads again, at once or, for a large selection, in the background. Needs the right to write each.

	`leads`: a name, or a JSON list of names. Returns how many were scored, and how many were handed to the background.
	"""
	selected = names(leads, _("Leads"))
	if len(selected) > _MOST_SELECTED:
		frappe.throw(_("Select at most {0} leads at once.").format(_MOST_SELECTED))
	if not settings().enabled:
		frappe.throw(_("Scoring is switched off in Lead Intelligence Settings. Switch it on to re-score."))
	for name in selected:
		frappe.has_permission("Lead", "write", name, throw=True)
	if len(selected) > (settings().most_leads_at_once or len(selected)):
		rescore_in_background(selected)
		return {"scored": 0, "in_background": len(selected)}
	# Each lead stays locked until the end. In one order, two selections that overlap wait and do not deadlock.
	return {"scored": len(reevaluate(sorted(selected), Cause.RESCORE)), "in_background": 0}
