"""What the domain refuses, as the desk says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import frappe
from frappe import _
from frappe.utils import format_date

from lead_intelligence.core.problems import Problem
from lead_intelligence.core.qualification.signing import Side
from lead_intelligence.core.qualification.stages import Stage

_TERMS = frozenset(term.value for term in (*Stage, *Side))


def refuse_model(problems: Sequence[Problem]) -> None:
	refuse(problems, title=_("Please correct the model"))


def refuse_definition(problems: Sequence[Problem]) -> None:
	refuse(in_words(problems), title=_("Please correct the definition"))


def refuse_signature(problems: Sequence[Problem]) -> None:
	refuse(in_words(problems), title=_("You cannot sign this"))


def refuse_act(problems: Sequence[Problem]) -> None:
	"""What someone may not do with a lead."""
	refuse(in_words(problems))


def in_words(problems: Iterable[Problem]) -> list[Problem]:
	"""With stages, sides and days as the user calls them."""
	return [replace(problem, values=_in_words(problem.values)) for problem in problems]


def _in_words(values: Mapping[str, object]) -> dict[str, object]:
	return {name: _in_word(value) for name, value in values.items()}


def _in_word(value: object) -> object:
	if isinstance(value, date):
		return format_date(value)
	return _(value) if isinstance(value, str) and value in _TERMS else value


def refuse(problems: Sequence[Problem], *, title: str | None = None) -> None:
	"""Throws all of them, each a sentence in the user's language; nothing where there are none."""
	texts = [frappe.utils.escape_html(problem.text(_)) for problem in problems]
	if texts:
		several = len(texts) > 1
		frappe.throw(texts if several else texts[0], title=title, as_list=several)
