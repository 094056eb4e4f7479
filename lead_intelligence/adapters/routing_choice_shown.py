"""A choice as the desk shows it: who was looked at where, with figures, and why each other did not get the lead."""

from __future__ import annotations

from typing import Any

from frappe import _
from frappe.utils import format_datetime

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.core.routing.choice_evidence import Asked, Because, Candidate, Choice
from lead_intelligence.core.routing.explanation import choice_sentence, nobody_sentence, passed_sentence

_FIGURES = ("weight", "load", "capacity", "taken_today", "level", "credit", "rate")


def shown_choice(choice: Choice) -> dict[str, Any]:
	"""Plain data, texts in the user's language."""
	names = _names(choice)
	last = len(choice.asked) - 1
	return {
		"user": choice.user,
		"name": names.get(choice.user) if choice.user else None,
		"because": choice_sentence(choice, _, names),
		"asked": [
			{
				"name": asked.pool or _called(choice, is_last=place == last),
				"strategy": asked.strategy.value if asked.strategy else None,
				"nobody": nobody_sentence(asked, _),
				"candidates": [_candidate(one, asked, names) for one in asked.candidates],
			}
			for place, asked in enumerate(choice.asked)
		],
	}


def _called(choice: Choice, *, is_last: bool) -> str:
	"""What is asked beside pools: after the managers of the territory come others, after those of sales nobody."""
	if not is_last or choice.because is Because.TERRITORY_MANAGER:
		return _("Managers of the territory")
	return _("Managers")


def _candidate(one: Candidate, asked: Asked, names: dict[str, str]) -> dict[str, Any]:
	return {
		"user": one.user,
		"name": names.get(one.user, one.user),
		"chosen": one.passed is None and asked.why_nobody is None,
		"reason": passed_sentence(one, _, format_datetime),
		"figures": {name: value for name in _FIGURES if (value := getattr(one, name)) is not None},
	}


def _names(choice: Choice) -> dict[str, str]:
	users = {one.user for asked in choice.asked for one in asked.candidates} | {choice.user or ""}
	return full_names(users)
