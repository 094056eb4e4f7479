"""What is wrong with the engagement half of a model, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..engagement.fading import Fading
from ..engagement.rule import EngagementRule, Measure
from ..engagement.touch import Direction, Signal
from ..problems import Problem
from .engagement_exchange import ENGAGEMENT_RULE_ROW
from .model import ScoringModel

MOST_DAYS: Final = 3650
_MOST_TOUCHES: Final = 1000


def engagement_problems(model: ScoringModel, most_points: int) -> Iterator[Problem]:
	"""Names must differ from those of the rules of fit as well: evidence and previews go by them."""
	groups = {group.name for group in model.engagement.groups}
	taken = {rule.label.casefold() for rule in model.fit.rules}
	for row, rule in enumerate(model.engagement.rules, start=1):
		found = [
			*_about_its_name(rule, taken),
			*_about_its_touches(rule),
			*_about_its_points(rule, most_points),
			*_about_its_days(rule),
			*_about_its_group(rule, groups),
		]
		taken.add(rule.label.casefold())
		yield from (problem.at(ENGAGEMENT_RULE_ROW, row=row) for problem in found)


def _about_its_name(rule: EngagementRule, taken: set[str]) -> Iterator[Problem]:
	if not rule.label:
		yield Problem(message="The rule has no name. Enter one.")
	elif rule.label.casefold() in taken:
		message = "Another rule of the model has the name '{rule}' already. Give each rule its own name."
		yield Problem(message=message, values={"rule": rule.label})


def _about_its_touches(rule: EngagementRule) -> Iterator[Problem]:
	for chosen, known in ((rule.touches.signals, Signal), (rule.touches.directions, Direction)):
		names = [one.value for one in known]
		for name in sorted(chosen - set(names)):
			say = _saying(rule=rule.label, name=name, known=", ".join(names))
			yield say("The rule '{rule}' asks for '{name}'. Known are: {known}.")


def _about_its_points(rule: EngagementRule, most_points: int) -> Iterator[Problem]:
	say = _saying(rule=rule.label, points=rule.points, most=most_points, cap=rule.at_most)
	if rule.points == 0:
		yield say("The rule '{rule}' gives 0 points. Give it points or remove it.")
	if abs(rule.points) > most_points:
		yield say("The rule '{rule}' gives {points} points; it must be from -{most} to {most}.")
	if rule.at_most is None:
		if rule.measure is Measure.EACH:
			yield say(
				"The rule '{rule}' counts each touch without end. Enter the most points that it may give, so that a score has an upper end."
			)
	elif rule.at_most == 0 or (rule.at_most > 0) != (rule.points > 0):
		yield say(
			"The cap of rule '{rule}' is {cap}, its points are {points}. Both must be above 0, or both below."
		)
	elif abs(rule.at_most) > most_points:
		yield say("The cap of rule '{rule}' is {cap}; it must be from -{most} to {most}.")


def _about_its_days(rule: EngagementRule) -> Iterator[Problem]:
	say = _saying(rule=rule.label, within=rule.within_days, fade=rule.fade.days, most=MOST_DAYS)
	if rule.within_days is not None and not 0 <= rule.within_days <= MOST_DAYS:
		yield say("The rule '{rule}' looks {within} days back; it must be from 0 to {most}.")
	if rule.fade.fading is not Fading.NONE and not 1 <= rule.fade.days <= MOST_DAYS:
		yield say("The touches of rule '{rule}' fade in {fade} days; it must be from 1 to {most}.")
	if rule.measure is Measure.ENOUGH and not 1 <= rule.at_least <= _MOST_TOUCHES:
		say = _saying(rule=rule.label, number=rule.at_least, most=_MOST_TOUCHES)
		yield say("The rule '{rule}' asks for at least {number} touches; it must be from 1 to {most}.")
	if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
		say = _saying(rule=rule.label, since=rule.valid_from, to=rule.valid_to)
		yield say("The rule '{rule}' ends on {to}, before it begins on {since}. Swap the dates.")


def _about_its_group(rule: EngagementRule, groups: set[str]) -> Iterator[Problem]:
	if rule.group is not None and rule.group not in groups:
		message = (
			"The rule '{rule}' is in the group '{group}', which is not in the table of groups. Add it there."
		)
		yield Problem(message=message, values={"rule": rule.label, "group": rule.group})


def _saying(**values: object) -> Callable[[str], Problem]:
	return lambda message: Problem(message=message, values=values)
