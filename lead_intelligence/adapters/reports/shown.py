"""A report's result as the desk shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from frappe import _
from frappe.utils import escape_html, fmt_money

from lead_intelligence.core.problems import Problem
from lead_intelligence.core.reporting.result import (
	Amount,
	Card,
	Chart,
	Column,
	Result,
	Sentence,
	Series,
	Shape,
	Statement,
)

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
	# No links: of rows with links, Frappe throws those away whose records a user's permissions leave out, figures and all.
	Shape.LEAD: "Data",
	Shape.USER: "Data",
}
_TONES = {"good": "Green", "bad": "Red"}
_FOLLOWS = '<div class="li-report-follows"></div>'
"""Where the page puts what it asks for afterwards."""


def script_report(result: Result) -> tuple[Any, ...]:
	"""Columns, rows, message, chart, figures on top, and whether to leave the adding up to us: as Frappe takes them from `execute`."""
	rows = [_row(row, result.columns) for row in result.rows]
	if rows and result.has_total:
		rows[-1]["bold"] = 1
	return (
		[_column(column) for column in result.columns],
		rows,
		_message(
			[(in_words(note), note.tone) for note in result.notes],
			[in_words(one) for one in result.how],
			statement_markup(result.statement)
			if result.statement
			else _FOLLOWS
			if result.statement_follows
			else "",
		),
		_chart(result.chart) if result.chart else None,
		[_card(card) for card in result.cards],
		True,
	)


def script_refusal(problems: Iterable[Problem]) -> tuple[Any, ...]:
	"""The same of a report whose filters are refused: no figures, and why."""
	return [], [], _message([(problem.text(_), "bad") for problem in problems], ()), None, [], True


def in_words(sentence: Sentence | str) -> str:
	"""Plain text, not escaped."""
	if isinstance(sentence, str):
		return sentence
	return _(sentence.text).format(**{name: _value(value) for name, value in sentence.values.items()})


def _value(value: object) -> object:
	"""Numbers in a sentence are written as the site writes numbers."""
	if isinstance(value, Sentence):
		return in_words(value)
	if isinstance(value, Amount):
		return _amount(value.value, value.currency)
	if isinstance(value, float):
		decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
		return fmt_money(value, precision=decimals).strip()
	return value


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
	if column.shape is Shape.AMOUNT:
		found["options"] = "currency"
	if column.shape in (Shape.SHARE, Shape.DAYS, Shape.MINUTES, Shape.FACTOR):
		found["precision"] = 1 if column.shape is not Shape.FACTOR else 2
	return found


def _row(row: Mapping[str, object], columns: Sequence[Column]) -> dict[str, object]:
	"""Shares and their ranges as percent, so that what is exported is what is read. Texts stay as they are: the desk escapes the cells."""
	shares = {
		f"{column.name}{end}"
		for column in columns
		if column.shape is Shape.SHARE
		for end in ("", "_low", "_high")
	}
	return {name: _percent(value) if name in shares else _cell(value) for name, value in row.items()}


def _cell(value: object) -> object:
	return in_words(value) if isinstance(value, Sentence) else value


def _percent(value: object) -> object:
	"""Without the dust of floating point, which an export would show."""
	return round(value * 100, 10) if isinstance(value, (int, float)) else _cell(value)


def _message(notes: Sequence[tuple[str, str | None]], how: Sequence[str], statement: str = "") -> str:
	"""What is to be known of these figures, each with its tone, what they come to, and how they are computed, as markup."""
	steps = "".join(f"<li>{escape_html(one)}</li>" for one in how)
	parts = [_notes(notes), statement]
	if steps:
		title = escape_html(_("How Is This Computed?"))
		parts.append(f'<details class="li-report-how"><summary>{title}</summary><ul>{steps}</ul></details>')
	return f'<div class="li-report-message">{"".join(parts)}</div>' if any(parts) else ""


def _notes(notes: Sequence[tuple[str, str | None]]) -> str:
	shown = "".join(
		f'<li class="li-report-note{" li-" + tone if tone else ""}">{escape_html(note)}</li>'
		for note, tone in notes
	)
	return f'<ul class="li-report-notes">{shown}</ul>' if notes else ""


def statement_markup(statement: Statement) -> str:
	"""A table of amounts, folded until somebody wants to check them."""
	lines = "".join(
		f'<tr class="li-level-{line.level}{" li-sum" if line.is_sum else ""}"><th scope="row">{escape_html(in_words(line.label))}</th>'
		f"<td>{escape_html(_amount(line.amount, statement.currency))}</td></tr>"
		for line in statement.lines
	)
	title = escape_html(in_words(statement.title))
	table = f'<table class="li-report-statement"><caption class="sr-only">{title}</caption><tbody>{lines}</tbody></table>'
	found = _notes([(in_words(one), one.tone) for one in statement.found])
	return f'{found}<details class="li-report-beside"><summary>{title}</summary>{table}</details>'


def _amount(amount: Decimal, currency: str) -> str:
	"""As the site writes amounts, with a true minus sign."""
	return str(fmt_money(amount, currency=currency)).replace("-", "−")


def _chart(chart: Chart) -> dict[str, Any]:
	"""A number that does not exist stays None: the desk leaves a gap for it."""
	is_share = chart.shape is Shape.SHARE

	def numbers(series: Series) -> list[object]:
		return [_percent(number) if is_share else number for number in series.numbers]

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
		"li_shape": chart.shape.value,
	}


def _card(card: Card) -> dict[str, Any]:
	is_share = card.shape is Shape.SHARE
	return {
		"label": _filled(card.label, card.values),
		"value": _percent(card.value) if is_share else card.value,
		"before": _percent(card.before) if is_share else card.before,
		"datatype": _FIELDTYPES[card.shape],
		"indicator": _TONES.get(card.tone or "", "Blue"),
		"currency": card.currency,
		"li_shape": card.shape.value,
	}
