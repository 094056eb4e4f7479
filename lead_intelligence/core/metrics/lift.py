"""What calling the best-scored leads first would have brought.

Leads with equal points have no order among themselves. Where a cut falls inside such a block, the block counts
with the share that lies above the cut, leads and won leads alike: the mean over all orders of the block. So the
figures do not depend on how a file happens to be sorted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .conversion import Interval, share_interval
from .tally import Tally, TallyByPoints, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
	fraction: Fraction
	"""The best-scored part of all leads."""
	leads: float
	won: float
	captured: float
	"""Won leads in this part, as a share of all won leads."""
	rate: float
	lift: float
	"""How many times the conversion rate of all leads."""
	interval: Interval
	"""Of the lift: how far chance could have moved the share of won leads in this part."""


def lift_at(by_points: TallyByPoints, fraction: Fraction) -> Lift | None:
	"""None without won leads."""
	for lift in lift_curve(by_points, [fraction]):
		return lift
	return None


def lift_curve(by_points: TallyByPoints, fractions: Iterable[Fraction]) -> tuple[Lift, ...]:
	"""One point per fraction, which must rise; empty without won leads."""
	everyone = total(by_points.values())
	if not everyone.won:
		return ()
	blocks = [by_points[points] for points in sorted(by_points, reverse=True)]
	curve: list[Lift] = []
	leads_above = won_above = position = 0
	previous = Fraction(0)
	for fraction in fractions:
		if not previous < fraction <= 1:
			raise ValueError(f"Fractions must rise from above 0 to 1; {fraction} follows {previous}.")
		previous = fraction
		wanted = everyone.leads * fraction
		while position < len(blocks) and leads_above + blocks[position].leads <= wanted:
			leads_above += blocks[position].leads
			won_above += blocks[position].won
			position += 1
		won = Fraction(won_above)
		if leads_above < wanted:
			won += blocks[position].won * Fraction(wanted - leads_above, blocks[position].leads)
		captured = won / everyone.won
		curve.append(
			Lift(
				fraction=fraction,
				leads=float(wanted),
				won=float(won),
				captured=float(captured),
				rate=float(won / wanted),
				lift=float(captured / fraction),
				interval=_interval(float(won), everyone, fraction),
			)
		)
	return tuple(curve)


def _interval(won: float, everyone: Tally, fraction: Fraction) -> Interval:
	reached = share_interval(won, everyone.won)
	assert reached is not None, "there are won leads"
	# No part can hold more won leads than it has leads, nor fewer than are left when all lost leads are in it.
	inside = everyone.leads * fraction
	most, least = inside / everyone.won, (inside - everyone.lost) / everyone.won
	low, high = max(reached.low, float(least)), min(reached.high, float(most))
	return Interval(low=low / float(fraction), high=high / float(fraction))
