"""A rule on touches as a sentence that a rep can read."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Translate, untranslated
from .fading import Fading
from .rule import EngagementRule, Measure


def sentence(rule: EngagementRule, translate: Translate = untranslated) -> str:
	"""For example: each touch of Webinar or Call, Intent, in the last 90 days, halving every 14 days, at most 20 points."""
	parts = [_what(rule, translate), *_which(rule, translate), *_when(rule, translate)]
	if rule.at_most is not None:
		parts.append(translate("at most {points} points").format(points=rule.at_most))
	return ", ".join(parts)


def _what(rule: EngagementRule, translate: Translate) -> str:
	kinds = _any_of(sorted(rule.touches.kinds), translate) or translate("any kind")
	if rule.measure is Measure.EACH:
		return translate("each touch of {kinds}").format(kinds=kinds)
	if rule.measure is Measure.LATEST:
		return translate("the latest touch of {kinds}").format(kinds=kinds)
	return translate("at least {number} touches of {kinds}").format(number=rule.at_least, kinds=kinds)


def _which(rule: EngagementRule, translate: Translate) -> Iterable[str]:
	for chosen in (rule.touches.signals, rule.touches.channels, rule.touches.directions):
		if chosen:
			yield _any_of(sorted(chosen), translate)


def _when(rule: EngagementRule, translate: Translate) -> Iterable[str]:
	if rule.within_days == 0:
		yield translate("of today")
	elif rule.within_days is not None:
		yield translate("in the last {days} days").format(days=rule.within_days)
	if rule.fade.fading is Fading.HALF_LIFE:
		yield translate("halving every {days} days").format(days=rule.fade.days)
	elif rule.fade.fading is Fading.LINEAR:
		yield translate("fading to nothing in {days} days").format(days=rule.fade.days)


def _any_of(names: list[str], translate: Translate) -> str:
	"""The names are those of records, which are translated where they are shipped with the app."""
	shown = [translate(name) for name in names]
	if len(shown) < 2:
		return "".join(shown)
	return translate("{0} or {1}").format(", ".join(shown[:-1]), shown[-1])
