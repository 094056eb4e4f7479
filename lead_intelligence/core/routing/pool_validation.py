"""Everything that is wrong with a pool, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..problems import Problem
from .path import loop_from
from .pool import LEAST_WEIGHT, MOST_WEIGHT, Pool, Strategy

MEMBER_ROW: Final = "Members, row {row}"
MOST_MEMBERS: Final = 500
MOST_LEVEL: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
	"""A member as it is entered. `weight`: 0 for that of the rep's profile."""

	user: str
	weight: float = 0.0
	is_paused: bool = False


def mistakes_in(
	pool: Pool, rows: Sequence[MemberRow], fallbacks: Mapping[str, str | None]
) -> tuple[Problem, ...]:
	"""What is refused, in the order of the form. `fallbacks`: those of the other pools, by name."""
	return (
		*_best_fit_problems(pool),
		*_member_problems(rows),
		*_level_problems(pool),
		*_fallback_problems(pool, fallbacks),
	)


def _best_fit_problems(pool: Pool) -> Iterator[Problem]:
	if pool.strategy is not Strategy.BEST_FIT:
		return
	if not pool.hot_grades:
		message = "'Hot Grades' is blank. Enter at least one grade whose leads are to go to the best fit, or choose another strategy."
		yield Problem(message=message)
	if not 0 <= pool.floor <= 1:
		message = "'Guaranteed Share' is {floor} %. Enter a number from 0 to 100."
		yield Problem(message=message, values={"floor": f"{pool.floor * 100:.10g}"})


def _member_problems(rows: Sequence[MemberRow]) -> Iterator[Problem]:
	if len(rows) > MOST_MEMBERS:
		message = "The pool has {count} members; the most allowed is {most}. Make several pools of them."
		yield Problem(message=message, values={"count": len(rows), "most": MOST_MEMBERS})
	seen: dict[str, int] = {}
	for number, row in enumerate(rows, start=1):
		first = seen.setdefault(row.user, number)
		if first != number:
			message = "{user} is a member already, in row {first}. Remove one of the two rows."
			yield Problem(message=message, values={"user": row.user, "first": first}).at(
				MEMBER_ROW, row=number
			)
		if row.weight != 0 and not LEAST_WEIGHT <= row.weight <= MOST_WEIGHT:
			message = "'Weight' is {weight}. Enter a number from {least} to {most}, or leave it blank for the weight of the rep's profile."
			values = {
				"weight": f"{row.weight:.10g}",
				"least": f"{LEAST_WEIGHT:.10g}",
				"most": f"{MOST_WEIGHT:.10g}",
			}
			yield Problem(message=message, values=values).at(MEMBER_ROW, row=number)


def _level_problems(pool: Pool) -> Iterator[Problem]:
	if not 1 <= pool.minimum_level <= MOST_LEVEL:
		message = "'Least Level' is {level}. Enter a whole number from 1 to {most}."
		yield Problem(message=message, values={"level": pool.minimum_level, "most": MOST_LEVEL})


def _fallback_problems(pool: Pool, fallbacks: Mapping[str, str | None]) -> Iterator[Problem]:
	if pool.fallback == pool.name:
		message = "'Fallback Pool' is the pool itself. Choose another pool, or leave it blank."
		yield Problem(message=message)
		return
	loop = loop_from(pool.name, {**fallbacks, pool.name: pool.fallback})
	if pool.name in loop:
		message = "'Fallback Pool' leads in a circle: {pools}. Choose another pool, or leave it blank."
		yield Problem(message=message, values={"pools": " → ".join(loop)})
