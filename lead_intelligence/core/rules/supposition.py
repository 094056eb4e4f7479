"""What a condition would answer if some fields held other values than they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..snapshot.lead_snapshot import LeadSnapshot
from .compiler import Judge, joined
from .conditions import AnyOf, Comparison, Condition
from .operators import OPERATORS, Looks

JudgeOf = Callable[[Comparison], Judge]


def suppose(condition: Condition, supposed: LeadSnapshot, judge_of: JudgeOf) -> bool | Judge:
	"""The answer if a lead had the values of `supposed`: a verdict when they settle it, otherwise a judge of the rest.

	When a field last changed stays as it is. `judge_of` gives the compiled form of each comparison.
	"""
	if isinstance(condition, Comparison):
		return _suppose_one(condition, supposed, judge_of(condition))
	decisive = isinstance(condition, AnyOf)
	answers = [suppose(part, supposed, judge_of) for part in condition.parts]
	if decisive in answers:
		return decisive
	judges = [answer for answer in answers if callable(answer)]
	return joined(condition, judges) if judges else not decisive


def _suppose_one(comparison: Comparison, supposed: LeadSnapshot, judge: Judge) -> bool | Judge:
	looks = OPERATORS[comparison.operator].looks
	if comparison.field not in supposed.values or looks is Looks.AT_CHANGE:
		return judge
	if looks is Looks.AT_TODAY:
		return lambda lead, now: judge(supposed, now)
	# A known value leaves nothing to be judged unknown.
	return judge(supposed, datetime.min) is True
