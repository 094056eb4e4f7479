"""Everything that is wrong with a response policy, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ..problems import Problem, Refused
from ..rules.compiler import compile_condition
from ..rules.conditions import Condition
from ..snapshot.fields import FieldCatalogue
from .policy import Action, EscalationStep, SlaPolicy, Targets
from .response_clock import Purpose

TARGET_ROW: Final = "Targets, row {row}"
STEP_ROW: Final = "Escalation Steps, row {row}"
LIMIT_ROW: Final = "Stagnation Limits, row {row}"
CONDITION: Final = "For Which Leads"
PAUSE: Final = "Pauses"
LONGEST_TARGET: Final = timedelta(hours=1000)
LONGEST_OFFSET: Final = timedelta(days=365)
MOST_SHARE: Final = 10.0
MOST_STEPS: Final = 50
MOST_DAYS: Final = 365


def mistakes_in(policy: SlaPolicy, catalogue: FieldCatalogue) -> tuple[Problem, ...]:
	"""What is refused in a draft already, in the order of its form."""
	return (
		*_priority_problems(policy),
		*_condition_problems(policy.condition, CONDITION, catalogue),
		*_target_problems(policy),
		*_condition_problems(policy.pause, PAUSE, catalogue),
		*_step_problems(policy),
		*_limit_problems(policy),
	)


def gaps_of(policy: SlaPolicy) -> tuple[Problem, ...]:
	"""What a policy lacks: fine in a draft, refused when it is to go live."""
	return tuple(_gaps(policy))


def _gaps(policy: SlaPolicy) -> Iterator[Problem]:
	promised = {purpose for row in policy.targets for purpose in Purpose if row.of(purpose)}
	if not promised and not policy.stagnation:
		message = "The policy promises nothing yet. Enter at least one target, for instance a first response within 15 minutes."
		yield Problem(message=message)
	elif policy.pause and not promised - {Purpose.ACCEPTANCE}:
		message = "There is no target for first response or next touch whose clock it could pause. Enter one, or remove the condition."
		yield Problem(message=message).at(PAUSE)


def no_number(label: str, value: str) -> Problem:
	message = "'{label}' is '{value}', which is no number. Enter one, or leave it blank."
	return Problem(message=message, values={"label": label, "value": value})


def _priority_problems(policy: SlaPolicy) -> Iterator[Problem]:
	if not 1 <= policy.priority <= 1000:
		message = "'Priority' is {priority}. Enter a whole number from 1, which comes first, to 1000."
		yield Problem(message=message, values={"priority": policy.priority})


def _condition_problems(
	condition: Condition | None, place: str, catalogue: FieldCatalogue
) -> Iterator[Problem]:
	if condition is None:
		return
	try:
		compile_condition(condition, catalogue)
	except Refused as refusal:
		for problem in refusal.problems:
			yield problem.at(place)


def _target_problems(policy: SlaPolicy) -> Iterator[Problem]:
	rows: dict[str | None, int] = {}
	for row, targets in enumerate(policy.targets, start=1):
		first = rows.setdefault(targets.grade.casefold() if targets.grade else None, row)
		if first != row:
			name = targets.grade or ""
			message = (
				"Grade '{grade}' has its targets in row {first} already. Remove one of them."
				if name
				else "Row {first} has targets for all other grades already. Enter a grade, or remove one of them."
			)
			yield Problem(message=message, values={"grade": name, "first": first}).at(TARGET_ROW, row=row)
		yield from (problem.at(TARGET_ROW, row=row) for problem in _span_problems(targets))


def _span_problems(targets: Targets) -> Iterator[Problem]:
	for purpose in Purpose:
		target = targets.of(purpose)
		if target is not None and not timedelta(0) < target <= LONGEST_TARGET:
			message = "The target for '{purpose}' must be more than 0 and at most {most} working hours. Leave it blank for no clock."
			most = int(LONGEST_TARGET.total_seconds() // 3600)
			yield Problem(message=message, values={"purpose": purpose.value, "most": most})


def _step_problems(policy: SlaPolicy) -> Iterator[Problem]:
	if len(policy.steps) > MOST_STEPS:
		message = "The policy has {count} escalation steps; the most allowed is {most}. Remove some."
		yield Problem(message=message, values={"count": len(policy.steps), "most": MOST_STEPS})
	for row, step in enumerate(policy.steps, start=1):
		found = [*_offset_problems(step), *_receiver_problems(step)]
		before = enumerate(policy.steps[: row - 1], start=1)
		first = next((number for number, other in before if _is_done_twice(step, other)), None)
		if first is not None:
			message = "The step is the same as that of row {first}. Remove one of them."
			found.append(Problem(message=message, values={"first": first}))
		yield from (problem.at(STEP_ROW, row=row) for problem in found)


def _is_done_twice(step: EscalationStep, other: EscalationStep) -> bool:
	"""For at least one purpose, both say the same."""
	return step.key == other.key and (
		step.purpose is None or other.purpose is None or step.purpose is other.purpose
	)


def _offset_problems(step: EscalationStep) -> Iterator[Problem]:
	share, minutes = step.offset.share, step.offset.minutes
	if share is not None and not 0 < share <= MOST_SHARE:
		message = (
			"'When' must be more than 0 and at most {most} per cent of the target: 100 is when it is due."
		)
		yield Problem(message=message, values={"most": int(MOST_SHARE * 100)})
	if minutes is not None and abs(minutes) > LONGEST_OFFSET / timedelta(minutes=1):
		message = "'When' must be at most {most} minutes before or after the due moment."
		yield Problem(message=message, values={"most": int(LONGEST_OFFSET / timedelta(minutes=1))})


def _receiver_problems(step: EscalationStep) -> Iterator[Problem]:
	if step.action is Action.NOTIFY_ROLE and not step.role:
		yield Problem(message="'Notify Role' needs a role. Choose one.")
	if step.action is Action.CALL_WEBHOOK and not step.webhook:
		yield Problem(message="'Call Webhook' needs a webhook. Choose one.")


def _limit_problems(policy: SlaPolicy) -> Iterator[Problem]:
	rows: dict[object, int] = {}
	for row, limit in enumerate(policy.stagnation, start=1):
		first = rows.setdefault(limit.stage, row)
		values = {"stage": limit.stage.value, "first": first, "most": MOST_DAYS}
		if first != row:
			message = "{stage} has its limit in row {first} already. Remove one of them."
			yield Problem(message=message, values=values).at(LIMIT_ROW, row=row)
		if not 1 <= limit.working_days <= MOST_DAYS:
			message = "'Working Days' must be from 1 to {most}."
			yield Problem(message=message, values=values).at(LIMIT_ROW, row=row)
