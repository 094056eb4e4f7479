"""What of its surroundings does not fit a response policy: some of it keeps it from going live, of the rest an admin is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..problems import Problem
from .policy import Action, SlaPolicy
from .policy_validation import PAUSE, STEP_ROW, TARGET_ROW
from .response_clock import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
	"""What is there on the site. `grades`: of the live scoring model, None where none is live. `same_priority`: the titles of
	other live policies of the company. `users_off`: disabled, or no people. `routes`: a routing policy is live for the company."""

	grades: tuple[str, ...] | None = None
	same_priority: tuple[str, ...] = ()
	hands_over: bool = True
	calendar: str = ""
	has_working_time: bool = True
	roles_of_nobody: frozenset[str] = frozenset()
	webhooks_off: frozenset[str] = frozenset()
	users_off: frozenset[str] = frozenset()
	users_without_leads: frozenset[str] = frozenset()
	routes: bool = True


def obstacles_of(policy: SlaPolicy, around: Surroundings) -> tuple[Problem, ...]:
	"""What keeps it from going live."""
	return (*_calendar_problems(around), *_reassigning_problems(policy, around))


def warnings_of(policy: SlaPolicy, around: Surroundings) -> tuple[Problem, ...]:
	"""What may be meant, and probably is not."""
	return (
		*_priority_warnings(policy, around),
		*_grade_warnings(policy, around),
		*_acceptance_warnings(policy, around),
		*_pause_warnings(policy),
		*_step_warnings(policy, around),
	)


def _calendar_problems(around: Surroundings) -> Iterator[Problem]:
	if not around.has_working_time:
		message = "The working calendar '{calendar}' has no working time, so nothing would ever be due. Enter working times there, or choose another."
		yield Problem(message=message, values={"calendar": around.calendar})


def _reassigning_problems(policy: SlaPolicy, around: Surroundings) -> Iterator[Problem]:
	for row, step in enumerate(policy.steps, start=1):
		if step.action is not Action.REASSIGN or not step.user:
			continue
		values = {"user": step.user}
		if step.user in around.users_off:
			message = "{user} is disabled, or no person, and cannot take leads. Choose another user."
			yield Problem(message=message, values=values).at(STEP_ROW, row=row)
		elif step.user in around.users_without_leads:
			message = "{user} may not edit leads and so cannot take them. Choose another user, or give this one a role that may."
			yield Problem(message=message, values=values).at(STEP_ROW, row=row)


def _priority_warnings(policy: SlaPolicy, around: Surroundings) -> Iterator[Problem]:
	for title in around.same_priority:
		first, second = sorted((policy.title, title), key=str.casefold)
		message = "'{other}' is live with the same priority. Of the two, '{first}' is tried before '{second}', by their titles. Give one of them another priority."
		yield Problem(message=message, values={"other": title, "first": first, "second": second})


def _grade_warnings(policy: SlaPolicy, around: Surroundings) -> Iterator[Problem]:
	named = [(row, targets.grade) for row, targets in enumerate(policy.targets, start=1) if targets.grade]
	if named and around.grades is None:
		message = "No scoring model is live for the company, so no lead has a grade. Only targets without a grade count until then."
		yield Problem(message=message)
		return
	for row, grade in named:
		if grade not in (around.grades or ()):
			message = "The live scoring model has no grade '{grade}', so no lead has these targets. Its grades are: {grades}."
			values = {"grade": grade, "grades": ", ".join(around.grades or ())}
			yield Problem(message=message, values=values).at(TARGET_ROW, row=row)


def _acceptance_warnings(policy: SlaPolicy, around: Surroundings) -> Iterator[Problem]:
	if not around.hands_over and any(row.acceptance for row in policy.targets):
		message = "There is a target for acceptance, but no live agreement of the company hands leads over. It counts as soon as one does."
		yield Problem(message=message)


def _pause_warnings(policy: SlaPolicy) -> Iterator[Problem]:
	paused = (Purpose.FIRST_RESPONSE, Purpose.NEXT_TOUCH)
	if policy.pause and not any(row.of(purpose) for row in policy.targets for purpose in paused):
		message = "There is nothing to pause: only the clocks of first response and next touch stand still, and neither has a target."
		yield Problem(message=message).at(PAUSE)


def _step_warnings(policy: SlaPolicy, around: Surroundings) -> Iterator[Problem]:
	for row, step in enumerate(policy.steps, start=1):
		if step.action is Action.NOTIFY_ROLE and step.role in around.roles_of_nobody:
			message = "Nobody has the role '{role}', so nobody would hear of it."
			yield Problem(message=message, values={"role": step.role}).at(STEP_ROW, row=row)
		if step.action is Action.REASSIGN and not step.user and not around.routes:
			message = "No routing policy is live for the company, so nobody would be chosen and the lead would stay with its owner. Make one live, or choose a user."
			yield Problem(message=message).at(STEP_ROW, row=row)
		if step.action is Action.CALL_WEBHOOK and step.webhook in around.webhooks_off:
			message = "The webhook '{webhook}' is disabled, so it would not be called."
			yield Problem(message=message, values={"webhook": step.webhook}).at(STEP_ROW, row=row)
