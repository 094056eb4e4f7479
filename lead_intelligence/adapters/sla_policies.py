"""Between the doctype Lead SLA Policy and the domain's policy."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from math import isfinite
from typing import TypeVar

from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt

from lead_intelligence.adapters.criteria_fields import present_name
from lead_intelligence.core.problems import Problem, Refused, Translate
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
from lead_intelligence.core.sla.policy_validation import (
	CONDITION,
	LIMIT_ROW,
	PAUSE,
	START,
	STEP_ROW,
)
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.snapshot.fields import FieldCatalogue

DOCTYPE = "Lead SLA Policy"
BEFORE_DUE, PERCENT = "Before Due", "Percent"
# So long, in hours, that it is refused as too long: what nobody can mean is not worked out.
_BEYOND = 1e6

_Choice = TypeVar("_Choice", bound=Enum)


def policy_of(doc: Document) -> SlaPolicy:
	"""Raises core.problems.Refused for what cannot be read. Kinds of touches have the names that they have now."""
	return SlaPolicy(
		title=cstr(doc.title),
		version=doc.name,
		company=cstr(doc.company),
		priority=cint(doc.priority),
		condition=_condition(doc.condition_json, CONDITION),
		targets=tuple(_targets(row) for row in doc.targets),
		begins=_choice(Begin, doc.first_response_from or Begin.CREATION.value, START),
		again_on_hot_touch=bool(cint(doc.again_on_hot_touch)),
		pause=_condition(doc.pause_json, PAUSE),
		calendar=doc.working_calendar or None,
		steps=steps_of(doc),
		stagnation=tuple(
			StagnationLimit(
				stage=_choice(Stage, row.stage, LIMIT_ROW, row.idx), working_days=cint(row.working_days)
			)
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
		first_response=_span(_number(row.first_response_minutes) / 60),
		acceptance=_span(_number(row.acceptance_hours)),
		next_touch=_span(_number(row.next_touch_hours)),
	)


def _number(value: object) -> float:
	number = flt(value)
	return max(-_BEYOND, min(number, _BEYOND)) if isfinite(number) else _BEYOND


def _span(hours: float) -> timedelta | None:
	"""Whole seconds; nothing for 0."""
	seconds = round(hours * 3600)
	return timedelta(seconds=seconds) if seconds else None


def _choice(choices: type[_Choice], value: object, place: str, row: int | None = None) -> _Choice:
	try:
		return choices(value)
	except ValueError:
		message = _("'{value}' is not one of {choices}. Choose one of these.")
		known = ", ".join(str(one.value) for one in choices)
		problem = Problem(message=message, values={"value": cstr(value)[:140], "choices": known})
		raise Refused(problem.at(place, **({} if row is None else {"row": row}))) from None


def steps_of(doc: Document) -> tuple[EscalationStep, ...]:
	return tuple(step_of(row) for row in doc.escalations)


def step_of(row: Document) -> EscalationStep:
	action = _choice(Action, row.action or Action.NOTIFY_OWNER.value, STEP_ROW, row.idx)
	return EscalationStep(
		offset=_offset(row),
		action=action,
		purpose=_choice(Purpose, row.purpose, STEP_ROW, row.idx) if row.purpose else None,
		role=row.role if action is Action.NOTIFY_ROLE else None,
		user=row.user if action is Action.REASSIGN else None,
		webhook=row.webhook if action is Action.CALL_WEBHOOK else None,
		by_email=bool(cint(row.by_email)) and action.value.startswith("Notify"),
	)


def _offset(row: Document) -> Offset:
	value = _number(row.offset_value)
	if row.offset_unit == PERCENT:
		return Offset(share=value / 100)
	if value < 0:
		message = _(
			"'When' is less than 0. Enter the minutes as a number from 0, and choose before or after due."
		)
		raise Refused(Problem(message=message).at(STEP_ROW, row=row.idx))
	return Offset(minutes=-value if row.direction == BEFORE_DUE else value)


def write_sentences(
	doc: Document, policy: SlaPolicy, catalogue: FieldCatalogue, translate: Translate
) -> None:
	"""Beside each condition, the sentence that says it."""
	doc.condition_text = sentence(policy.condition, catalogue, translate) if policy.condition else None
	doc.pause_text = sentence(policy.pause, catalogue, translate) if policy.pause else None
