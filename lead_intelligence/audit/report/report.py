"""Renders `report.html` from the summary and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .charts import charts_of
from .comparison_view import comparison_view
from .grade_colours import grade_colours

_NOTHING = "–"


def render_report(summary: Mapping[str, Any]) -> str:
	page = environment().get_template("report.html.jinja")
	return page.render(
		**summary,
		charts=charts_of(summary),
		colours=grade_colours(summary["grades"]),
		top=summary["grades"][0],
		compared=comparison_view(summary["comparison"]),
	)


def environment() -> Environment:
	environment = Environment(
		loader=PackageLoader("lead_intelligence.audit.report", "templates"),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
	)
	environment.filters |= {
		"count": _count,
		"percent": _percent,
		"times": _times,
		"score": _score,
		"signed": _signed,
	}
	return environment


def _count(number: int) -> str:
	return f"{number:,}"


def _percent(share: float | None, decimals: int = 1) -> str:
	"""A little is not shown as nothing, nor nearly all as all."""
	if share is None:
		return _NOTHING
	if share in (0, 1):
		return f"{share:.0%}"
	smallest = 10 ** -(decimals + 2)
	if 0 < share < smallest:
		return f"< {smallest:.{decimals}%}"
	if 1 - smallest < share < 1:
		return f"> {1 - smallest:.{decimals}%}"
	return f"{share:.{decimals}%}"


def _times(factor: float | None) -> str:
	return _NOTHING if factor is None else f"{factor:.2f}×"


def _score(value: float) -> str:
	return f"{value:.1f}".rstrip("0").rstrip(".").replace("-", "−")


def _signed(points: float, decimals: int = 0) -> str:
	return f"{points:+.{decimals}f}".replace("-", "−")
