"""What is known of one case: to which stages it came, and when first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Moment(NamedTuple):
	"""`instant`: microseconds since 1970 in UTC. `day`: the day on the calendar of the place, as `date.toordinal` counts."""

	instant: int
	day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
	"""`came`: a bit for each stage to which it came, the lowest for the first stage of its ladder. `moments`: by stage, when it
	first came; None where it did not, and where nobody knows when."""

	came: int
	moments: Sequence[Moment | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
	"""`rungs`: the stages that follow one another, first to last. `beside`: those that lead nowhere further, whose bits come after
	those of the rungs. `lost`: which of them mean that the case is lost. `won`: the place of the rung that means won."""

	rungs: tuple[str, ...]
	won: int
	beside: tuple[str, ...] = ()
	lost: frozenset[str] = frozenset()

	def __post_init__(self) -> None:
		if not 0 <= self.won < len(self.rungs):
			raise ValueError(f"{self.won} is no rung of {len(self.rungs)}.")

	@property
	def stages(self) -> tuple[str, ...]:
		"""By bit."""
		return (*self.rungs, *self.beside)

	@property
	def bits(self) -> int:
		"""Those of the rungs."""
		return (1 << len(self.rungs)) - 1

	@property
	def lost_places(self) -> tuple[int, ...]:
		return tuple(place for place, stage in enumerate(self.stages) if stage in self.lost)
