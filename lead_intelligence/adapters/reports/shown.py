"""A report's result as the desk shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html

from lead_intelligence.core.reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape

_FIELDTYPES = {
	Shape.TEXT: "Data",
	Shape.DATE: "Date",
	Shape.MOMENT: "Datetime",
	Shape.COUNT: "Int",
	Shape.SHARE: "Percent",
	Shape.FACTOR: "Float",
	Shape.AMOUNT: "Currency",
	Shape.DAYS: "Float",
	Shape.MINUTES: "Float",
	Shape.LEAD: "Link",
	Shape.USER: "Link",
}
_OPTIONS = {Shape.AMOUNT: "currency", Shape.LEAD: "Lead", Shape.USER: "User"}
_CARDS = {Shape.COUNT: "Int", Shape.SHARE: "Percent", Shape.AMOUNT: "Currency"}
_TONES = {"good": "green", "bad": "red"}


def script_report(result: Result) -> tuple[Any, ...]:
	"""Columns, rows, message, chart, figures on top, and whether to leave the adding up to us: as Frappe takes them from `execute`."""
	return (
		[_column(column) for column in result.columns],
		[_row(row, result.columns) for row in result.rows],
		_message(result),
		_chart(result.chart) if result.chart else None,
		[_card(card) for card in result.cards],
		True,
	)


def in_words(sentence: Sentence | str) -> str:
	"""Plain text, not escaped."""
	if isinstance(sentence, str):
		return sentence
	return _(sentence.text).format(**{name: _value(value) for name, value in sentence.values.items()})


def _value(value: object) -> object:
	return in_words(value) if isinstance(value, Sentence) else value


def _filled(label: str, values: Mapping[str, object]) -> str:
	return _(label).format(**{name: _value(value) for name, value in values.items()}) if values else _(label)


def _column(column: Column) -> dict[str, Any]:
	found = {
		"fieldname": column.name,
		"label": _filled(column.label, column.values),
		"fieldtype": _FIELDTYPES[column.shape],
		"width": column.width or (180 if column.shape in (Shape.TEXT, Shape.LEAD, Shape.USER) else 120),
		"li_shape": column.shape.value,
		"li_drill": column.drill,
	}
	if column.shape in _OPTIONS:
		found["options"] = _OPTIONS[column.shape]
	if column.shape in (Shape.SHARE, Shape.DAYS, Shape.MINUTES, Shape.FACTOR):
		found["precision"] = 1 if column.shape is not Shape.FACTOR else 2
	return found


def _row(row: Mapping[str, object], columns: Sequence[Column]) -> dict[str, object]:
	"""Shares as percent. Texts stay as they are: the desk escapes the cells."""
	shares = {column.name for column in columns if column.shape is Shape.SHARE}
	return {
		name: value * 100 if name in shares and isinstance(value, (int, float)) else _value(value)
		for name, value in row.items()
	}


def _message(result: Result) -> str:
	"""What is to be known of these figures, and how they are computed, as markup."""
	notes = "".join(
		f'<li class="li-report-note{" li-" + note.tone if note.tone else ""}">{escape_html(in_words(note))}</li>'
		for note in result.notes
	)
	how = "".join(f"<li>{escape_html(in_words(one))}</li>" for one in result.how)
	parts = [f'<ul class="li-report-notes">{notes}</ul>'] if notes else []
	if how:
		title = escape_html(_("How Is This Computed?"))
		parts.append(f'<details class="li-report-how"><summary>{title}</summary><ul>{how}</ul></details>')
	return f'<div class="li-report-message">{"".join(parts)}</div>' if parts else ""


def _chart(chart: Chart) -> dict[str, Any]:
	def numbers(series: Series) -> list[float]:
		shown = [0 if number is None else number for number in series.numbers]
		return [number * 100 for number in shown] if chart.shape is Shape.SHARE else shown

	return {
		"data": {
			"labels": [in_words(label) for label in chart.labels],
			"datasets": [
				{"name": _filled(one.label, one.values), "values": numbers(one), "chartType": one.kind}
				for one in chart.series
			],
		},
		"type": chart.kind,
		"fieldtype": _FIELDTYPES[chart.shape],
	}


def _card(card: Card) -> dict[str, Any]:
	factor = 100 if card.shape is Shape.SHARE else 1
	found: dict[str, Any] = {
		"label": _filled(card.label, card.values),
		"value": "–" if card.value is None else card.value * factor,
		"datatype": "Data" if card.value is None else _CARDS.get(card.shape, "Float"),
		"indicator": _TONES.get(card.tone or "", "blue"),
	}
	if card.currency:
		found["currency"] = card.currency
	if card.before is not None:
		before = frappe.format_value(card.before * factor, {"fieldtype": _CARDS.get(card.shape, "Float")})
		found["label"] = _("{0} (before: {1})").format(found["label"], before)
	return found
