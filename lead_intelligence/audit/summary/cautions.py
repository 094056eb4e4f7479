"""What a reader of the figures should know before trusting them, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...core.metrics.count import Count
from ...core.scoring.compiled import CompiledModel
from ..mapping.column_map import ColumnMap
from ..run.scoring_run import RunResult

_FEW = 30
_MOSTLY_UNKNOWN = 0.5


def cautions_of(column_map: ColumnMap, model: CompiledModel, result: RunResult) -> list[str]:
	return [
		*_about_its_outcome(column_map, model, result),
		*_about_the_outcome(result),
		*about_grades(_rates(model, result)),
		*_about_fields(model, result),
		*_about_trees_and_changes(column_map, model),
		*_about_touches(model),
		*_about_values(result),
	]


def about_columns(column_map: ColumnMap, model: CompiledModel, result: RunResult) -> Iterator[str]:
	"""What the columns of the file mean for a model."""
	yield from _about_its_outcome(column_map, model, result)
	yield from _about_fields(model, result)
	yield from _about_trees_and_changes(column_map, model)
	yield from _about_touches(model)


def _about_its_outcome(column_map: ColumnMap, model: CompiledModel, result: RunResult) -> Iterator[str]:
	column = result.outcome.outcome.column if result.outcome else None
	for mapped in column_map.fields:
		if column is not None and mapped.column == column and mapped.field.name in model.fields:
			yield (
				f"The model looks at '{mapped.field.label}', the very column that holds the outcome. "
				"The figures on conversion flatter it and say nothing about new leads."
			)


def _about_the_outcome(result: RunResult) -> Iterator[str]:
	if result.outcome is None:
		return
	everyone = result.counts.all.outcome
	if result.outcome.unknown:
		unknown = _leads(result.outcome.unknown)
		yield f"The outcome of {unknown} is not known; they are scored, but left out of all figures on conversion."
	if min(everyone.won, everyone.lost) < _FEW:
		yield (
			f"There are only {everyone.won:,} won and {everyone.lost:,} lost leads: AUC, lift and rates may be chance. "
			f"Compare with at least {_FEW} of each."
		)


def about_grades(rates: Iterable[tuple[str, float]]) -> Iterator[str]:
	"""`rates`: of the grades that have one, from the lowest up."""
	for (lower, low_rate), (higher, high_rate) in pairwise(rates):
		if high_rate < low_rate:
			yield f"'{higher}' converts less often than the grade below it, '{lower}': the rules or bands mislead."


def _rates(model: CompiledModel, result: RunResult) -> list[tuple[str, float]]:
	return [
		(grade.name, rate)
		for grade in model.bands.grades
		if (rate := result.counts.by_grade.get(grade.name, Count()).outcome.rate) is not None
	]


def _about_fields(model: CompiledModel, result: RunResult) -> Iterator[str]:
	leads = result.counts.all.leads
	needed = [gap for gap in result.gaps if gap.mapped.field.name in model.fields]
	if absent := [gap.mapped.field.label for gap in needed if gap.mapped.column is None]:
		yield f"The model looks at fields for which the file has no column: {', '.join(absent)}."
	mostly = [
		f"{gap.mapped.field.label} ({gap.unknown / leads:.0%})"
		for gap in sorted(needed, key=lambda gap: -gap.unknown)
		if gap.mapped.column is not None and gap.unknown > _MOSTLY_UNKNOWN * leads
	]
	if mostly:
		yield f"The model looks at fields that are unknown for most leads: {', '.join(mostly)}."


def _about_values(result: RunResult) -> Iterator[str]:
	for gap in result.gaps:
		if gap.unreadable:
			example, kind = next(iter(gap.examples)), gap.mapped.field.kind.value
			yield (
				f"'{gap.mapped.field.label}' cannot be read as {kind} for {_leads(gap.unreadable)} (e.g. '{example}') "
				"and counts as unknown there."
			)


def _about_trees_and_changes(column_map: ColumnMap, model: CompiledModel) -> Iterator[str]:
	for mapped in column_map.fields:
		name, label = mapped.field.name, mapped.field.label
		if name in model.tree_fields and mapped.column is not None and mapped.separator is None:
			yield f"The file does not say where in its tree each '{label}' lies: rules on that are not judged."
		if name in model.change_fields and mapped.changed is None:
			yield f"The file does not say when '{label}' changed: rules on that are not judged."


def _about_touches(model: CompiledModel) -> Iterator[str]:
	rules = len(model.model.engagement.rules)
	if rules:
		which = "the rule" if rules == 1 else f"the {rules} rules"
		yield f"A file of leads does not say what they did: {which} on touches gave no points."


def _leads(number: int) -> str:
	return "1 lead" if number == 1 else f"{number:,} leads"
