"""The charts of a funnel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pygal
from markupsafe import Markup

from .inline_svg import MUTED, NARROW, WIDEST, Paper, chart_settings, drawn

_REACHED, _CAME, _RIPE, _UNRIPE = "#1d4ed8", "#93b4f5", "#0f766e", "#c3ccd5"
_MOST_LABELS = {"wide": 14, "narrow": 5}
_LONGEST_LABEL = {"wide": 22, "narrow": 12}
_MOST_COHORTS = 120

Data = Mapping[str, Any]


def funnel_charts(summary: Data) -> dict[str, dict[str, Markup]]:
	"""By name, each for a wide and for a narrow page."""
	charts = {"stages": {paper.name: _stages(summary, paper) for paper in (WIDEST, NARROW)}}
	if len(summary["cohorts"]["rows"]) > 1:
		charts["cohorts"] = {paper.name: _cohorts(summary, paper) for paper in (WIDEST, NARROW)}
	return charts


def _stages(summary: Data, paper: Paper) -> Markup:
	stages = summary["stages"]
	settings = chart_settings(paper, (_REACHED, _CAME))
	settings |= {"show_legend": True, "legend_at_bottom": True, "legend_box_size": 11}
	chart = pygal.HorizontalBar(
		**settings,
		value_formatter=lambda cases: f"{cases:,.0f}",
		show_x_labels=False,
		show_x_guides=False,
		range=(0, max(stage["reached"] for stage in stages) * 1.15 or 1),
		rounded_bars=2,
		classes=("pygal-chart", "bars-only"),
	)
	# The first stage is to stand at the top, where a horizontal chart has its last.
	chart.x_labels = [_shortened(stage["stage"], paper) for stage in reversed(stages)]
	chart.add("Reached", [stage["reached"] for stage in reversed(stages)])
	chart.add("Came to itself", [stage["came"] for stage in reversed(stages)])
	described = "; ".join(f"{stage['stage']} {stage['reached']:,}" for stage in stages)
	return drawn(chart, f"stages-{paper.name}", f"Cases that reached each stage: {described}.")


def _cohorts(summary: Data, paper: Paper) -> Markup:
	rows = summary["cohorts"]["rows"][-_MOST_COHORTS:]
	chart = pygal.Bar(
		**{
			**chart_settings(paper, (_RIPE, MUTED)),
			"show_minor_x_labels": False,
			"value_formatter": lambda rate: f"{rate:.1%}",
			"rounded_bars": 2,
			"range": (0, max(row["won"]["rate"] or 0 for row in rows) * 1.1 or 1),
		}
	)
	labels = [row["cohort"] for row in rows]
	chart.x_labels = labels
	chart.x_labels_major = labels[:: -(-len(labels) // _MOST_LABELS[paper.name])]
	chart.add(
		"Won",
		[
			{
				"value": row["won"]["rate"],
				"color": _RIPE if row["is_ripe"] and not row["is_truncated"] else _UNRIPE,
			}
			for row in rows
		],
	)
	unripe = sum(1 for row in rows if not row["is_ripe"])
	said = f" The last {unripe} are not ripe." if unripe else ""
	by = summary["cohorts"]["by"]
	return drawn(chart, f"cohorts-{paper.name}", f"Share of each {by}'s cases that were won.{said}")


def _shortened(name: str, paper: Paper) -> str:
	longest = _LONGEST_LABEL[paper.name]
	return name if len(name) <= longest else f"{name[: longest - 1]}…"
