"""The stages of leads: shown on the form, and what people do with them.

What changes a lead needs the right to write it. Whatever somebody may not do is answered with a sentence that says why.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lead_intelligence.adapters import answering, refusal_list, releases, stage_acts
from lead_intelligence.adapters.rejection_reasons import reason_named, reasons_in_use
from lead_intelligence.adapters.sales_users import is_manager, may_contest
from lead_intelligence.adapters.stage_panel import panel_of
from lead_intelligence.api.arguments import (
	LONGEST_NOTE,
	day,
	lead_filters,
	one_of,
	some_text,
	text,
	yes_or_no,
)
from lead_intelligence.api.each_lead import are_several, for_each_lead
from lead_intelligence.core.qualification.definition import Target
from lead_intelligence.core.qualification.stages import AGREED, BESIDE, Stage

_MOST_RELEASED_AT_ONCE = 200
_ASIDE = sorted(stage.value for stage in BESIDE)
_TARGETS = (*(target.value for target in Target), stage_acts.ASSIGNMENT)


@frappe.whitelist(methods=["GET", "POST"])
def panel(lead: str) -> dict[str, Any]:
	"""Where a lead stands as of now. Needs the right to read it.

	`state`: "off", "no agreement" (none is for the lead), "not placed" (its next evaluation places it) or "placed".
	`agreement`: {name, title, status, valid_from}. `stage`, `since`, `cycle`, `is_history`, `takes_part`, `proposed`.
	`path`: for each stage {stage, meaning, state: done | present | next | later | unused, at, by, entered, skipped}; `at` is when the
	lead first came there in this cycle, null where nobody knows or where it never stood there (`entered`).
	`next`: {stage, evidence, is_met, moves_by_itself, by_record}, or null; `evidence`: [{stage, criterion, sentence, verdict, seen:
	[{label, value}], problem}]. `by_record`: it is reached when ERPNext makes an opportunity or a customer of the lead.
	`handover`: the open one: {name, act, from, to, handed_at, due_at, lapsed, may_accept, why_not, contested: {by, note}}.
	`last_refusal`, of this cycle: {handover, reason, consequence, note, duplicate_of, by, at, contested_by, contest_note,
	may_contest}. `aside`: {stage, reason, note, revisit_on, since, by}.
	`gates`: [{target, demanded, reached, open, opened_by, opened_at, reason}]; a target is a doctype, or "Assignment" to sales.
	`actions`, those that the user may take now: accept, refuse, contest, hand_over, move_up:<stage>, nurture, disqualify,
	bring_back, override:<stage>, open_gate:<target>.
	`history`, the latest first: [{kind, cause, before, after, at, by, reason, note, definition, cycle, skipped, missing,
	overridden, target, record: {doctype, label, name}}]. Stages, kinds and causes have their English names. Rows on response clocks
	are {kind, at, clock: {purpose, due_at, was_due, grade, was_grade, because, outcome, was_outcome, answered_at, was_answered_at,
	by, how, working, target}}.
	"""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	return panel_of(doc)


@frappe.whitelist(methods=["GET", "POST"])
def reasons() -> list[dict[str, Any]]:
	"""The rejection reasons to choose from, each with what it leads to and the day on which the lead would be looked at
	again."""
	frappe.has_permission("Lead Rejection Reason", "read", throw=True)
	return [
		{
			"name": reason.name,
			"label": _(reason.name),
			"description": _(reason.description) if reason.description else None,
			"consequence": reason.consequence.value,
			"revisit_on": str(reason.revisit_on) if reason.revisit_on else None,
		}
		for reason in reasons_in_use()
	]


@frappe.whitelist(methods=["POST"])
def accept(leads: str | list[str]) -> dict[str, Any]:
	"""Sales takes leads that are handed over. Gives `accepted`: their names, and `refused`: [{lead, why}]."""
	together = are_several(leads)
	return for_each_lead(leads, "accepted", lambda lead: answering.accept(lead, in_bulk=together))


@frappe.whitelist(methods=["POST"])
def refuse(
	leads: str | list[str],
	reason: str,
	note: str | None = None,
	revisit_on: str | None = None,
	duplicate_of: str | None = None,
) -> dict[str, Any]:
	"""Sales does not take them, for a Lead Rejection Reason. Gives `done`: their names, and `refused`: [{lead, why}]."""
	why = reason_named(text(reason, _("Reason")))
	more: dict[str, Any] = {
		"note": some_text(note, _("Note"), LONGEST_NOTE),
		"revisit_on": day(revisit_on, _("Revisit On")),
		"duplicate_of": some_text(duplicate_of, _("Duplicate Of"), 140),
	}
	more["in_bulk"] = are_several(leads)
	return for_each_lead(leads, "done", lambda lead: answering.refuse(lead, why, **more))


@frappe.whitelist(methods=["POST"])
def contest(handover: str, note: str) -> dict[str, Any]:
	"""Marketing sends a refused lead to sales once more. Needs the role Lead Marketing, or that of a manager."""
	if not may_contest():
		frappe.throw(_("Only marketing can contest a refusal."), frappe.PermissionError)
	row = _readable_handover(text(handover, _("Hand-Over")))
	_writable(row.lead)
	answering.contest(row, some_text(note, _("Note"), LONGEST_NOTE))
	return {"lead": row.lead}


@frappe.whitelist(methods=["POST"])
def hand_over(lead: str, to_user: str) -> dict[str, Any]:
	"""An SDR passes an accepted lead to an account executive, who is to accept or to refuse it."""
	stage_acts.hand_over(_writable(lead), text(to_user, _("User")))
	return {"lead": lead}


@frappe.whitelist(methods=["POST"])
def move_up(
	lead: str, to: str, reason: str | None = None, override: bool | int | str = False
) -> dict[str, Any]:
	"""Into the next stage, whose criteria must be met. With `override` into any, for a reason and by a role of the settings."""
	stage = Stage(one_of(to, _("Stage"), [stage.value for stage in AGREED]))
	why = some_text(reason, _("Reason"), LONGEST_NOTE)
	stage_acts.move_up(_writable(lead), stage, why, override=yes_or_no(override, _("Override")))
	return {"lead": lead}


@frappe.whitelist(methods=["POST"])
def put_aside(leads: str | list[str], to: str, reason: str, revisit_on: str | None = None) -> dict[str, Any]:
	"""To Nurture, or to Disqualified. Gives `done`: the names, and `refused`: [{lead, why}]."""
	stage = Stage(one_of(to, _("Stage"), _ASIDE))
	why = some_text(reason, _("Reason"), LONGEST_NOTE)
	on = day(revisit_on, _("Revisit On"))
	return for_each_lead(leads, "done", lambda lead: stage_acts.put_aside(lead, stage, why, on))


@frappe.whitelist(methods=["POST"])
def bring_back(lead: str, reason: str) -> dict[str, Any]:
	"""A new attempt with a lead that was put aside."""
	stage_acts.bring_back(_writable(lead), some_text(reason, _("Reason"), LONGEST_NOTE))
	return {"lead": lead}


@frappe.whitelist(methods=["POST"])
def open_gate(lead: str, target: str, reason: str) -> dict[str, Any]:
	"""As long as this cycle lasts, the lead may become `target` although it is not that far. For the role of the settings."""
	chosen = one_of(target, _("Target"), _TARGETS)
	stage_acts.open_gate(_writable(lead), chosen, some_text(reason, _("Reason"), LONGEST_NOTE))
	return {"lead": lead}


@frappe.whitelist(methods=["GET", "POST"])
def refusals(
	reason: str | None = None,
	since: str | None = None,
	until: str | None = None,
	contested: bool | int | str | None = None,
	start: int | str = 0,
) -> dict[str, Any]:
	"""What sales has refused, the latest first, 50 at a time; `next`: where the following page begins. Needs the right to read
	hand-overs; those of leads that the user may not read are left out."""
	frappe.has_permission("Lead Handover", "read", throw=True)
	return refusal_list.refusals(
		reason=some_text(reason, _("Reason"), 140),
		since=day(since, _("Since")),
		until=day(until, _("Until")),
		contested=None if contested in (None, "") else yes_or_no(contested, _("Contested")),
		start=max(cint(start), 0),
	)


@frappe.whitelist(methods=["GET", "POST"])
def release_preview(company: str, filters: str | list[Any] | dict[str, Any] | None = None) -> dict[str, Any]:
	"""How many leads of a company were placed as history, stage by stage, and how many would be handed over if they were
	released: {leads, handed_over, stages: [{stage, leads}]}. For managers. `filters`: those of a list of leads."""
	return releases.preview(_company(company), lead_filters(filters, _("Filters")))


@frappe.whitelist(methods=["POST"])
def release(company: str, filters: str | list[Any] | dict[str, Any] | None = None) -> dict[str, Any]:
	"""They take part from now on. At once or, if they are many, in the background: {released, in_background}."""
	name, wanted = _company(company), lead_filters(filters, _("Filters"))
	leads = releases.preview(name, wanted)["leads"]
	if leads > _MOST_RELEASED_AT_ONCE:
		frappe.enqueue(
			"lead_intelligence.jobs.stages.release",
			queue="long",
			enqueue_after_commit=True,
			company=name,
			filters=wanted,
		)
		return {"released": 0, "in_background": leads}
	return {"released": releases.release_few(name, wanted), "in_background": 0}


def _company(company: object) -> str:
	if not is_manager():
		frappe.throw(_("Only managers release leads that were placed as history."), frappe.PermissionError)
	name = text(company, _("Company"))
	frappe.get_doc("Company", name).check_permission("read")
	return name


def _writable(lead: object) -> str:
	name = text(lead, _("Lead"))
	frappe.has_permission("Lead", "write", name, throw=True)
	return name


def _readable_handover(name: str) -> Document:
	doc = frappe.get_doc("Lead Handover", name)
	doc.check_permission("read")
	if not doc.lead:
		frappe.throw(_("The lead of this hand-over was deleted."))
	return doc
