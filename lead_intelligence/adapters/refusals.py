"""What the domain refuses, as the desk says it."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _

from lead_intelligence.core.problems import Problem


def refuse_model(problems: Sequence[Problem]) -> None:
	refuse(problems, title=_("Please correct the model"))


def refuse_definition(problems: Sequence[Problem]) -> None:
	refuse(problems, title=_("Please correct the definition"))


def refuse(problems: Sequence[Problem], *, title: str | None = None) -> None:
	"""Throws all of them, each a sentence in the user's language; nothing where there are none."""
	texts = [frappe.utils.escape_html(problem.text(_)) for problem in problems]
	if texts:
		several = len(texts) > 1
		frappe.throw(texts if several else texts[0], title=title, as_list=several)
