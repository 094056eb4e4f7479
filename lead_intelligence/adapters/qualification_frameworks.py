"""The frameworks of qualification: records that an admin writes, read together and kept in the cache."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.core.qualification.frameworks import Framework, Question, lines_of

_DOCTYPE = "Lead Qualification Framework"
_CACHE = "lead_intelligence_qualification_frameworks"


def frameworks_in_use() -> tuple[Framework, ...]:
	"""Those that are enabled, by name."""
	return tuple(
		Framework(
			name=name,
			description=description,
			questions=tuple(
				Question(name=question, asks=asks, guide=guide, answers=answers)
				for question, asks, guide, answers in questions
			),
		)
		for name, description, questions in _known()["frameworks"]
	)


def frameworks_stamp() -> str:
	"""Changes whenever a framework in use, one of its questions or an answer to choose from does."""
	return str(_known()["stamp"])


def framework_of(doc: Document) -> Framework:
	"""The framework as its form holds it."""
	return Framework(
		name=doc.framework or "",
		description=doc.description or "",
		questions=tuple(
			Question(
				name=row.question or "",
				asks=row.asks or "",
				guide=row.guide or "",
				answers=lines_of(row.answers),
			)
			for row in doc.questions
		),
	)


def _known() -> dict[str, Any]:
	return dict(frappe.cache.get_value(_CACHE, _stored))


def _stored() -> dict[str, Any]:
	frameworks = frappe.get_all(
		_DOCTYPE,
		filters={"enabled": 1},
		fields=["name", "description"],
		order_by="name",
		as_list=True,
	)
	rows = frappe.get_all(
		"Lead Qualification Question",
		filters={"parenttype": _DOCTYPE, "parent": ("in", [name for name, _ in frameworks])},
		fields=["parent", "question", "asks", "guide", "answers"],
		order_by="parent, idx",
		as_list=True,
	)
	questions: dict[str, list[tuple[str, str, str, tuple[str, ...]]]] = {}
	for framework, question, asks, guide, answers in rows:
		questions.setdefault(framework, []).append((question, asks or "", guide or "", lines_of(answers)))
	found = [(name, description or "", tuple(questions.get(name, ()))) for name, description in frameworks]
	return {"frameworks": found, "stamp": sha256(repr(found).encode()).hexdigest()[:16]}


def forget_frameworks() -> None:
	frappe.cache.delete_value(_CACHE)
	# Another request may read the old ones until what was changed is committed.
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(_CACHE))


def renamed_questions(doc: Document) -> Mapping[str, str]:
	"""The new names of the questions that have another one since the framework was last saved."""
	before = doc.get_doc_before_save()
	names = {row.name: row.question for row in before.questions} if before else {}
	return {
		names[row.name]: row.question
		for row in doc.questions
		if row.name in names and names[row.name] != row.question
	}
