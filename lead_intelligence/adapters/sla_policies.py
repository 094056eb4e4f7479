"""Between the doctype Lead SLA Policy and the domain's policy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import TypeVar

from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr

from lead_intelligence.adapters.criteria_fields import condition_in
from lead_intelligence.adapters.row_values import number_of
from lead_intelligence.core.problems import Problem, Refused, Translate
from lead_intelligence.core.qualification.stages import Stage
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
from lead_intelligence.core.sla.policy_validation import CONDITION, PAUSE, STEP_ROW, TARGET_ROW, no_number
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.sla.step_sentence import step_sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue

DOCTYPE = "Lead SLA Policy"
BEFORE_DUE, PERCENT = "Before Due", "Percent"
# More than any number of a policy may be, and little enough to reckon with.
_HUGE = 1e9

_Choice = TypeVar("_Choice", bound=Enum)


def policy_of(doc: Document) -> SlaPolicy:
	"""Raises core.problems.Refused for conditions and numbers that cannot be read. Kinds of touches have the names that they have
	now. What is none of the choices is taken for the usual one: Frappe itself refuses it."""
	return SlaPolicy(
		title=cstr(doc.title),
		version=doc.name,
		company=cstr(doc.company),
		priority=cint(doc.priority),
		condition=condition_in(doc.condition_json, CONDITION),
		targets=tuple(_targets(row) for row in doc.targets),
		begins=_choice(Begin, doc.first_response_from) or Begin.CREATION,
		again_on_hot_touch=bool(cint(doc.again_on_hot_touch)),
		pause=condition_in(doc.pause_json, PAUSE),
		calendar=doc.working_calendar or None,
		steps=steps_of(doc),
		stagnation=tuple(
			StagnationLimit(stage=stage, working_days=cint(row.working_days))
			for row in doc.stagnation_limits
			if (stage := _choice(Stage, row.stage))
		),
	)


def _targets(row: Document) -> Targets:
	return Targets(
		grade=cstr(row.grade).strip() or None,
		first_response=_span(minutes=_number(row, "first_response_minutes", TARGET_ROW)),
		acceptance=_span(hours=_number(row, "acceptance_hours", TARGET_ROW)),
		next_touch=_span(hours=_number(row, "next_touch_hours", TARGET_ROW)),
	)


def _span(**parts: float) -> timedelta | None:
	"""Whole seconds; nothing for 0."""
	seconds = round(timedelta(**parts).total_seconds())
	return timedelta(seconds=seconds) if seconds else None


def _number(row: Document, fieldname: str, place: str) -> float:
	"""0 for nothing."""
	found = number_of(row.get(fieldname)) or 0
	if isinstance(found, str) or (isinstance(found, float) and not math.isfinite(found)):
		problem = no_number(_(row.meta.get_label(fieldname)), cstr(found)[:40])
		raise Refused(problem.at(place, row=row.idx))
	return float(max(min(found, _HUGE), -_HUGE))


def _choice(choices: type[_Choice], value: object) -> _Choice | None:
	try:
		return choices(value)
	except ValueError:
		return None


def steps_of(doc: Document) -> tuple[EscalationStep, ...]:
	return tuple(step_of(row) for row in doc.escalations)


def step_of(row: Document) -> EscalationStep:
	action = _choice(Action, row.action) or Action.NOTIFY_OWNER
	return EscalationStep(
		offset=_offset(row),
		action=action,
		purpose=_choice(Purpose, row.purpose),
		role=row.role if action is Action.NOTIFY_ROLE else None,
		user=row.user if action is Action.REASSIGN else None,
		webhook=row.webhook if action is Action.CALL_WEBHOOK else None,
		by_email=bool(cint(row.by_email)) and action.value.startswith("Notify"),
	)


def _offset(row: Document) -> Offset:
	value = _number(row, "offset_value", STEP_ROW)
	if row.offset_unit == PERCENT:
		return Offset(share=value / 100)
	if value < 0:
		# With its sign, it would be the other side of the due moment than is chosen beside it.
		message = _(
			"'When' is less than 0. Enter the minutes as a number from 0, and choose before or after due."
		)
		raise Refused(Problem(message=message).at(STEP_ROW, row=row.idx))
	return Offset(minutes=-value if row.direction == BEFORE_DUE else value)


def write_sentences(
	doc: Document,
	policy: SlaPolicy,
	catalogue: FieldCatalogue,
	translate: Translate,
	names: Mapping[str, str],
) -> None:
	"""Beside each condition and each step, the sentence that says it. `names`: what users are called."""
	doc.condition_text = sentence(policy.condition, catalogue, translate) if policy.condition else None
	doc.pause_text = sentence(policy.pause, catalogue, translate) if policy.pause else None
	for row, step in zip(doc.escalations, policy.steps, strict=True):
		row.step_text = step_sentence(step, translate, names)
