"""The charts of the report, drawn from the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

import pygal
from markupsafe import Markup

from .grade_colours import grade_colours
from .inline_svg import MUTED, NARROW, WIDE, WIDEST, Paper, chart_settings, drawn

WON, LOST, OPEN, LINE = "#0f766e", "#c3ccd5", "#eef1f4", "#1d4ed8"
_MOST_LABELS = {"wide": 14, "narrow": 5}
_FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]
_ACROSS_THE_PAGE = frozenset({"distribution"})

Drawing = Callable[[Mapping[str, Any], Paper], Markup]


def charts_of(summary: Mapping[str, Any]) -> dict[str, dict[str, Markup]]:
	"""By name, each for a wide and for a narrow page."""
	drawings: dict[str, Drawing] = {"distribution": _distribution}
	if summary["outcome"]:
		drawings |= {"grades": _conversion_per_grade, "captured": _captured, "lift": _lift}
	else:
		drawings["grades"] = _share_per_grade
	return {
		name: {
			paper.name: draw(summary, paper)
			for paper in (WIDEST if name in _ACROSS_THE_PAGE else WIDE, NARROW)
		}
		for name, draw in drawings.items()
	}


def _conversion_per_grade(summary: Mapping[str, Any], paper: Paper) -> Markup:
	grades = [(grade["grade"], grade["rate"]) for grade in summary["grades"] if grade["rate"] is not None]
	bars = [*grades, ("All leads", summary["outcome"]["rate"])]
	colours = grade_colours(summary["grades"])
	return _rate_bars(bars, {**colours, "All leads": MUTED}, paper, "conversion", "Conversion per grade")


def _share_per_grade(summary: Mapping[str, Any], paper: Paper) -> Markup:
	bars = [(grade["grade"], grade["share"]) for grade in summary["grades"]]
	colours = grade_colours(summary["grades"])
	return _rate_bars(bars, colours, paper, "shares", "Share of the leads per grade")


def _rate_bars(
	bars: list[tuple[str, float]], colours: Mapping[str, str], paper: Paper, name: str, title: str
) -> Markup:
	chart = pygal.Bar(
		**chart_settings(paper, (MUTED,)),
		print_values=True,
		print_values_position="top",
		value_formatter=lambda rate: f"{rate:.1%}",
		show_y_labels=False,
		show_y_guides=False,
		range=(0, max(rate for _, rate in bars) * 1.12 or 1),
		rounded_bars=3,
		classes=("pygal-chart", "bars-only"),
	)
	chart.x_labels = [label for label, _ in bars]
	chart.add(title, [{"value": rate, "color": colours[label]} for label, rate in bars])
	described = "; ".join(f"{label} {rate:.1%}" for label, rate in bars)
	return drawn(chart, f"{name}-{paper.name}", f"{title}: {described}.")


def _distribution(summary: Mapping[str, Any], paper: Paper) -> Markup:
	bars, outcome = summary["scores"]["bars"], summary["outcome"]
	series = [("Leads", [bar["leads"] for bar in bars], LINE)]
	if outcome:
		series = [
			("Won", [bar["won"] for bar in bars], WON),
			("Lost", [bar["outcome_known"] - bar["won"] for bar in bars], LOST),
		]
		if outcome["unknown"]:
			series.append(("Outcome not known", [bar["leads"] - bar["outcome_known"] for bar in bars], OPEN))
	settings = chart_settings(paper, tuple(colour for _, _, colour in series))
	settings |= {"show_legend": bool(outcome), "legend_at_bottom": True, "legend_box_size": 11}
	chart = pygal.StackedBar(
		**settings, value_formatter=lambda leads: f"{leads:,.0f}", show_minor_x_labels=False
	)
	labels = [
		f"{bar['from']}" if bar["from"] == bar["to"] else f"{bar['from']} – {bar['to']}" for bar in bars
	]
	step = -(-len(bars) // _MOST_LABELS[paper.name])
	chart.x_labels = labels
	chart.x_labels_major = labels[::step]
	for label, leads, _ in series:
		chart.add(label, leads)
	return drawn(chart, f"distribution-{paper.name}", "Leads by score, from the lowest to the highest.")


def _captured(summary: Mapping[str, Any], paper: Paper) -> Markup:
	curve = summary["outcome"]["lift_curve"]
	chart = _curve(paper, (LINE, MUTED), y_format="{:.0%}".format)
	chart.add("Best-scored first", [(0, 0), *((point["best_share"], point["captured"]) for point in curve)])
	chart.y_labels = _FIFTHS
	chart.add("In any order", [(0, 0), (1, 1)], stroke_style={"dasharray": "4, 5"})
	best = summary["outcome"]["best_20_percent"]["captured"]
	title = f"Conversions reached when leads are called best-scored first; the first 20% reach {best:.1%}."
	return drawn(chart, f"captured-{paper.name}", title)


def _lift(summary: Mapping[str, Any], paper: Paper) -> Markup:
	curve = summary["outcome"]["lift_curve"]
	chart = _curve(paper, (LINE, MUTED), y_format="{:.1f}".format)
	highest = ceil(max(point["lift"] for point in curve) * 2) / 2
	chart.y_labels = [step / 2 for step in range(0, round(highest * 2) + 1)] if highest <= 4 else None
	chart.range = (0, highest)
	chart.add("Best-scored part", [(point["best_share"], point["lift"]) for point in curve])
	chart.add("Average lead", [(0, 1), (1, 1)], stroke_style={"dasharray": "4, 5"})
	best = summary["outcome"]["best_20_percent"]["lift"]
	title = f"Lift of the best-scored part over the average lead; {best:.2f} times for the first 20%."
	return drawn(chart, f"lift-{paper.name}", title)


def _curve(paper: Paper, colours: tuple[str, ...], y_format: Callable[[float], str]) -> Any:
	settings = chart_settings(paper, colours)
	settings |= {"show_legend": True, "legend_at_bottom": True, "legend_box_size": 11}
	chart = pygal.XY(
		**settings,
		show_dots=False,
		xrange=(0, 1),
		value_formatter=y_format,
		x_value_formatter="{:.0%}".format,
		show_x_guides=False,
	)
	chart.x_labels = _FIFTHS
	return chart
