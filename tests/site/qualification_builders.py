"""Frameworks, answers and subjects in one line."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.api.qualification import record, sheet


def a_question(
	question: str = "Budget", answers: str = "Confirmed\nOpen\nNone", **more: str
) -> dict[str, str]:
	return {"question": question, "asks": f"What of the {question}?", "answers": answers, **more}


def a_framework(*questions: dict[str, str], name: str = "Tested", enabled: int = 1) -> Document:
	return frappe.get_doc(
		{
			"doctype": "Lead Qualification Framework",
			"framework": name,
			"enabled": enabled,
			"questions": list(questions) or [a_question()],
		}
	).insert()


def a_subject(subject: str, **fields: Any) -> str:
	return frappe.get_doc({"doctype": "Lead Subject", "subject": subject, **fields}).insert().name


def answered(lead: str, answer: str | None = "Confirmed", question: str = "Budget", **more: Any) -> None:
	"""By the framework BANT unless `framework` says otherwise; `found_at` is when it was found out."""
	found_at = more.pop("found_at", None)
	one = {"framework": "BANT", "question": question, "answer": answer, **more}
	record(lead, json.dumps([one]), found_at and str(found_at))


def asked(lead: str, question: str = "Budget", framework: str = "BANT") -> dict[str, Any]:
	"""A question of the sheet of a lead."""
	frameworks = {one["framework"]: one for one in sheet(lead)["frameworks"]}
	return next(one for one in frameworks[framework]["questions"] if one["question"] == question)


def answer_rows(**filters: Any) -> list[frappe._dict]:
	return frappe.get_all("Lead Qualification Answer", filters=filters, fields=["*"], order_by="name")
