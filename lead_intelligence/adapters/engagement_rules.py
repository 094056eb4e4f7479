"""The engagement half of a Lead Scoring Model: between the rows of its tables and the exchange format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr

from lead_intelligence.adapters.row_values import (
	group_data,
	group_row,
	iso_day,
	number_of,
	number_text,
	set_only,
)
from lead_intelligence.adapters.touch_kinds import kinds_stamp as stamp_of_kinds
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.core.engagement.fading import Fading
from lead_intelligence.core.engagement.rule import EngagementRule, Measure
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.scoring.engagement_exchange import ENGAGEMENT_RULE_ROW, engagement_from_data
from lead_intelligence.core.scoring.model import EngagementSet, Group, ScoringModel

_COUNTS = {
	"Each Touch": Measure.EACH,
	"At Least N Touches": Measure.ENOUGH,
	"The Latest Touch": Measure.LATEST,
}
_FADES = {
	"Does Not Fade": (Fading.NONE, None),
	"Half-Life": (Fading.HALF_LIFE, "half_life_days"),
	"Linear to Zero": (Fading.LINEAR, "to_zero_in_days"),
}
_OR = " or "


def data_of_half(doc: Document) -> dict[str, Any]:
	return {
		"groups": [group_data(row) for row in doc.engagement_groups],
		"rules": [rule_data(row) for row in doc.engagement_rules],
	}


def rule_data(row: Document) -> dict[str, Any]:
	"""A row as the plain data of the exchange format, not yet checked."""
	measure = _COUNTS.get(cstr(row.counts) or "Each Touch")
	_fading, days_key = _FADES.get(cstr(row.fades), (None, None))
	chosen = set_only(
		kinds=lines_of(row.touch_kinds),
		signals=_parts(row.touch_signals),
		channels=lines_of(row.touch_channels),
		directions=_parts(row.touch_directions),
	)
	data = set_only(
		rule=row.rule,
		touches={key: texts for key, texts in chosen.items() if texts},
		counts=measure.value if measure else row.counts,
		points=row.points,
		within_days=number_of(row.within_days),
		at_least=row.at_least if measure is Measure.ENOUGH else None,
		at_most=number_of(row.at_most),
		group=row.rule_group,
		valid_from=iso_day(row.valid_from),
		valid_to=iso_day(row.valid_to),
	)
	# Without days, a rule that is to fade is refused; it must not pass for one that does not.
	return {**data, days_key: cint(row.fade_days)} if days_key else data


def rule_of(row: Document) -> EngagementRule:
	"""Raises core.problems.Refused when the row is not of the form of a rule."""
	problems: list[Problem] = []
	half = engagement_from_data({"rules": [rule_data(row)]}, lambda _row, _problems: Group(name=""), problems)
	if problems:
		raise Refused(*(replace(problem, place="") for problem in problems))
	return half.rules[0]


def lines_of(text: object) -> list[str]:
	"""Names one a line, or separated by commas or semicolons; each once."""
	names = cstr(text).replace(";", "\n").replace(",", "\n").split("\n")
	return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _parts(text: object) -> list[str]:
	return [part for part in cstr(text).split(_OR) if part]


def fill_half(doc: Document, half: EngagementSet) -> None:
	doc.set("engagement_groups", [group_row(group) for group in half.groups])
	doc.set("engagement_rules", [_rule_row(rule) for rule in half.rules])


def _rule_row(rule: EngagementRule) -> dict[str, Any]:
	return {
		"rule": rule.label,
		"touch_kinds": "\n".join(sorted(rule.touches.kinds)),
		"touch_channels": "\n".join(sorted(rule.touches.channels)),
		# As the choices of the fields stand: interest before intent, inbound before outbound.
		"touch_signals": _OR.join(sorted(rule.touches.signals, reverse="Intent" in rule.touches.signals)),
		"touch_directions": _OR.join(sorted(rule.touches.directions)),
		"counts": next(choice for choice, measure in _COUNTS.items() if measure is rule.measure),
		"at_least": rule.at_least,
		"points": rule.points,
		"at_most": number_text(rule.at_most),
		"within_days": number_text(rule.within_days),
		"fades": next(choice for choice, (fading, _key) in _FADES.items() if fading is rule.fade.fading),
		"fade_days": rule.fade.days,
		"rule_group": rule.group,
		"valid_from": rule.valid_from,
		"valid_to": rule.valid_to,
	}


def unknown_kinds(model: ScoringModel) -> Iterator[Problem]:
	"""A rule on a kind that does not exist would never count, and nobody would know."""
	if not model.engagement.rules:
		return
	known = touch_kinds()
	for row, rule in enumerate(model.engagement.rules, start=1):
		for kind in sorted(rule.touches.kinds - known.keys()):
			message = _(
				"The rule '{rule}' counts touches of the kind '{kind}', which does not exist. Choose another or add it to Lead Touch Kind."
			)
			values = {"row": row, "rule": rule.label, "kind": kind}
			yield Problem(message=message, place=ENGAGEMENT_RULE_ROW, values=values)


def with_present_names(model: ScoringModel) -> ScoringModel:
	"""A kind that the app brought may have been given another name since; touches have the present one."""
	if not model.engagement.rules:
		return model
	known = touch_kinds()
	rules = tuple(
		_with_kinds(rule, (known[k].name if k in known else k for k in rule.touches.kinds))
		for rule in model.engagement.rules
	)
	return replace(model, engagement=replace(model.engagement, rules=rules))


def _with_kinds(rule: EngagementRule, kinds: Iterable[str]) -> EngagementRule:
	return replace(rule, touches=replace(rule.touches, kinds=frozenset(kinds)))


def kinds_stamp(model: ScoringModel) -> tuple[tuple[str, ...], ...]:
	"""Changes whenever a kind comes, goes or is renamed, where the model has rules on touches."""
	if not model.engagement.rules:
		return ()
	return (stamp_of_kinds(),)


def follow_kind(old: str, new: str) -> None:
	"""After a kind is renamed, the rules of all versions count it under its new name."""
	for row in frappe.get_all(
		"Lead Engagement Rule", filters={"touch_kinds": ("like", f"%{old}%")}, fields=["name", "touch_kinds"]
	):
		kinds = lines_of(row.touch_kinds)
		if old in kinds:
			text = "\n".join(new if kind == old else kind for kind in kinds)
			frappe.db.set_value("Lead Engagement Rule", row.name, "touch_kinds", text, update_modified=False)
