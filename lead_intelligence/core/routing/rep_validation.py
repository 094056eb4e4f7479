"""What is wrong with what an admin wrote about a rep, each problem with its field and what to do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..problems import Problem
from ..sla.validation import zone_problems
from .rep import SkillKind

SKILL_ROW: Final = "Products and Sectors, row {row}"
LANGUAGE_ROW: Final = "Languages, row {row}"
LOAD_ROW: Final = "Open Leads Count As, row {row}"
MOST_WEIGHT: Final = 100
MOST_CAPACITY: Final = 100_000
MOST_RAMP_DAYS: Final = 90
MOST_COUNTS_AS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSkill:
	kind: SkillKind
	name: str | None
	level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenProfile:
	"""As it stands on the form. `employee_of`: the user of the employee that is named, if that is another one."""

	weight: float = 1.0
	capacity: float = 50.0
	ramp_up_days: int = 10
	time_zone: str | None = None
	is_out: bool = False
	out_from: datetime | None = None
	out_until: datetime | None = None
	languages: Sequence[str] = ()
	skills: Sequence[WrittenSkill] = ()
	employee_of: str | None = None


def mistakes_in_profile(profile: WrittenProfile) -> tuple[Problem, ...]:
	return tuple(_mistakes(profile))


def _mistakes(profile: WrittenProfile) -> Iterator[Problem]:
	if not math.isfinite(profile.weight) or not 0 < profile.weight <= MOST_WEIGHT:
		message = "Weight must be more than 0 and at most {most}. To give a rep no leads, tick 'Takes No New Leads'."
		yield Problem(message=message, values={"most": MOST_WEIGHT})
	if not math.isfinite(profile.capacity) or not 0 <= profile.capacity <= MOST_CAPACITY:
		message = "Capacity must be from 0 to {most}. With 0 the rep gets no new leads."
		yield Problem(message=message, values={"most": MOST_CAPACITY})
	if not 0 <= profile.ramp_up_days <= MOST_RAMP_DAYS:
		message = "Days of Ramp-Up must be from 0 to {most}. With 0 there are none."
		yield Problem(message=message, values={"most": MOST_RAMP_DAYS})
	if profile.employee_of:
		message = "The employee is that of the user {user}. Choose the rep's own employee, or leave it blank."
		yield Problem(message=message, values={"user": profile.employee_of})
	yield from (problem.at("Time Zone") for problem in zone_problems(profile.time_zone))
	if profile.is_out and profile.out_from and profile.out_until and profile.out_until <= profile.out_from:
		yield Problem(message="'Away Until' is not after 'Away From'. Correct one of the two.")
	yield from _mistakes_in_languages(profile.languages)
	for row, skill in enumerate(profile.skills, start=1):
		found = _mistake_in(skill, profile.skills[: row - 1])
		if found:
			yield found.at(SKILL_ROW, row=row)


def _mistakes_in_languages(languages: Sequence[str]) -> Iterator[Problem]:
	for row, language in enumerate(languages, start=1):
		if language in languages[: row - 1]:
			message = "'{name}' is there twice. Delete one of them."
			yield Problem(message=message, values={"name": language}).at(LANGUAGE_ROW, row=row)


def _mistake_in(skill: WrittenSkill, earlier: Sequence[WrittenSkill]) -> Problem | None:
	if not skill.name:
		product = skill.kind is SkillKind.PRODUCT
		return Problem(message="Choose a product line." if product else "Choose an industry.")
	if not 1 <= skill.level <= 5:
		return Problem(message="Level must be from 1 (beginner) to 5 (expert).")
	if any((one.kind, one.name) == (skill.kind, skill.name) for one in earlier):
		return Problem(message="'{name}' is there twice. Delete one of them.", values={"name": skill.name})
	return None


def mistakes_in_load_weights(rows: Sequence[tuple[str, float]], opportunity: float) -> tuple[Problem, ...]:
	"""`rows`: of each its grade and as how much an open lead of it counts."""
	return tuple(_mistakes_in_load(rows, opportunity))


def _mistakes_in_load(rows: Sequence[tuple[str, float]], opportunity: float) -> Iterator[Problem]:
	values = {"most": MOST_COUNTS_AS}
	for row, (grade, weight) in enumerate(rows, start=1):
		if not _counts(weight):
			message = "An open lead must count as 0 to {most}. Enter another number."
			yield Problem(message=message, values=values).at(LOAD_ROW, row=row)
		if any(grade.casefold() == other.casefold() for other, _weight in rows[: row - 1]):
			message = "'{name}' is there twice. Delete one of them."
			yield Problem(message=message, values={"name": grade}).at(LOAD_ROW, row=row)
	if not _counts(opportunity):
		message = "Open opportunities must count as 0 to {most}. Enter another number."
		yield Problem(message=message, values=values)


def _counts(weight: float) -> bool:
	return math.isfinite(weight) and 0 <= weight <= MOST_COUNTS_AS
