"""Answers of reports that hold everything that a report can hold, as the server sends them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

NASTY = '<img src=x onerror="document.title=1"> & Söhne'


def an_answer(rows: int | None = None) -> dict[str, Any]:
	"""With columns of every shape. `rows`: how many; by default a handful with every mark that there is."""
	from lead_intelligence.core.reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape

	columns = [
		Column(name="source", label="Source", shape=Shape.TEXT),
		Column(name="leads", label="Leads", shape=Shape.COUNT, drill=True),
		Column(name="rate", label="Conversion to Opportunity", shape=Shape.SHARE, drill=True),
		Column(name="rate_before", label="Conversion to Opportunity, Period Before", shape=Shape.SHARE),
		Column(name="lift", label="Lift", shape=Shape.FACTOR),
		Column(name="amount", label="Amount", shape=Shape.AMOUNT),
		Column(name="days", label="Median Days", shape=Shape.DAYS),
		Column(name="answered", label="Median Response", shape=Shape.MINUTES),
		Column(name="lead", label="Newest Lead", shape=Shape.LEAD),
		Column(name="user", label="Lead Owner", shape=Shape.USER),
		Column(name="day", label="First Day", shape=Shape.DATE),
		Column(name="moment", label="Last Touch", shape=Shape.MOMENT),
	]
	full = {
		"key": "web",
		"source": "Website",
		"leads": 1436,
		"rate": 0.1252,
		"rate_low": 0.108,
		"rate_high": 0.1432,
		"rate_of": 1436,
		"rate_before": 0.0004,
		"lift": 2.1226,
		"amount": 3568647,
		"currency": "EUR",
		"days": 48.4406,
		"answered": 135,
		"lead": "LEAD-1",
		"lead_label": "Ada Marchand",
		"user": "rosa@atelier-lumiere.example",
		"user_label": "Rosa Bernard",
		"day": datetime(2025, 3, 31).date(),
		"moment": datetime(2025, 3, 31, 14, 5, 10),
	}
	few = {
		**full,
		"key": NASTY,
		"source": NASTY,
		"leads": 4,
		"rate": 0.5,
		"rate_few": True,
		"rate_low": 0.15,
		"rate_high": 0.85,
		"rate_of": 4,
		"rate_before": None,
		"answered": 0.2,
		"days": -2,
		"amount": 12.5,
		"unripe": True,
	}
	none: dict[str, Any] = {
		"key": "none",
		"source": "",
		"leads": 0,
		"rate": None,
		"days": None,
		"amount": None,
	}
	none["rate_why"] = Sentence(text="Source")
	total = {"key": "total", "source": Sentence(text="Total"), "leads": 1440, "bold": True, "amount": None}
	told = (
		[full, few, none]
		if rows is None
		else [{**full, "key": f"k{n}", "source": f"Campaign {n:04}", "leads": n} for n in range(rows)]
	)
	months = [f"2025-{month:02}" for month in range(1, 13)]
	return _as_sent(
		Result(
			columns=columns,
			rows=[*told, total],
			cards=[
				Card(label="Leads", value=1440, shape=Shape.COUNT, before=1200),
				Card(
					label="Conversion to Opportunity",
					value=0.1252,
					shape=Shape.SHARE,
					before=None,
					tone="good",
				),
				Card(label="Treatment Rate", value=0.612, shape=Shape.SHARE, before=0.83, tone="bad"),
				Card(label="Amount", value=3568659.5, shape=Shape.AMOUNT, currency="EUR", before=10005534),
				Card(label="Median Response", value=None, shape=Shape.MINUTES),
			],
			chart=Chart(
				labels=months,
				series=[
					Series(label="Leads", numbers=[40 + 7 * number for number in range(12)]),
					Series(
						label="Won",
						numbers=[None if number in (3, 4) else 5 + number for number in range(12)],
						kind="line",
					),
				],
			),
			notes=[
				Sentence(text="{value} is not in this report", values={"value": NASTY}),
				Sentence(text="The treatment rate is under 80 %", tone="bad"),
				Sentence(text="The acceptance rate is high", tone="good"),
			],
			how=[
				Sentence(text="Leads that entered in the period."),
				Sentence(text="Days are calendar days."),
			],
		)
	)


def _as_sent(result: Any) -> dict[str, Any]:
	import json

	import frappe

	from lead_intelligence.adapters.reports.shown import script_report

	columns, rows, message, chart, summary, skip = script_report(result)
	answer = {
		"columns": columns,
		"result": rows,
		"message": message,
		"chart": chart,
		"report_summary": summary,
	}
	sent = {**answer, "skip_total_row": skip, "add_total_row": 0, "execution_time": 0.1, "status": None}
	return dict(json.loads(frappe.as_json(sent)))
