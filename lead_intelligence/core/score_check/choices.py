"""What may be chosen in the check of a score, beside whose leads are looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from ..reporting.choices import chosen
from ..reporting.filters import LONGEST_TEXT

USUAL_DAYS: Final = 180
MOST_DAYS: Final = 36_500


class Show(str, Enum):
	GRADES = "By Grade"
	TENTHS = "By Tenth"
	TIME = "Over Time"
	ERRORS = "Where It Is Wrong"


class Basis(str, Enum):
	"""Which score of a lead is held against its outcome."""

	BEFORE = "Before the Outcome"
	FIRST = "When It Came In"
	STORED = "As Stored Now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
	"""`model`: the version whose scores are checked; None for the live one. `lost_after_days`: open leads that are older count as lost.
	`group_by`: what groups are told apart by where the score is wrong, as the desk calls it."""

	group_by: str
	show: Show = Show.GRADES
	basis: Basis = Basis.BEFORE
	model: str | None = None
	lost_after_days: int = USUAL_DAYS


def read_choices(values: Mapping[str, object], groups: Collection[str]) -> Choices:
	"""As the desk sends them. `groups`: all that leads can be told apart by; the first of them where nothing is chosen. Raises Refused with a sentence for each that cannot be understood."""
	problems: list[Problem] = []

	def one_of(name: str, label: str, choices: Collection[str], usual: str) -> str:
		try:
			return chosen(values, name, label, choices, usual)
		except Refused as refusal:
			problems.extend(refusal.problems)
			return usual

	found = Choices(
		show=Show(one_of("show", "Show", [one.value for one in Show], Show.GRADES.value)),
		basis=Basis(one_of("basis", "Score", [one.value for one in Basis], Basis.BEFORE.value)),
		model=_text(values.get("model"), "Model", problems),
		lost_after_days=_days(values.get("lost_after_days"), problems),
		group_by=one_of("group_by", "Group By", groups, next(iter(groups))),
	)
	if problems:
		raise Refused(*problems)
	return found


def _text(value: object, place: str, problems: list[Problem]) -> str | None:
	if value is None or value == "":
		return None
	if not isinstance(value, str) or len(value) > LONGEST_TEXT:
		problems.append(Problem(place=place, message="Choose one value."))
		return None
	return value.strip() or None


def _days(value: object, problems: list[Problem]) -> int:
	if value is None or value == "":
		return USUAL_DAYS
	text = str(value).strip()
	if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_DAYS:
		return int(text)
	message = "Enter a whole number of days from 1 to {most}."
	problems.append(Problem(place="Lost after Days", message=message, values={"most": MOST_DAYS}))
	return USUAL_DAYS


def never_live(model: str) -> Problem:
	return Problem(
		place="Model",
		message="{model} is no version of a scoring model that has been live. Choose another one.",
		values={"model": model},
	)
