"""What is wrong with a pool as its form stands, and what is probably not meant."""

from __future__ import annotations

import math
from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.routing_policy_checks import ask_whether_meant
from lead_intelligence.adapters.routing_pools import hot_grades, pool_of, pools
from lead_intelligence.adapters.routing_surroundings import surroundings_of_pool
from lead_intelligence.adapters.row_values import number_of
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.routing.pool_surroundings import warnings_of
from lead_intelligence.core.routing.pool_validation import MEMBER_ROW, MemberRow, mistakes_in
from lead_intelligence.core.sla.policy_validation import no_number

_MOST_WARNINGS = 10


def tidy(doc: Document) -> None:
	"""A name with other blanks is the same name. Grades are told apart by commas."""
	doc.pool_name = " ".join(cstr(doc.pool_name).split())
	doc.hot_grades = ", ".join(hot_grades(doc.hot_grades)) or None
	for row in doc.members:
		row.user = cstr(row.user).strip()


def refuse_problems(doc: Document) -> None:
	"""Mistakes are refused at every save."""
	problems: Sequence[Problem] = [*_nobody(doc), *_unreadable(doc)]
	if not problems:
		rows = [
			MemberRow(user=row.user, weight=_number(row.weight), is_paused=bool(cint(row.paused)))
			for row in doc.members
		]
		pool = pool_of(doc)
		fallbacks = {name: one.fallback for name, one in pools().items() if name != pool.name}
		problems = mistakes_in(pool, rows, fallbacks)
	refuse(problems, title=_("Please correct the pool"))


def _nobody(doc: Document) -> list[Problem]:
	"""Frappe takes what a link names for right where it fetches something along with it."""
	users = sorted({row.user for row in doc.members if row.user})
	found = frappe.get_all("User", filters={"name": ("in", users)}, pluck="name", limit=0) if users else ()
	known = {name.casefold(): name for name in found}
	problems = []
	for row in doc.members:
		if row.user and row.user.casefold() not in known:
			message = _("There is no user {user}. Choose another one.")
			problems.append(Problem(message=message, values={"user": row.user}).at(MEMBER_ROW, row=row.idx))
		row.user = known.get(row.user.casefold(), row.user)
	return problems


def _unreadable(doc: Document) -> list[Problem]:
	"""Numbers that are none, which Frappe would take for 0."""
	found = [_problem(doc, name) for name in ("floor", "minimum_level")]
	rows = [(row.idx, _problem(row, "weight")) for row in doc.members]
	return [
		*(problem for problem in found if problem),
		*(problem.at(MEMBER_ROW, row=number) for number, problem in rows if problem),
	]


def _problem(doc: Document, fieldname: str) -> Problem | None:
	value = doc.get(fieldname)
	if value in (None, "") or math.isfinite(_number(value)):
		return None
	return no_number(_(doc.meta.get_label(fieldname)), cstr(value)[:40])


def _number(value: object) -> float:
	"""0 for nothing, and no finite number for what is none."""
	found = number_of(value)
	return float(found or 0) if not isinstance(found, str) else math.nan


def tell_warnings(doc: Document) -> None:
	"""Of a pool without mistakes. Nobody is there to read them when the app itself writes one."""
	if not doc.flags.nobody_reads:
		ask_whether_meant(warning_texts(doc))


def warning_texts(doc: Document) -> list[str]:
	"""Many reps who are in many pools give more than anybody reads."""
	pool = pool_of(doc)
	found = [problem.text(_) for problem in warnings_of(pool, surroundings_of_pool(pool))]
	more = len(found) - _MOST_WARNINGS
	return [*found[:_MOST_WARNINGS], *([_("and {0} more").format(more)] if more > 0 else [])]
