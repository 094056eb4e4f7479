"""The comparison as it stands in the summary: plain data, with its texts in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ...core.scoring.rule_sentence import rule_sentence
from ...core.tuning.comparison_data import comparison_data
from ..mapping.column_map import ColumnMap
from ..run.scoring_run import RunResult
from ..summary.cautions import about_columns, about_grades
from .both_models import BothModels

Data = dict[str, Any]


def comparison_figures(result: RunResult, column_map: ColumnMap, today: date) -> Data | None:
	"""None when one model was tried alone."""
	both = result.both
	if both is None:
		return None
	catalogue = column_map.catalogue
	data = comparison_data(both.comparison, today, lambda rule: rule_sentence(rule, catalogue))
	of_fit = {rule.label for rule in both.new.model.model.fit.rules}
	data["rules"] = [rule for rule in data["rules"] if rule["rule"] in of_fit]
	creation = both.creation
	for rule in data["rules"]:
		rule["suggestions"] = _suggestions(rule["suggestions"])
	return {
		**data,
		"old_file": both.old.source,
		"new_file": both.new.source,
		"newer_than": creation.newer_than.isoformat() if creation else None,
		"creation_unknown": creation.unknown if creation else None,
		"suggestions": _suggestions(data["suggestions"]),
		"cautions": [
			*_about_the_models(both, data),
			*(_in_words(caution) for caution in data["cautions"]),
			*_about_the_age(both),
			*(f"New: {caution}" for caution in _about_the_new(data, both, result, column_map)),
		],
	}


def _about_the_new(data: Data, both: BothModels, result: RunResult, column_map: ColumnMap) -> Iterator[str]:
	"""What is said of the model in use need not be said again."""
	yield from about_grades(_rates(data["new"]))
	said = set(about_columns(column_map, both.old.model, result))
	for caution in about_columns(column_map, both.new.model, result):
		if caution not in said:
			yield caution


def _in_words(text: Mapping[str, Any]) -> str:
	found: str = text["message"].format(**text["values"])
	return found


def _suggestions(found: list[Data]) -> list[Data]:
	return [{"kind": suggestion["kind"], "text": _in_words(suggestion)} for suggestion in found]


def _grades(model: Data) -> list[str]:
	return [grade["grade"] for grade in model["grades"]]


def _rates(model: Data) -> list[tuple[str, float]]:
	"""From the lowest grade up, those that have a rate."""
	return [(g["grade"], g["rate"]) for g in reversed(model["grades"]) if g["rate"] is not None]


def _about_the_models(both: BothModels, data: Data) -> Iterator[str]:
	if both.same_file:
		yield f"Both models come from the same file, {both.new.source}: nothing can change."
	elif both.old.model.model == both.new.model.model:
		yield "Both models are the same: nothing can change."
	elif gone := [grade for grade in _grades(data["old"]) if grade not in _grades(data["new"])]:
		yield (
			f"The new model does not have the grade {' or '.join(gone)}: leads that had it count as changed, but as neither "
			"up nor down."
		)


def _about_the_age(both: BothModels) -> Iterator[str]:
	if both.creation and both.creation.unknown:
		number = both.creation.unknown
		leads = "1 lead was" if number == 1 else f"{number:,} leads were"
		yield (
			f"When {leads} created is not known. They count with the older ones: learned from, never judged."
		)
