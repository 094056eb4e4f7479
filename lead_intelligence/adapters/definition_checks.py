"""What is wrong with a definition as its form stands, and which of its criteria can no longer be judged."""

from __future__ import annotations

from collections.abc import Sequence

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definitions import definition_of, write_sentences
from lead_intelligence.adapters.refusals import refuse_definition
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.validation import gaps_of, mistakes_in


def refuse_problems(doc: Document, *, going_live: bool) -> None:
	"""Mistakes are refused at every save; what is still missing only when the definition is to be signed or to go live.
	Beside each criterion, the sentence is written that says it."""
	catalogue = criteria_catalogue(strict=True, company=doc.company)
	try:
		definition = definition_of(doc)
		problems: Sequence[Problem] = (*mistakes_in(definition, catalogue), *_past_day(doc))
		if going_live and not problems:
			problems = gaps_of(definition)
	except Refused as refusal:
		problems = refusal.problems
	refuse_definition(problems)
	write_sentences(doc, definition, catalogue, _)


def _past_day(doc: Document) -> list[Problem]:
	"""Leads were judged by another version until now, and what was decided by it stays decided."""
	day = getdate(doc.applies_from) if doc.applies_from else None
	if day is None or day >= now_datetime().date():
		return []
	message = _("'Applies From' is {day}, which is past. Choose today or a later day, or leave it blank.")
	return [Problem(message=message, values={"day": day})]


def is_due(doc: Document) -> bool:
	return not doc.applies_from or getdate(doc.applies_from) <= now_datetime().date()


def broken_criteria(doc: Document) -> list[tuple[int, Problem]]:
	"""The rows of criteria that fitted when they were saved and can no longer be judged."""
	compiled = CompiledDefinition(definition_of(doc), criteria_catalogue(strict=False))
	broken = {id(criterion): problem for criterion, problem in compiled.broken}
	rows = enumerate(compiled.definition.criteria, start=1)
	return [(row, broken[id(criterion)]) for row, criterion in rows if id(criterion) in broken]
