"""Charts of pygal as SVG to be put into a page: no scripts, no links, the same bytes for the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pygal.style import Style

INK, MUTED, GRID = "#1f2933", "#5f6c7b", "#e4e7eb"


@dataclass(frozen=True, slots=True)
class Paper:
	"""What a chart is drawn for; text must stay readable when the drawing is shrunk to the place it gets."""

	name: str
	width: int
	height: int
	text: int


WIDE = Paper("wide", 560, 330, 13)
WIDEST = Paper("wide", 1060, 330, 13)
NARROW = Paper("narrow", 380, 300, 13)


def chart_style(paper: Paper, colours: tuple[str, ...]) -> Style:
	return Style(
		background="transparent",
		plot_background="transparent",
		foreground=MUTED,
		foreground_strong=INK,
		foreground_subtle=GRID,
		guide_stroke_color=GRID,
		major_guide_stroke_color=GRID,
		guide_stroke_dasharray="0",
		major_guide_stroke_dasharray="0",
		opacity="1",
		opacity_hover="1",
		stroke_width="2.5",
		stroke_opacity="1",
		stroke_opacity_hover="1",
		transition="0s",
		font_family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
		label_font_size=paper.text,
		major_label_font_size=paper.text,
		value_font_size=paper.text,
		value_label_font_size=paper.text,
		legend_font_size=paper.text,
		title_font_size=paper.text + 1,
		value_colors=(INK,) * len(colours),
		colors=colours,
	)


def chart_settings(paper: Paper, colours: tuple[str, ...]) -> dict[str, Any]:
	return {
		"width": paper.width,
		"height": paper.height,
		"explicit_size": False,
		"disable_xml_declaration": True,
		"js": (),
		"style": chart_style(paper, colours),
		"show_legend": False,
		"margin": 6,
		"margin_right": 18,
		"spacing": 8,
		"truncate_label": -1,
		"truncate_legend": -1,
	}


def drawn(chart: Any, name: str, description: str) -> Markup:
	"""`name` makes the identifiers inside the drawing unique on the page and the same every time."""
	chart.uuid = name
	chart.title = None
	chart.add_xml_filter(lambda root: _described(_bare(root), description))
	svg: str = chart.render(is_unicode=True)
	return Markup(svg)


def _bare(root: Any) -> Any:
	for parent in list(root.iter()):
		for child in list(parent):
			# Comments carry addresses and the date; their tag is no text.
			if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] == "script":
				parent.remove(child)
	return root


def _described(root: Any, description: str) -> Any:
	root.set("role", "img")
	root.set("aria-label", description)
	for child in root:
		if child.tag.rpartition("}")[2] == "title":
			child.text = description
	return root
