"""What another version of a definition says differently, as sentences for both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from ..problems import Translate, untranslated
from ..rules.conditions import Condition
from .definition import Criterion, Definition, Scope, Target, UsedStage
from .stages import Stage

Say = Callable[[Condition], str]


class Part(str, Enum):
	SCOPE = "Scope"
	STAGES = "Stages"
	CRITERIA = "Criteria"
	GATES = "Gates"
	HAND_OVER = "Hand-Over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
	"""`message` is a template in English; of its values, stages and the like are terms to be translated."""

	part: Part
	message: str
	values: Mapping[str, object] = field(default_factory=dict)

	def text(self, translate: Translate = untranslated) -> str:
		shown = {
			name: translate(str(value.value)) if isinstance(value, Enum) else value
			for name, value in self.values.items()
		}
		return translate(self.message).format(**shown)


def changes_between(before: Definition, after: Definition, say: Say) -> tuple[Change, ...]:
	"""In the order of the form. `say` gives the sentence of a condition."""
	return (
		*_in_scope(before.scope, after.scope),
		*_in_stages(before, after),
		*_in_criteria(before, after, say),
		*_in_gates(dict(before.gates), dict(after.gates)),
		*_in_hand_over(before, after),
	)


def _in_scope(before: Scope, after: Scope) -> Iterator[Change]:
	if before.company != after.company:
		message = "It is for {after} instead of {before}."
		values = {"before": before.company, "after": after.company}
		yield Change(part=Part.SCOPE, message=message, values=values)
	if before.market_segment != after.market_segment:
		message = (
			"It is no longer only for leads of the market segment {before}."
			if not after.market_segment
			else "It is for leads of the market segment {after} instead of {before}."
			if before.market_segment
			else "It is only for leads of the market segment {after}."
		)
		segments = {"before": before.market_segment, "after": after.market_segment}
		yield Change(part=Part.SCOPE, message=message, values=segments)
	if before.product_line != after.product_line:
		message = (
			"It is no longer only for leads with interest in {before}."
			if not after.product_line
			else "It is for leads with interest in {after} instead of {before}."
			if before.product_line
			else "It is only for leads with interest in {after}."
		)
		lines = {"before": before.product_line, "after": after.product_line}
		yield Change(part=Part.SCOPE, message=message, values=lines)


def _in_stages(before: Definition, after: Definition) -> Iterator[Change]:
	old, new = _by_stage(before), _by_stage(after)
	for stage in Stage:
		values: dict[str, object] = {"stage": stage}
		if stage in new and stage not in old:
			yield Change(part=Part.STAGES, message="{stage} is a stage now.", values=values)
		elif stage in old and stage not in new:
			yield Change(part=Part.STAGES, message="{stage} is no longer a stage.", values=values)
		elif stage in old:
			yield from _in_stage(old[stage], new[stage], values)


def _by_stage(definition: Definition) -> dict[Stage, UsedStage]:
	return {row.stage: row for row in definition.stages}


def _in_stage(old: UsedStage, new: UsedStage, values: dict[str, object]) -> Iterator[Change]:
	if old.meaning != new.meaning:
		message = (
			"{stage} meant “{before}” and now means “{after}”."
			if old.meaning
			else "{stage} now means “{after}”."
		)
		meanings = {"before": old.meaning, "after": new.meaning}
		yield Change(part=Part.STAGES, message=message, values={**values, **meanings})
	if old.by_itself != new.by_itself:
		message = (
			"Leads become {stage} by themselves."
			if new.by_itself
			else "Leads no longer become {stage} by themselves: people move them."
		)
		yield Change(part=Part.STAGES, message=message, values=values)


def _in_criteria(before: Definition, after: Definition, say: Say) -> Iterator[Change]:
	"""A criterion is known by its name within the stage or, if it was renamed, by its condition."""
	old, new = _by_name(before), _by_name(after)
	renamed = _renamed(old, new)
	for name, criterion in new.items():
		values: dict[str, object] = {
			"stage": criterion.stage,
			"criterion": criterion.label,
			"after": say(criterion.condition),
		}
		if name in old:
			if old[name].condition != criterion.condition:
				message = "{stage}: “{criterion}” was “{before}” and is now “{after}”."
				values["before"] = say(old[name].condition)
				yield Change(part=Part.CRITERIA, message=message, values=values)
		elif name in renamed:
			message = "{stage}: “{before}” is now called “{criterion}”."
			values["before"] = old[renamed[name]].label
			yield Change(part=Part.CRITERIA, message=message, values=values)
		else:
			message = "{stage} also asks for “{criterion}”: {after}."
			yield Change(part=Part.CRITERIA, message=message, values=values)
	for name, criterion in old.items():
		if name not in new and name not in renamed.values():
			values = {
				"stage": criterion.stage,
				"criterion": criterion.label,
				"before": say(criterion.condition),
			}
			message = "{stage} no longer asks for “{criterion}”: {before}."
			yield Change(part=Part.CRITERIA, message=message, values=values)


_Name = tuple[Stage, str]


def _by_name(definition: Definition) -> dict[_Name, Criterion]:
	return {(one.stage, one.label.casefold()): one for one in definition.criteria}


def _renamed(old: Mapping[_Name, Criterion], new: Mapping[_Name, Criterion]) -> dict[_Name, _Name]:
	"""The new names of those that only have another one, each with the old."""
	left = {name: one for name, one in old.items() if name not in new}
	found: dict[_Name, _Name] = {}
	for name, one in new.items():
		if name in old:
			continue
		same = (o for o, was in left.items() if was.stage is one.stage and was.condition == one.condition)
		former = next(same, None)
		if former is not None:
			found[name] = former
			del left[former]
	return found


def _in_gates(before: Mapping[Target, Stage], after: Mapping[Target, Stage]) -> Iterator[Change]:
	for target in Target:
		old, new = before.get(target), after.get(target)
		if old is not new:
			message = (
				"{target}: there is no longer a gate; it was {before}."
				if new is None
				else "{target}: only from {after} on; there was no gate."
				if old is None
				else "{target}: only from {after} on instead of {before}."
			)
			values = {"target": target, "before": old, "after": new}
			yield Change(part=Part.GATES, message=message, values=values)


def _in_hand_over(before: Definition, after: Definition) -> Iterator[Change]:
	if before.acceptance != after.acceptance:
		message = "Sales accepts or refuses within {after} working hours instead of {before}."
		values = {"before": _hours(before.acceptance), "after": _hours(after.acceptance)}
		yield Change(part=Part.HAND_OVER, message=message, values=values)
	if before.keeps_cold_leads != after.keeps_cold_leads:
		message = (
			"Cold leads are kept from sales users."
			if after.keeps_cold_leads
			else "Cold leads may be given to sales users."
		)
		yield Change(part=Part.HAND_OVER, message=message)


def _hours(working: timedelta) -> str:
	return f"{working / timedelta(hours=1):g}"
