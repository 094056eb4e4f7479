"""What is wrong with a response policy as its form stands, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime

from lead_intelligence.adapters.calendars import default_calendar
from lead_intelligence.adapters.criteria_fields import grades_of
from lead_intelligence.adapters.live_versions import POLICY, live_versions
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.adapters.response_policies import hours_for, policy_catalogue
from lead_intelligence.adapters.sla_policies import policy_of, write_sentences
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.compiled_policy import CompiledPolicy
from lead_intelligence.core.sla.policy import Action, SlaPolicy
from lead_intelligence.core.sla.policy_validation import (
	STEP_ROW,
	TARGET_ROW,
	gaps_of,
	longest_target,
	mistakes_in,
)
from lead_intelligence.core.sla.response_clock import Purpose


def refuse_problems(doc: Document, *, going_live: bool) -> None:
	"""Mistakes are refused at every save; what is still missing only when the policy is to go live. Beside each condition, the
	sentence is written that says it."""
	catalogue = policy_catalogue(strict=True, company=doc.company)
	try:
		policy = policy_of(doc)
		problems: Sequence[Problem] = (*mistakes_in(policy, catalogue), *_people_problems(policy))
		if going_live and not problems:
			problems = (*gaps_of(policy), *_calendar_problems(policy))
	except Refused as refusal:
		problems = refusal.problems
	refuse(in_words(problems), title=_("Please correct the policy"))
	write_sentences(doc, policy, catalogue, _)


def _people_problems(policy: SlaPolicy) -> Iterator[Problem]:
	for row, step in enumerate(policy.steps, start=1):
		if step.action is not Action.REASSIGN or not step.user:
			continue
		if not cint(frappe.db.get_value("User", step.user, "enabled")):
			message = _("{user} has no active user. Choose somebody else who is to take the lead.")
		elif not frappe.has_permission("Lead", "write", user=step.user):
			message = _("{user} may not edit leads. Choose somebody else who is to take the lead.")
		else:
			continue
		yield Problem(message=message, values={"user": step.user}).at(STEP_ROW, row=row)


def _calendar_problems(policy: SlaPolicy) -> Iterator[Problem]:
	"""A target that never comes, as nobody works by the calendar, or too little."""
	target = longest_target(policy)
	working = hours_for(policy.calendar, None, policy.company).working
	try:
		if target:
			working.due(now_datetime(), target)
		else:
			working.next_working_moment(now_datetime())
	except Refused as refusal:
		name = policy.calendar or default_calendar() or _("the default one")
		yield from (
			problem.at(_("Working Calendar '{calendar}'"), calendar=name) for problem in refusal.problems
		)


def warnings_of(doc: Document) -> list[Problem]:
	"""What may be meant so, and is to be said."""
	try:
		policy = policy_of(doc)
	except Refused:
		return []
	return [*_unknown_grades(policy), *_same_priority(doc), *_nobody_accepts(policy)]


def tell_warnings(doc: Document) -> None:
	for problem in warnings_of(doc):
		text = frappe.utils.escape_html(problem.text(_))
		frappe.msgprint(text, title=_("Worth knowing"), indicator="orange", alert=True)


def _unknown_grades(policy: SlaPolicy) -> Iterator[Problem]:
	grades = grades_of(policy.company)
	for row, targets in enumerate(policy.targets, start=1):
		if not grades or targets.grade is None or targets.grade in grades:
			continue
		message = _(
			"The live scoring model has no grade '{grade}', only {grades}. Until it has, the row is for no lead."
		)
		values = {"grade": targets.grade, "grades": ", ".join(grades)}
		yield Problem(message=message, values=values).at(TARGET_ROW, row=row)


def _same_priority(doc: Document) -> Iterator[Problem]:
	filters = {"company": doc.company, "live_for": ("is", "set"), "priority": cint(doc.priority)}
	filters |= {"title": ("!=", doc.title), "name": ("!=", doc.name)}
	for title in frappe.get_all(POLICY, filters=filters, pluck="title", order_by="title"):
		message = _(
			"'{title}' is live with the same priority {priority}. Of leads that both are for, the policy whose title comes first in the alphabet decides."
		)
		yield Problem(message=message, values={"title": title, "priority": cint(doc.priority)})


def _nobody_accepts(policy: SlaPolicy) -> Iterator[Problem]:
	if not any(row.of(Purpose.ACCEPTANCE) for row in policy.targets):
		return
	names = [version.name for version in live_versions(policy.company).definitions]
	rows = {"parent": ("in", names), "parenttype": "Lead Definition"}
	stages: dict[str, set[str]] = {}
	for row in frappe.get_all("Lead Definition Stage", filters=rows, fields=["parent", "stage"]):
		stages.setdefault(row.parent, set()).add(row.stage)
	if not any({Stage.MQL.value, Stage.SAL.value} <= used for used in stages.values()):
		message = _(
			"There is a target for acceptance, but no live agreement of the company hands leads over from MQL to SAL. Until one does, no clock of acceptance starts."
		)
		yield Problem(message=message)


def broken_conditions(doc: Document) -> tuple[Problem, ...]:
	"""Those that fitted when they were saved and can no longer be judged."""
	try:
		return CompiledPolicy(policy_of(doc), policy_catalogue(strict=False)).problems
	except Refused as refusal:
		return refusal.problems
