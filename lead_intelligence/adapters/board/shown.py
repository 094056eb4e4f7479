"""A dashboard as the desk draws it: in the user's language, ready to be written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.shown import in_words
from lead_intelligence.core.board.alarm import NOW, Alarm, Target, worst_first
from lead_intelligence.core.board.measure import MEASURES, Measure
from lead_intelligence.core.board.overdue import LATE_LEADS
from lead_intelligence.core.board.part import BoardChart, Part
from lead_intelligence.core.reporting.filters import FIELDS, Filters
from lead_intelligence.core.reporting.result import Sentence, Series, Shape


def shown(part: Part, filters: Filters) -> dict[str, Any]:
	"""Texts are plain, and to be escaped where they are shown."""
	names = full_names(one.who for one in part.alarms)
	return {
		"cards": [_card(one, filters) for one in part.measures],
		"charts": [_chart(one, filters) for one in part.charts],
		"alarms": [alarm_shown(one, filters, names) for one in worst_first(part.alarms)],
		"notes": [in_words(one) for one in part.notes],
	}


def alarm_shown(alarm: Alarm, filters: Filters, names: Mapping[str, str]) -> dict[str, Any]:
	"""`names`: of users."""
	values = dict(alarm.sentence.values)
	if alarm.who:
		values["who"] = names.get(alarm.who, alarm.who)
	return {
		"name": alarm.name,
		"severity": alarm.severity.value,
		"sentence": in_words(Sentence(text=alarm.sentence.text, values=values)),
		"who": alarm.who,
		"who_name": names.get(alarm.who, alarm.who) if alarm.who else None,
		"target": _target(alarm.target, filters),
	}


def _card(one: Measure, filters: Filters) -> dict[str, Any]:
	return {
		"name": one.name,
		"label": _(one.label),
		"place": list(MEASURES).index(one.name),
		"shape": one.shape.value,
		"value": _number(one.value, one.shape),
		"before": _number(one.before, one.shape),
		"change": one.change,
		"verdict": one.verdict.value,
		"cases": one.cases,
		"cases_before": one.cases_before,
		"currency": one.currency,
		"is_of_now": one.is_of_now,
		"target": _report(one.report, one.asks, filters) if one.report else _list(LATE_LEADS, filters),
	}


def _number(value: float | None, shape: Shape) -> float | None:
	"""Shares as percent, as reports show them."""
	return round(value * 100, 10) if value is not None and shape is Shape.SHARE else value


def _chart(one: BoardChart, filters: Filters) -> dict[str, Any]:
	shape = one.chart.shape

	def dataset(series: Series) -> dict[str, Any]:
		return {
			"name": _(series.label).format(**series.values) if series.values else _(series.label),
			"type": series.kind,
			"values": [_number(number, shape) for number in series.numbers],
		}

	return {
		"name": one.name,
		"title": in_words(one.title),
		"shape": shape.value,
		"kind": one.chart.kind,
		"labels": [in_words(label) for label in one.chart.labels],
		"datasets": [dataset(series) for series in one.chart.series],
		"is_stacked": one.is_stacked,
		"line": {"value": _number(one.line, shape), "label": in_words(one.line_label or "")}
		if one.line is not None
		else None,
		"currency": one.currency,
		"target": _target(one.target, filters),
	}


def _target(target: Target, filters: Filters) -> dict[str, Any]:
	if target.rows:
		return _list(target, filters)
	return _report(target.name, target.filters, filters)


def _report(name: str, asks: Mapping[str, str], filters: Filters) -> dict[str, Any]:
	period = filters.period
	return {
		"kind": "report",
		"name": name,
		"filters": {
			"from_date": period.first.isoformat(),
			"to_date": period.last.isoformat(),
			**{field: getattr(filters, field) for field in FIELDS if getattr(filters, field)},
			**asks,
		},
	}


def _list(target: Target, filters: Filters) -> dict[str, Any]:
	"""Rows as the list view takes them."""
	now = str(now_datetime())[:19]
	rows = [
		[target.name, field, operator, now if value == NOW else value]
		for field, operator, value in target.rows
	]
	if filters.company and target.name == "Lead":
		rows.append([target.name, "company", "=", filters.company])
	return {"kind": "list", "name": target.name, "filters": rows}
