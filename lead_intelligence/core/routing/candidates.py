"""What is written down of those who were looked at for a lead."""

from __future__ import annotations

from .choice_evidence import Candidate
from .passing_over import Obstacle
from .rep import Rep
from .turns import LEAD


def candidate_of(
	user: str,
	rep: Rep | None,
	obstacle: Obstacle | None,
	*,
	weight: float | None = None,
	level: int | None = None,
	credit: int | None = None,
	rate: float | None = None,
) -> Candidate:
	"""`obstacle`: None for whoever got the lead. `credit`: in the unit of turns."""
	why, detail, until, of_obstacle = obstacle or (None, None, None, None)
	return Candidate(
		user=user,
		passed=why,
		detail=detail,
		until=until,
		weight=weight,
		load=round(rep.load, 2) if rep else None,
		capacity=rep.capacity if rep else None,
		taken_today=rep.taken_today if rep and rep.daily_limit > 0 else None,
		level=level if of_obstacle is None else of_obstacle,
		credit=None if credit is None else round(credit / LEAD, 3),
		rate=None if rate is None else round(rate, 4),
	)
