"""What the leads of the past suggest to change in a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..metrics.conversion import LEVEL, difference_interval
from ..metrics.tally import Tally
from ..problems import Problem
from ..scoring.compiled import CompiledModel
from ..scoring.scale import PointsScale
from .model_figures import ModelFigures
from .rule_matches import RuleMatch, RuleMatches

# With fewer leads, that a rule never or always matches may be chance.
_ENOUGH: Final = 30
_NEARLY_ALL: Final = 0.98
_SAME: Final = 0.95
_MOSTLY_UNKNOWN: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
	"""`kind` is one of: never, always, wrong way, same leads, unknown, over, unreachable, no lead, broken."""

	kind: str
	text: Problem


def for_rules(matches: RuleMatches, model: CompiledModel, today: date) -> list[list[Suggestion]]:
	"""One list per rule, in the order of the model's rules."""
	found = matches.finish()
	# The more rules are looked at, the likelier one of them misleads by chance: Bonferroni's correction.
	level = 1 - (1 - LEVEL) / max(1, len(found))
	broken = {b.rule.label: b.problem for b in model.broken}
	suggestions = []
	bounded = [group.at_most is not None or group.at_least is not None for group in model.all_groups]
	# Where the rules count together, if that has bounds: the first place of each half is that of rules without a group.
	places = [model.place_of(match.rule) for match in found]
	capped = [place if bounded[place] else None for place in places]
	for place, match in enumerate(found):
		if match.rule.label in broken:
			suggestions.append([Suggestion(kind="broken", text=broken[match.rule.label])])
			continue
		suggestions.append(
			[
				*_about_validity(match, today),
				*_about_matching(match, matches.leads, today),
				*_about_direction(match, matches.everyone.outcome, level),
				*_about_overlap(place, matches, capped),
			]
		)
	return suggestions


def _about_validity(match: RuleMatch, today: date) -> Iterator[Suggestion]:
	if match.rule.valid_to and match.rule.valid_to < today:
		message = "The rule ended on {day}. Remove it, or give it a later end."
		yield _say("over", message, day=match.rule.valid_to.isoformat())


def _about_matching(match: RuleMatch, leads: int, today: date) -> Iterator[Suggestion]:
	since, until = match.rule.valid_from or today, match.rule.valid_to or today
	# Of a rule that is over, or has not begun, what it matches today says nothing.
	if leads < _ENOUGH or not since <= today <= until:
		return
	if match.not_judged > _MOSTLY_UNKNOWN * leads:
		message = "For {percent} % of the leads a field of the rule is unknown. Have it filled in, or ask for something that is known."
		yield _say("unknown", message, percent=round(100 * match.not_judged / leads))
	if not match.leads:
		message = "The rule never matches: none of {leads} leads. Widen its condition, or remove it."
		yield _say("never", message, leads=leads)
	elif match.leads >= _NEARLY_ALL * leads:
		message = "The rule matches {matches} of {leads} leads, so it tells nobody apart. Narrow its condition, or remove it."
		yield _say("always", message, matches=match.leads, leads=leads)


def _about_direction(match: RuleMatch, everyone: Tally, level: float) -> Iterator[Suggestion]:
	others = others_of(match, everyone)
	interval = difference_interval(match.tally, others, level)
	if interval is None:
		return
	values = {"rate": _percent(match.tally), "others": _percent(others)}
	if match.rule.disqualifies:
		# Whatever points it gives besides, its leads are sent to the lowest grade.
		if interval.low <= 0:
			return
		message = "The rule disqualifies, yet its leads convert more often than the others: {rate} % against {others} %. Take that back, or narrow its condition."
		yield _say("wrong way", message, **values)
	elif match.rule.points > 0 and interval.high < 0:
		message = "The rule gives points, yet its leads convert less often than the others: {rate} % against {others} %. Turn its points around, or remove it."
		yield _say("wrong way", message, **values)
	elif match.rule.points < 0 and interval.low > 0:
		message = "The rule takes points away, yet its leads convert more often than the others: {rate} % against {others} %. Turn its points around, or remove it."
		yield _say("wrong way", message, **values)


def _about_overlap(place: int, matches: RuleMatches, capped: Sequence[int | None]) -> Iterator[Suggestion]:
	one = matches.matches[place]
	for other_place, other in enumerate(matches.matches):
		either = one.leads + other.leads - matches.both(place, other_place)
		if other_place == place or either < _ENOUGH or one.leads >= _NEARLY_ALL * matches.leads:
			continue
		if capped[place] is not None and capped[place] == capped[other_place]:
			continue
		if matches.both(place, other_place) >= _SAME * either:
			message = "The rule matches nearly the same leads as '{other}': one fact counts twice. Keep one of them, or put both into a group with a cap."
			yield _say("same leads", message, other=other.rule.label)
			return


def others_of(match: RuleMatch, everyone: Tally) -> Tally:
	"""The judged leads that the rule did not match."""
	return Tally(leads=everyone.leads - match.tally.leads, won=everyone.won - match.tally.won)


def for_grades(figures: ModelFigures) -> list[Suggestion]:
	"""Grades that no lead can have, and grades that no lead has had."""
	scale, grades = figures.model.scale, figures.model.bands.grades
	by_grade = figures.leads_by_grade()
	leads = sum(by_grade.values())
	found = []
	for rank, grade in enumerate(grades):
		begins, ends = _first_points(scale, grade.at_least), None
		if rank + 1 < len(grades):
			ends = _first_points(scale, grades[rank + 1].at_least)
		if (
			begins > scale.highest
			or (ends is not None and ends <= begins)
			or (ends is not None and ends <= scale.lowest)
		):
			message = "No lead can ever be graded {grade}: no sum of points that the rules can give lies in its band. Move its lower bound or the next one."
			found.append(_say("unreachable", message, grade=grade.name))
		elif leads >= _ENOUGH and not by_grade[grade.name]:
			message = "None of {leads} leads is graded {grade}. Move the bounds if it is to be of use."
			found.append(_say("no lead", message, leads=leads, grade=grade.name))
	return found


def _first_points(scale: PointsScale, at_least: int | float | None) -> int:
	return scale.lowest if at_least is None else scale.points_at(at_least)


def _percent(tally: Tally) -> float:
	return round(100 * (tally.rate or 0), 1)


def _say(kind: str, message: str, **values: object) -> Suggestion:
	return Suggestion(kind=kind, text=Problem(message=message, values=values))
