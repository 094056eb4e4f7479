"""What a condition would answer if some fields held other values than they do."""

from __future__ import annotations

from datetime import datetime

from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from .compiler import Judge, Verdict, compile_condition, joined
from .conditions import AnyOf, Comparison, Condition
from .operators import OPERATORS, Looks


def suppose(condition: Condition, supposed: LeadSnapshot, catalogue: FieldCatalogue) -> Verdict | Judge:
	"""The answer if a lead had the values of `supposed`: a verdict when they settle it, otherwise a judge of the rest.

	When a field last changed stays as it is.
	"""
	if isinstance(condition, Comparison):
		return _suppose_one(condition, supposed, catalogue)
	decisive = isinstance(condition, AnyOf)
	answers = [suppose(part, supposed, catalogue) for part in condition.parts]
	if decisive in answers:
		return decisive
	judges = [answer for answer in answers if callable(answer)]
	if not judges:
		return None if None in answers else not decisive
	if None in answers:
		judges.append(_cannot_judge)
	return joined(condition, judges)


def _suppose_one(
	comparison: Comparison, supposed: LeadSnapshot, catalogue: FieldCatalogue
) -> Verdict | Judge:
	judge = compile_condition(comparison, catalogue).judge
	looks = OPERATORS[comparison.operator].looks
	if comparison.field not in supposed.values or looks is Looks.AT_CHANGE:
		return judge
	if looks is Looks.AT_TODAY:
		return lambda lead, now: judge(supposed, now)
	return judge(supposed, datetime.min)


def _cannot_judge(lead: LeadSnapshot, now: datetime) -> Verdict:
	return None
