"""What a lead still lacks for the next step, as its form shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.explanation import shown_values
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.core.evaluation import Assessment
from lead_intelligence.core.qualification.compiled import Finding
from lead_intelligence.core.qualification.stages import BESIDE, Stage
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def next_step(
	doc: Document, present: Stage | None, seen: Assessment, catalogue: FieldCatalogue
) -> dict[str, Any] | None:
	"""None for a customer. For a lead that was put aside, all that it takes to come back by itself. `by_record`: ERPNext makes
	the step, when it makes something of the lead."""
	definition = seen.definition
	stages = definition.way_back if present in BESIDE else _following(seen, present)
	if not stages:
		return _by_record(present)
	found = [seen.judge(stage) for stage in stages]
	hidden = hidden_fields(doc, definition.names)
	return {
		"stage": stages[-1].value,
		"evidence": [
			evidence_line(evidence.stage, finding, catalogue, hidden)
			for evidence in found
			for finding in evidence.findings
		],
		"is_met": all(evidence.is_met for evidence in found),
		"moves_by_itself": definition.moves_by_itself(stages[-1]),
		"by_record": False,
	}


def _following(seen: Assessment, present: Stage | None) -> tuple[Stage, ...]:
	following = seen.definition.next_stage(present)
	return (following,) if following else ()


def _by_record(present: Stage | None) -> dict[str, Any] | None:
	if present is Stage.CUSTOMER or present in BESIDE:
		return None
	made = Stage.CUSTOMER if present is Stage.OPPORTUNITY else Stage.OPPORTUNITY
	return {
		"stage": made.value,
		"evidence": [],
		"is_met": False,
		"moves_by_itself": False,
		"by_record": True,
	}


def evidence_line(
	stage: Stage, finding: Finding, catalogue: FieldCatalogue, hidden: frozenset[str]
) -> dict[str, Any]:
	criterion = finding.criterion
	return {
		"stage": stage.value,
		"criterion": _(criterion.label),
		"sentence": sentence(criterion.condition, catalogue, _),
		"verdict": finding.verdict,
		"seen": shown_values(finding.seen, catalogue, hidden),
		"problem": finding.problem.text(_) if finding.problem else None,
	}


def labels_missing(seen: Assessment, stages: Iterable[Stage]) -> list[str]:
	"""The names of the criteria that keep the lead from these stages."""
	return [
		finding.criterion.label
		for stage in stages
		for finding in seen.judge(stage).findings
		if finding.verdict is not True
	]
