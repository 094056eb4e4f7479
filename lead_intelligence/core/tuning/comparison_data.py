"""A comparison as plain data, for a report, for the desk, and to be kept. Rates are unrounded; of no leads they are null."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any, Final

from ..metrics.calibration import Calibration
from ..metrics.conversion import Interval, against_all, rate_figures
from ..metrics.lift import Lift
from ..metrics.tally import Tally
from ..problems import Problem
from ..scoring.model import AnyRule
from .cautions import cautions_of
from .comparison import Comparison
from .model_figures import ModelFigures
from .rule_effects import RuleEffect
from .rule_matches import RuleMatches
from .suggestions import Suggestion, for_grades, for_rules, others_of

FORMAT: Final = "lead-intelligence/comparison/1"
_OVERLAPS_SHOWN: Final = 3

Data = dict[str, Any]


def comparison_data(comparison: Comparison, today: date, describe: Callable[[AnyRule], str]) -> Data:
	"""`today`: the day as of which rules are over. `describe` puts the condition of a rule into words."""
	seen = comparison.seen
	return {
		"format": FORMAT,
		"leads": seen.leads,
		"failed": seen.failed,
		"outcomes": {
			"newer": seen.newer,
			"known": seen.known,
			"judged": seen.judged.leads,
			"judged_won": seen.judged.won,
			"older": seen.older.leads,
			"older_won": seen.older.won,
			**rate_figures(seen.judged.outcome),
		},
		"old": _model(comparison.old) if comparison.old else None,
		"new": _model(comparison.new),
		"auc_difference": _auc_difference(comparison),
		"changes": {
			"changed": comparison.changes.changed,
			"up": comparison.changes.up,
			"down": comparison.changes.down,
			"cells": [
				{"from": old, "to": new, "leads": count.leads, "known": count.decided, "won": count.won}
				for (old, new), count in sorted(comparison.changes.cells.items(), key=lambda one: str(one[0]))
			],
		},
		"effects": _effects(comparison),
		"without_a_rule": comparison.effects.without_a_rule if comparison.effects else 0,
		"rules": _rules(comparison, today, describe),
		"suggestions": [suggestion_data(one) for one in for_grades(comparison.new)],
		"cautions": [problem_data(one) for one in cautions_of(comparison)],
	}


def problem_data(problem: Problem) -> Data:
	"""To be put into words, in the reader's language, when it is read."""
	# What a broken rule compares with may be anything, also what JSON cannot hold.
	values = {
		name: value
		if isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
		else str(value)
		for name, value in problem.values.items()
	}
	return {"message": problem.message, "values": values}


def suggestion_data(suggestion: Suggestion) -> Data:
	return {"kind": suggestion.kind, **problem_data(suggestion.text)}


def _model(figures: ModelFigures) -> Data:
	model, everyone = figures.model, figures.outcomes
	leads, outcomes = figures.leads_by_grade(), figures.outcome_by_grade()
	all_leads = sum(leads.values())
	all_outcomes = Tally(
		leads=sum(tally.leads for tally in everyone.values()),
		won=sum(tally.won for tally in everyone.values()),
	)
	found = figures.calibration()
	seen = figures.points_seen()
	return {
		"name": model.model.name,
		"version": model.model.version,
		"scale": model.model.scale.value,
		"lowest": model.scale.lowest,
		"highest": model.scale.highest,
		"lowest_seen": seen[0] if seen else None,
		"highest_seen": seen[1] if seen else None,
		"grades": [
			{
				"grade": grade.name,
				"at_least": grade.at_least,
				"colour": grade.colour,
				"leads": leads[grade.name],
				"share": leads[grade.name] / all_leads if all_leads else None,
				"known": outcomes[grade.name].leads,
				"won": outcomes[grade.name].won,
				**rate_figures(outcomes[grade.name]),
				"against_all": against_all(outcomes[grade.name], all_outcomes),
			}
			for grade in reversed(model.bands.grades)
		],
		"bars": figures.bars(),
		"roc_auc": _with_interval(figures.auc(), figures.auc_interval()),
		"lifts": [_lift(lift) for lift in figures.lifts()],
		"calibration": _calibration(found, figures) if found else None,
	}


def _auc_difference(comparison: Comparison) -> Data | None:
	difference = comparison.auc_difference()
	return _with_interval(difference.value, difference.interval) if difference else None


def _with_interval(value: float | None, interval: Interval | None) -> Data | None:
	if value is None:
		return None
	return {
		"value": value,
		"low": interval.low if interval else None,
		"high": interval.high if interval else None,
	}


def _lift(lift: Lift) -> Data:
	return {
		"best_share": float(lift.fraction),
		"leads": lift.leads,
		"won": lift.won,
		"rate": lift.rate,
		"captured": lift.captured,
		"value": lift.lift,
		"low": lift.interval.low,
		"high": lift.interval.high,
	}


def _calibration(found: Calibration, figures: ModelFigures) -> Data:
	value = figures.model.scale.value
	return {
		"learned_from": "older leads" if figures.learns_from_older else "the other half",
		"leads": found.leads,
		"expected": found.expected,
		"observed": found.observed,
		"error": found.error,
		"brier": found.brier,
		"bands": [
			{
				"from": value(band.low),
				"to": value(band.high),
				"leads": band.tally.leads,
				"won": band.tally.won,
				"expected": band.expected,
				**rate_figures(band.tally),
			}
			for band in found.bands
		],
	}


def _effects(comparison: Comparison) -> list[Data]:
	"""Those that changed something, the most decisive first."""
	if comparison.effects is None:
		return []
	found = [
		effect
		for effect in comparison.effects.effects.values()
		if effect.raised or effect.lowered or effect.decisive
	]
	found.sort(key=lambda effect: (-effect.decisive, -(effect.raised + effect.lowered)))
	return [_effect(effect) for effect in found]


def _effect(effect: RuleEffect) -> Data:
	rule = effect.new or effect.old
	assert rule is not None, "an effect is that of a rule"
	return {
		"rule": rule.label,
		"old_points": effect.old.points if effect.old else None,
		"new_points": effect.new.points if effect.new else None,
		"raised": effect.raised,
		"lowered": effect.lowered,
		"points": effect.points,
		"decisive": effect.decisive,
	}


def _rules(comparison: Comparison, today: date, describe: Callable[[AnyRule], str]) -> list[Data]:
	matches = comparison.matches
	everyone = matches.everyone.outcome
	suggestions = for_rules(matches, comparison.new.model, today)
	found = []
	for place, match in enumerate(matches.finish()):
		others = others_of(match, everyone)
		found.append(
			{
				"rule": match.rule.label,
				"condition": describe(match.rule),
				"points": match.rule.points,
				"group": match.rule.group,
				"disqualifies": match.rule.disqualifies,
				"leads": match.leads,
				"share": match.leads / matches.leads if matches.leads else None,
				"alone": match.alone,
				"not_judged": match.not_judged,
				"not_judged_share": match.not_judged / matches.leads if matches.leads else None,
				"known": match.tally.leads,
				"won": match.tally.won,
				**rate_figures(match.tally),
				"against_all": against_all(match.tally, everyone),
				"others": {"known": others.leads, "won": others.won, **rate_figures(others)},
				"overlaps": _overlaps(place, matches),
				"suggestions": [suggestion_data(one) for one in suggestions[place]],
			}
		)
	return found


def _overlaps(place: int, matches: RuleMatches) -> list[Data]:
	"""The rules that match the most of this rule's leads. `share` is of this rule's leads, `of_other` of the other's."""
	mine = matches.matches[place].leads
	shared = [
		(matches.both(place, other), other)
		for other in range(len(matches.matches))
		if other != place and matches.both(place, other)
	]
	shared.sort(key=lambda one: (-one[0], one[1]))
	return [
		{
			"rule": matches.matches[other].rule.label,
			"leads": leads,
			"share": leads / mine,
			"of_other": leads / matches.matches[other].leads,
		}
		for leads, other in shared[:_OVERLAPS_SHOWN]
	]
