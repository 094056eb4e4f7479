"""What may be chosen in the check of a score, beside whose leads are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from ..problems import Problem, Refused

LONGEST_TEXT: Final = 140
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

	show: Show = Show.GRADES
	basis: Basis = Basis.BEFORE
	model: str | None = None
	lost_after_days: int = USUAL_DAYS
	group_by: str | None = None


def read_choices(values: Mapping[str, object]) -> Choices:
	"""As the desk sends them. Raises Refused with a sentence for each that cannot be understood."""
	problems: list[Problem] = []
	found = Choices(
		show=_one_of(Show, values.get("show"), "Show", problems) or Show.GRADES,
		basis=_one_of(Basis, values.get("basis"), "Score", problems) or Basis.BEFORE,
		model=_text(values.get("model"), "Model", problems),
		lost_after_days=_days(values.get("lost_after_days"), problems),
		group_by=_text(values.get("group_by"), "Group By", problems),
	)
	if problems:
		raise Refused(*problems)
	return found


Chosen = TypeVar("Chosen", bound=Enum)


def _one_of(choices: type[Chosen], value: object, place: str, problems: list[Problem]) -> Chosen | None:
	if value is None or value == "":
		return None
	try:
		return choices(value)
	except ValueError:
		message = "'{text}' is none of the choices. Choose one of them."
		problems.append(Problem(place=place, message=message, values={"text": str(value)[:LONGEST_TEXT]}))
		return None


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
