"""The charts of a comparison: the model in use beside the one that would replace it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pygal
from markupsafe import Markup

from .inline_svg import MUTED, NARROW, WIDE, WIDEST, Paper, chart_settings, drawn

OLD, NEW = "#9aa7b4", "#1d4ed8"
_FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]
_LABEL_EVERY = {"wide": 2, "narrow": 5}

Data = Mapping[str, Any]


def comparison_charts(comparison: Data) -> dict[str, dict[str, Markup]]:
	"""By name, each for a wide and for a narrow page."""
	drawings = {"shares": (_shares, WIDE), "spread": (_spread, WIDEST)}
	if comparison["old"]["calibration"] and comparison["new"]["calibration"]:
		drawings["kept"] = (_kept, WIDE)
	return {
		name: {paper.name: draw(comparison, paper) for paper in (wide, NARROW)}
		for name, (draw, wide) in drawings.items()
	}


def _both(paper: Paper) -> dict[str, Any]:
	settings = chart_settings(paper, (OLD, NEW))
	return settings | {"show_legend": True, "legend_at_bottom": True, "legend_box_size": 11}


def _shares(comparison: Data, paper: Paper) -> Markup:
	"""Per grade, side by side."""
	before, after = (
		{grade["grade"]: grade["share"] or 0 for grade in comparison[which]["grades"]}
		for which in ("old", "new")
	)
	grades = list(dict.fromkeys([*after, *before]))
	chart = pygal.Bar(
		**_both(paper),
		print_values=len(grades) * (2 if paper is NARROW else 1) <= 8,
		print_values_position="top",
		value_formatter=lambda found: f"{found:.0%}",
		show_y_labels=False,
		show_y_guides=False,
		range=(0, max([*before.values(), *after.values()]) * 1.12 or 1),
		rounded_bars=3,
		classes=("pygal-chart", "bars-only"),
	)
	chart.x_labels = grades
	chart.add("Old", [before.get(grade) for grade in grades])
	chart.add("New", [after.get(grade) for grade in grades])
	described = "; ".join(
		f"{grade} {before.get(grade, 0):.1%}, then {after.get(grade, 0):.1%}" for grade in grades
	)
	return drawn(
		chart, f"compared-shares-{paper.name}", f"Share of the leads per grade, old and new: {described}."
	)


def _spread(comparison: Data, paper: Paper) -> Markup:
	"""Each model's leads by twentieths of its own range."""
	chart = pygal.Bar(
		**_both(paper), value_formatter=lambda leads: f"{leads:,.0f}", show_minor_x_labels=False
	)
	bars = len(comparison["new"]["bars"])
	labels = [f"{100 * place // bars}–{100 * (place + 1) // bars}" for place in range(bars)]
	chart.x_labels = labels
	chart.x_labels_major = labels[:: _LABEL_EVERY[paper.name]]
	chart.add("Old", comparison["old"]["bars"])
	chart.add("New", comparison["new"]["bars"])
	title = "Leads by score, from the fewest points that each model can give (0) to the most (100)."
	return drawn(chart, f"compared-spread-{paper.name}", title)


def _kept(comparison: Data, paper: Paper) -> Markup:
	"""Expected against observed conversion, band by band."""
	settings = chart_settings(paper, (OLD, NEW, MUTED))
	settings |= {"show_legend": True, "legend_at_bottom": True, "legend_box_size": 11, "dots_size": 5}
	chart = pygal.XY(
		**settings,
		xrange=(0, 1),
		range=(0, 1),
		value_formatter="{:.0%}".format,
		x_value_formatter="{:.0%}".format,
		show_x_guides=False,
	)
	chart.x_labels = chart.y_labels = _FIFTHS
	for name, which in (("Old", "old"), ("New", "new")):
		bands = comparison[which]["calibration"]["bands"]
		chart.add(name, [(band["expected"], band["rate"]) for band in bands], stroke=False)
	chart.add("As expected", [(0, 0), (1, 1)], show_dots=False, stroke_style={"dasharray": "4, 5"})
	title = "Expected conversion (across) against what came of it (up), one dot per band of leads."
	return drawn(chart, f"compared-kept-{paper.name}", title)
