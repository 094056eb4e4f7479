"""A condition as its dialog asks for it to be checked."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.rules.conditions import condition_to_data, parse_condition
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def checked(condition: str, catalogue: FieldCatalogue) -> dict[str, Any]:
	"""A condition in canonical form with the sentence that says it, or the problems that it has."""
	try:
		parsed = parse_condition(condition)
		compile_condition(parsed, catalogue)
	except Refused as refusal:
		return {"problems": [problem.text(_) for problem in refusal.problems]}
	return {
		"condition": frappe.as_json(condition_to_data(parsed), indent=None),
		"sentence": sentence(parsed, catalogue, _),
		"problems": [],
	}
