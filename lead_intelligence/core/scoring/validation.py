"""Everything that is wrong with a scoring model, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..problems import Problem, Refused
from ..rules.compiler import compile_condition
from ..snapshot.fields import FieldCatalogue
from .engagement_exchange import ENGAGEMENT_GROUP_ROW
from .engagement_validation import engagement_problems
from .model import Group, Rule, ScoringModel
from .scale import PointsScale

GRADE_ROW: Final = "Grades, row {row}"
GROUP_ROW: Final = "Groups, row {row}"
RULE_ROW: Final = "Rules, row {row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLimits:
	most_rules: int = 200
	most_points: int = 1000


def problems_of(
	model: ScoringModel, catalogue: FieldCatalogue, limits: ModelLimits = ModelLimits()
) -> tuple[Problem, ...]:
	"""All that keeps a model from going live: its mistakes, else its gaps."""
	return mistakes_in(model, catalogue, limits) or gaps_of(model)


def gaps_of(model: ScoringModel) -> tuple[Problem, ...]:
	"""What a model lacks: fine in a draft, refused when it is to go live."""
	found = []
	if not model.grades:
		found.append(
			Problem(message="The model has no grades. Add at least one; the lowest has no lower bound.")
		)
	elif all(grade.at_least is not None for grade in model.grades):
		found.append(Problem(message="No grade catches the lowest scores. Add one without a lower bound."))
	if not model.fit.rules and not model.engagement.rules:
		found.append(Problem(message="The model has no rules. Add at least one."))
	elif PointsScale.of(model).span == 0:
		found.append(Problem(message="Every lead would get the same score. Add a rule that gives points."))
	return tuple(found)


def mistakes_in(
	model: ScoringModel, catalogue: FieldCatalogue, limits: ModelLimits = ModelLimits()
) -> tuple[Problem, ...]:
	"""All that is wrong with what a model holds, in the order of its form."""
	found = [
		*_grade_problems(model),
		*_group_problems(model.fit.groups, GROUP_ROW, limits),
		*_group_problems(model.engagement.groups, ENGAGEMENT_GROUP_ROW, limits),
		*_size_problems(model, limits),
	]
	names: dict[str, int] = {}
	groups = {group.name for group in model.fit.groups}
	for row, rule in enumerate(model.fit.rules, start=1):
		found += [
			problem.at(RULE_ROW, row=row) for problem in _rule_problems(rule, groups, catalogue, limits)
		]
		first = names.setdefault(rule.label.casefold(), row)
		if rule.label and first != row:
			message = "The rule '{rule}' has the same name as row {first}. Give each rule its own name."
			found.append(
				Problem(
					message=message, place=RULE_ROW, values={"row": row, "rule": rule.label, "first": first}
				)
			)
	return (*found, *engagement_problems(model, limits.most_points))


def refuse_problems(
	model: ScoringModel, catalogue: FieldCatalogue, limits: ModelLimits = ModelLimits()
) -> None:
	"""Raises Refused with all problems of the model."""
	problems = problems_of(model, catalogue, limits)
	if problems:
		raise Refused(*problems)


def _grade_problems(model: ScoringModel) -> Iterator[Problem]:
	bounds: dict[float | None, int] = {}
	names: dict[str, int] = {}
	for row, grade in enumerate(model.grades, start=1):
		values = {"row": row, "grade": grade.name}
		if not grade.name:
			yield Problem(message="The grade has no name. Enter one.", place=GRADE_ROW, values=values)
		first = names.setdefault(grade.name.casefold(), row)
		if grade.name and first != row:
			message = "The grade '{grade}' stands in row {first} already. Give each grade its own name."
			yield Problem(message=message, place=GRADE_ROW, values={**values, "first": first})
		first = bounds.setdefault(grade.at_least, row)
		if first != row:
			message = (
				"The grade '{grade}' overlaps with row {first}: both begin at {bound}. Change one of them."
			)
			if grade.at_least is None:
				message = "The grade '{grade}' overlaps with row {first}: both have no lower bound. Only the lowest may."
			values = {**values, "first": first, "bound": grade.at_least}
			yield Problem(message=message, place=GRADE_ROW, values=values)
		if model.scale.value == "0-100" and grade.at_least is not None and not 0 < grade.at_least <= 100:
			message = "The grade '{grade}' begins at {bound}; on the scale 0-100 it must begin above 0 and up to 100."
			yield Problem(message=message, place=GRADE_ROW, values={**values, "bound": grade.at_least})


def _group_problems(groups: tuple[Group, ...], place: str, limits: ModelLimits) -> Iterator[Problem]:
	names: dict[str, int] = {}
	for row, group in enumerate(groups, start=1):
		values: dict[str, object] = {"row": row, "group": group.name}
		if not group.name:
			yield Problem(message="The group has no name. Enter one.", place=place, values=values)
		first = names.setdefault(group.name, row)
		if group.name and first != row:
			message = "The group '{group}' stands in row {first} already. Remove one of them."
			yield Problem(message=message, place=place, values={**values, "first": first})
		most = limits.most_points * limits.most_rules
		if group.at_most is not None and not 0 <= group.at_most <= most:
			message = "The cap of group '{group}' is {bound}; it must be from 0 to {most}."
			yield Problem(
				message=message, place=place, values={**values, "bound": group.at_most, "most": most}
			)
		if group.at_least is not None and not -most <= group.at_least <= 0:
			message = "The floor of group '{group}' is {bound}; it must be from -{most} to 0."
			yield Problem(
				message=message, place=place, values={**values, "bound": group.at_least, "most": most}
			)


def _size_problems(model: ScoringModel, limits: ModelLimits) -> Iterator[Problem]:
	count = len(model.fit.rules) + len(model.engagement.rules)
	if count > limits.most_rules:
		message = "The model has {count} rules; the most allowed is {most}. Remove some or raise the limit in the settings."
		yield Problem(message=message, values={"count": count, "most": limits.most_rules})


def _rule_problems(
	rule: Rule, groups: set[str], catalogue: FieldCatalogue, limits: ModelLimits
) -> Iterator[Problem]:
	values = {"rule": rule.label, "points": rule.points, "group": rule.group, "most": limits.most_points}
	if not rule.label:
		yield Problem(message="The rule has no name. Enter one.", values=values)
	if rule.points == 0 and not rule.disqualifies:
		yield Problem(message="The rule '{rule}' gives 0 points. Give it points or remove it.", values=values)
	if abs(rule.points) > limits.most_points:
		message = "The rule '{rule}' gives {points} points; it must be from -{most} to {most}."
		yield Problem(message=message, values=values)
	if rule.group is not None and rule.group not in groups:
		message = (
			"The rule '{rule}' is in the group '{group}', which is not in the table of groups. Add it there."
		)
		yield Problem(message=message, values=values)
	if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
		message = "The rule '{rule}' ends on {to}, before it begins on {since}. Swap the dates."
		yield Problem(message=message, values={**values, "since": rule.valid_from, "to": rule.valid_to})
	try:
		compile_condition(rule.condition, catalogue)
	except Refused as refusal:
		yield from refusal.problems
