"""What the outcomes say of the scores."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...core.metrics.conversion import rate_figures
from ...core.metrics.lift import Lift, lift_at, lift_curve
from ...core.metrics.roc_auc import roc_auc
from ..run.scoring_run import RunResult

_CURVE = tuple(Fraction(step, 20) for step in range(1, 21))
_HEADLINE = Fraction(1, 5)


def outcome_summary(result: RunResult) -> dict[str, Any] | None:
	"""None without an outcome column."""
	reader = result.outcome
	if reader is None:
		return None
	by_points = result.counts.outcomes_by_points()
	everyone = result.counts.all.outcome
	best = lift_at(by_points, _HEADLINE)
	return {
		"column": reader.outcome.column,
		"won_values": list(reader.outcome.won),
		"known": everyone.leads,
		"unknown": reader.unknown,
		"won": everyone.won,
		"lost": everyone.lost,
		**rate_figures(everyone),
		"roc_auc": roc_auc(by_points),
		"best_20_percent": _lift(best) if best else None,
		"lift_curve": [_lift(point) for point in lift_curve(by_points, _CURVE)],
	}


def _lift(lift: Lift) -> dict[str, float]:
	return {
		"best_share": float(lift.fraction),
		"leads": lift.leads,
		"won": lift.won,
		"rate": lift.rate,
		"lift": lift.lift,
		"captured": lift.captured,
	}
