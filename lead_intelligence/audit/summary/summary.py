"""The summary of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...core.metrics.conversion import against_all, rate_figures
from ...core.metrics.count import Count
from ...core.metrics.distribution import spread
from ...core.rules.sentences import sentence
from ...core.scoring.compiled import CompiledModel
from ..comparison.figures import comparison_figures
from ..mapping.column_map import ColumnMap
from ..output.rejected_rows import RejectedRows
from ..run.scoring_run import RunResult
from ..tables.table import Table
from .cautions import cautions_of
from .outcome_figures import outcome_summary
from .score_bars import score_bars

FORMAT = "lead-intelligence/audit/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
	"""All that an audit was given and found."""

	file: str
	table: Table
	column_map: ColumnMap
	model: CompiledModel
	model_source: str
	today: date
	result: RunResult
	rejects: RejectedRows


def summary_of(audit: Audit) -> dict[str, Any]:
	"""Counts are exact, rates unrounded; a rate of no leads is null. Same input, same summary."""
	return {
		"format": FORMAT,
		"file": _file(audit),
		"today": audit.today.isoformat(),
		"model": _model(audit),
		"rows": _rows(audit),
		"scores": _scores(audit),
		"grades": _grades(audit),
		"rules": _rules(audit),
		"groups_capped": [
			{"group": group, "leads": n} for group, n in sorted(audit.result.counts.capped.items())
		],
		"fields": _fields(audit),
		"outcome": outcome_summary(audit.result),
		"warnings": cautions_of(audit.column_map, audit.model, audit.result),
		"comparison": comparison_figures(audit.result, audit.column_map, audit.today),
	}


def _file(audit: Audit) -> dict[str, Any]:
	used = audit.column_map.columns_used()
	if audit.result.outcome:
		used |= {audit.result.outcome.outcome.column}
	return {
		"name": audit.file,
		**audit.table.about,
		"columns": len(audit.table.columns),
		"columns_not_used": [column for column in audit.table.columns if column not in used],
		"mapping": audit.column_map.source,
		"erpnext_export": audit.column_map.is_erpnext,
	}


def _model(audit: Audit) -> dict[str, Any]:
	model, scale = audit.model.model, audit.model.scale
	return {
		"name": model.name,
		"version": model.version,
		"source": audit.model_source,
		"scale": model.scale.value,
		"lowest_points": scale.lowest,
		"highest_points": scale.highest,
		"rules": len(model.fit.rules),
	}


def _rows(audit: Audit) -> dict[str, Any]:
	rejects = audit.rejects
	return {
		"read": audit.result.rows_read,
		"scored": audit.result.counts.all.leads,
		"rejected": rejects.count,
		"blank": audit.table.blank_rows,
		"rejected_because": [
			{"reason": reason, "rows": rows, "first_line": rejects.first_lines[reason]}
			for reason, rows in rejects.reasons.most_common()
		],
	}


def _scores(audit: Audit) -> dict[str, Any]:
	counts, value = audit.result.counts, audit.model.scale.value
	found = spread(counts.leads_by_points())
	places: Mapping[str, int] = (
		{
			"lowest": found.lowest,
			"lower_quarter": found.lower_quarter,
			"median": found.median,
			"upper_quarter": found.upper_quarter,
			"highest": found.highest,
		}
		if found
		else {}
	)
	return {
		**{place: value(points) for place, points in places.items()},
		"mean_points": found.mean if found else None,
		"bars": score_bars(audit.model, counts.by_points),
		"by_points": [
			{"points": points, "score": value(points), **_count(counts.by_points[points])}
			for points in sorted(counts.by_points)
		],
	}


def _grades(audit: Audit) -> list[dict[str, Any]]:
	counts, everyone = audit.result.counts, audit.result.counts.all
	rows = []
	for grade in reversed(audit.model.bands.grades):
		count = counts.by_grade.get(grade.name, Count())
		rows.append(
			{
				"grade": grade.name,
				"at_least": grade.at_least,
				"colour": grade.colour,
				**_count(count),
				"share": count.leads / everyone.leads,
				**rate_figures(count.outcome),
				"against_all": against_all(count.outcome, everyone.outcome),
			}
		)
	return rows


def _rules(audit: Audit) -> list[dict[str, Any]]:
	counts, everyone, catalogue = audit.result.counts, audit.result.counts.all, audit.column_map.catalogue
	rows = []
	for rule in audit.model.model.fit.rules:
		count = counts.by_rule[rule.label]
		rows.append(
			{
				"rule": rule.label,
				"condition": sentence(rule.condition, catalogue),
				"points": rule.points,
				"group": rule.group,
				"disqualifies": rule.disqualifies,
				**_count(count.fired),
				"share": count.fired.leads / everyone.leads,
				"not_judged": count.not_judged,
				"not_judged_share": count.not_judged / everyone.leads,
				**rate_figures(count.fired.outcome),
				"against_all": against_all(count.fired.outcome, everyone.outcome),
			}
		)
	return rows


def _fields(audit: Audit) -> list[dict[str, Any]]:
	leads = audit.result.counts.all.leads
	return [
		{
			"field": gap.mapped.field.name,
			"label": gap.mapped.field.label,
			"column": gap.mapped.column,
			"kind": gap.mapped.field.kind.value,
			"used_by_model": gap.mapped.field.name in audit.model.fields,
			"unknown": gap.unknown,
			"unknown_share": gap.unknown / leads,
			"empty": gap.empty,
			"unreadable": gap.unreadable,
			"examples": [{"text": text, "reason": reason} for text, reason in gap.examples.items()],
		}
		for gap in audit.result.gaps
	]


def _count(count: Count) -> dict[str, int]:
	return {"leads": count.leads, "outcome_known": count.decided, "won": count.won}
