"""An escalation step as a sentence: when it comes, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from ..problems import Translate, untranslated
from .policy import Action, EscalationStep, Offset

_STEP_HALF_WAY: Final = "half-way"
_BLANK: Final = "…"


def step_sentence(
	step: EscalationStep,
	translate: Translate = untranslated,
	names: Mapping[str, str] = MappingProxyType({}),
) -> str:
	"""For example: First Response, half-way: notify the owner, by e-mail too. `names`: what users are called."""
	said = _what(step, translate, names)
	if step.by_email:
		said = translate("{0}, by e-mail too").format(said)
	when = _when(step.offset, translate)
	if step.purpose:
		when = translate("{0}, {1}").format(translate(step.purpose.value), when)
	found = translate("{0}: {1}").format(when, said)
	return found[:1].upper() + found[1:]


def _what(step: EscalationStep, translate: Translate, names: Mapping[str, str]) -> str:
	match step.action:
		case Action.NOTIFY_OWNER:
			return translate("notify the owner")
		case Action.NOTIFY_MANAGER:
			return translate("notify the owner's manager")
		case Action.NOTIFY_ROLE:
			role = translate(step.role) if step.role else _BLANK
			return translate("notify everyone with the role {0}").format(role)
		case Action.REASSIGN:
			if not step.user:
				return translate("give the lead to somebody else, by the routing policy")
			return translate("give the lead to {0}").format(names.get(step.user, step.user))
		case Action.RAISE_PRIORITY:
			return translate("raise the priority")
		case Action.CALL_WEBHOOK:
			return translate("call the webhook {0}").format(step.webhook or _BLANK)


def _when(offset: Offset, translate: Translate) -> str:
	if offset.share == 0.5:
		return translate(_STEP_HALF_WAY)
	if offset.share not in (None, 1.0):
		return translate("at {0} % of the target").format(f"{100 * (offset.share or 0):.10g}")
	if not offset.minutes:
		return translate("when it is due")
	span = span_text(timedelta(minutes=abs(offset.minutes)), translate)
	before = offset.minutes < 0
	return (translate("{0} before it is due") if before else translate("{0} after it is due")).format(span)


def span_text(span: timedelta, translate: Translate = untranslated) -> str:
	"""Working time as people say it: 45 s, 15 min, 1 h 30 min, 16 h."""
	seconds = round(span.total_seconds())
	if seconds < 60:
		return translate("{0} s").format(seconds)
	hours, minutes = divmod(round(seconds / 60), 60)
	if not hours:
		return translate("{0} min").format(minutes)
	return translate("{0} h {1} min").format(hours, minutes) if minutes else translate("{0} h").format(hours)
