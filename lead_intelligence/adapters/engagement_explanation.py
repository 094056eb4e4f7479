"""The two halves of a score as the desk shows them: who the lead is, and what it does."""

from __future__ import annotations

from datetime import date

from frappe import _
from frappe.utils import format_date

from lead_intelligence.core.engagement.judging import EngagementLine
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.scale import reachable_engagement, reachable_points
from lead_intelligence.core.scoring.score import Score


def ends_of_halves(model: CompiledModel) -> dict[str, dict[str, int]] | None:
	"""The fewest and the most points of each half; None for a model that looks at one half only."""
	if not model.looks_at_touches:
		return None
	fit, engagement = reachable_points(model.model.fit), reachable_engagement(model.model.engagement)
	return {
		"fit": {"lowest": fit[0], "highest": fit[1]},
		"engagement": {"lowest": engagement[0], "highest": engagement[1]},
	}


def halves(score: Score, model: CompiledModel) -> dict[str, dict[str, int]] | None:
	"""The same with the points of the lead, which are those before any disqualification."""
	ends = ends_of_halves(model)
	if ends is None:
		return None
	return {
		"fit": {"points": score.fit_points, **ends["fit"]},
		"engagement": {"points": score.engagement_points, **ends["engagement"]},
	}


def told(line: EngagementLine, as_of: date) -> str:
	"""For example: 3 × Webinar, the latest 12 days ago, 9 of 15 points left."""
	kinds = line.rule.touches.kinds
	if len(kinds) == 1:
		number = _("{0} × {1}").format(line.touches, _(next(iter(kinds))))
	else:
		number = _("1 touch") if line.touches == 1 else _("{0} touches").format(line.touches)
	parts = [number, _latest(line, as_of)]
	full = line.undiminished
	if line.rule.at_most is not None:
		full = min(full, line.rule.at_most) if full > 0 else max(full, line.rule.at_most)
	if line.points != full:
		parts.append(_("{0} of {1} points left").format(line.points, full))
	return ", ".join(parts)


def _latest(line: EngagementLine, as_of: date) -> str:
	days = (as_of - line.latest).days
	if days > 90:
		day = format_date(line.latest)
		return _("on {0}").format(day) if line.touches == 1 else _("the latest on {0}").format(day)
	if days == 0:
		return _("today") if line.touches == 1 else _("the latest today")
	if days == 1:
		return _("yesterday") if line.touches == 1 else _("the latest yesterday")
	return (_("{0} days ago") if line.touches == 1 else _("the latest {0} days ago")).format(days)
