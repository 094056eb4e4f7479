"""What is known of a lead by its frameworks of qualification, as its form shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.adapters.qualification_answers import history_of, rows_of
from lead_intelligence.adapters.qualification_frameworks import frameworks_in_use
from lead_intelligence.core.qualification.frameworks import Framework, Question
from lead_intelligence.core.rules.text import fold

_MOST_SHOWN = 50
Key = tuple[str, str]


def sheet_of(lead: str) -> dict[str, Any]:
	"""`earlier`: what was answered to questions that are not asked any more, or have another name now."""
	recorded: dict[Key, list[frappe._dict]] = {}
	for row in rows_of(lead):
		recorded.setdefault((fold(row.framework), fold(row.question)), []).append(row)
	frameworks = [_framework(one, recorded) for one in frameworks_in_use()]
	left = [rows for rows in recorded.values() if rows[-1].answer]
	return {"frameworks": frameworks, "earlier": [_earlier(rows) for rows in left]}


def history(lead: str, framework: str, question: str) -> list[dict[str, Any]]:
	return [_answer(row) for row in history_of(lead, framework, question, _MOST_SHOWN)]


def _framework(framework: Framework, recorded: dict[Key, list[frappe._dict]]) -> dict[str, Any]:
	"""Takes what belongs to it out of `recorded`."""
	return {
		"framework": framework.name,
		"label": _(framework.name),
		"description": _(framework.description) if framework.description else "",
		"questions": [
			_question(question, recorded.pop((fold(framework.name), fold(question.name)), []))
			for question in framework.questions
		],
	}


def _question(question: Question, rows: list[frappe._dict]) -> dict[str, Any]:
	current = _answer(rows[-1]) if rows else None
	if current:
		current["listed"] = rows[-1].answer in question.answers
	return {
		"question": question.name,
		"label": _(question.name),
		"asks": _(question.asks),
		"guide": _(question.guide) if question.guide else "",
		"answers": [{"value": answer, "label": _(answer)} for answer in question.answers],
		"current": current,
		"entries": len(rows),
	}


def _earlier(rows: list[frappe._dict]) -> dict[str, Any]:
	latest = rows[-1]
	return {
		"framework": latest.framework,
		"framework_label": _(latest.framework),
		"question": latest.question,
		"label": _(latest.question),
		"current": {**_answer(latest), "listed": True},
		"entries": len(rows),
	}


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
	"""Without an `answer`, it was taken back."""
	return {
		"answer": row["answer"] or None,
		"label": _(row["answer"]) if row["answer"] else None,
		"confidence": row["confidence"] or None,
		"note": row["note"] or None,
		"by": str(get_fullname(row["found_by"])),
		"at": str(row["found_at"]),
		"recorded_at": str(row["recorded_at"]),
		"touch": row["touch"] or None,
	}
