"""What is written down of those who were looked at for a lead."""

from __future__ import annotations

from typing import Final

from .choice_evidence import Candidate
from .passing_over import Obstacle
from .rep import Rep
from .turns import LEAD

_NOTHING: Final = Obstacle(None)
_THOUSANDTH: Final = LEAD // 1000


def candidate_of(
	user: str,
	rep: Rep | None,
	obstacle: Obstacle | None,
	weight: float | None = None,
	level: int | None = None,
	credit: int | None = None,
	rate: float | None = None,
) -> Candidate:
	"""`obstacle`: None for whoever got the lead. `credit`: in the unit of turns."""
	why, detail, until, of_obstacle = obstacle or _NOTHING
	# By their places, which takes half as long: one is made of each member for each lead.
	return Candidate(
		user,
		why,
		detail,
		until,
		weight,
		rep.load if rep else None,
		rep.capacity if rep else None,
		rep.taken_today if rep and rep.daily_limit > 0 else None,
		level if of_obstacle is None else of_obstacle,
		None if credit is None else (credit + _THOUSANDTH // 2) // _THOUSANDTH / 1000,
		None if rate is None else round(rate, 4),
	)
