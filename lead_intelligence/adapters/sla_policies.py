"""Between the doctype Lead SLA Policy and the domain's policy."""

from __future__ import annotations

from datetime import timedelta

from frappe.model.document import Document
from frappe.utils import cint, cstr, flt

from lead_intelligence.adapters.criteria_fields import present_name
from lead_intelligence.core.problems import Refused, Translate
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.rules.conditions import Condition, parse_condition, with_fields
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.sla.policy import (
	Action,
	Begin,
	EscalationStep,
	Offset,
	SlaPolicy,
	StagnationLimit,
	Targets,
)
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.snapshot.fields import FieldCatalogue

DOCTYPE = "Lead SLA Policy"
BEFORE_DUE, PERCENT = "Before Due", "Percent"
CONDITION_PLACE = "For Which Leads"
PAUSE_PLACE = "Pauses"


def policy_of(doc: Document) -> SlaPolicy:
	"""Raises core.problems.Refused for conditions that cannot be read. Kinds of touches have the names that they have now."""
	return SlaPolicy(
		title=cstr(doc.title),
		version=doc.name,
		company=cstr(doc.company),
		priority=cint(doc.priority),
		condition=_condition(doc.condition_json, CONDITION_PLACE),
		targets=tuple(_targets(row) for row in doc.targets),
		begins=Begin(doc.first_response_from or Begin.CREATION.value),
		again_on_hot_touch=bool(cint(doc.again_on_hot_touch)),
		pause=_condition(doc.pause_json, PAUSE_PLACE),
		calendar=doc.working_calendar or None,
		steps=steps_of(doc),
		stagnation=tuple(
			StagnationLimit(stage=Stage(row.stage), working_days=cint(row.working_days))
			for row in doc.stagnation_limits
			if row.stage
		),
	)


def _condition(text: object, place: str) -> Condition | None:
	if not cstr(text).strip():
		return None
	try:
		return with_fields(parse_condition(cstr(text)), present_name)
	except Refused as refusal:
		raise Refused(*(problem.at(place) for problem in refusal.problems))


def _targets(row: Document) -> Targets:
	return Targets(
		grade=cstr(row.grade).strip() or None,
		first_response=_span(minutes=flt(row.first_response_minutes)),
		acceptance=_span(hours=flt(row.acceptance_hours)),
		next_touch=_span(hours=flt(row.next_touch_hours)),
	)


def _span(**parts: float) -> timedelta | None:
	"""Whole seconds; nothing for 0."""
	seconds = round(timedelta(**parts).total_seconds())
	return timedelta(seconds=seconds) if seconds else None


def steps_of(doc: Document) -> tuple[EscalationStep, ...]:
	return tuple(step_of(row) for row in doc.escalations)


def step_of(row: Document) -> EscalationStep:
	action = Action(row.action or Action.NOTIFY_OWNER.value)
	return EscalationStep(
		offset=_offset(row),
		action=action,
		purpose=Purpose(row.purpose) if row.purpose else None,
		role=row.role if action is Action.NOTIFY_ROLE else None,
		user=row.user if action is Action.REASSIGN else None,
		webhook=row.webhook if action is Action.CALL_WEBHOOK else None,
		by_email=bool(cint(row.by_email)) and action.value.startswith("Notify"),
	)


def _offset(row: Document) -> Offset:
	value = flt(row.offset_value)
	if row.offset_unit == PERCENT:
		return Offset(share=value / 100)
	return Offset(minutes=-value if row.direction == BEFORE_DUE else value)


def write_sentences(
	doc: Document, policy: SlaPolicy, catalogue: FieldCatalogue, translate: Translate
) -> None:
	"""Beside each condition, the sentence that says it."""
	doc.condition_text = sentence(policy.condition, catalogue, translate) if policy.condition else None
	doc.pause_text = sentence(policy.pause, catalogue, translate) if policy.pause else None
