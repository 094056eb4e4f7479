"""What the server could answer to the dashboard, to look at states that a site is seldom in."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlparse

if TYPE_CHECKING:
	from playwright.sync_api import Page, Route

API = "**/api/method/lead_intelligence.api.board.board?*"
DAYS = {"from_date": "2026-10-28", "to_date": "2026-11-26"}
SPANS = {
	"last_7_days": "Last 7 Days",
	"last_30_days": "Last 30 Days",
	"last_90_days": "Last 90 Days",
	"last_365_days": "Last 365 Days",
	"this_month": "This Month",
	"this_quarter": "This Quarter",
	"this_year": "This Year",
}


def report(name: str, **more: str) -> dict[str, Any]:
	return {"kind": "report", "name": name, "filters": {**DAYS, **more}}


def figure(name: str, label: str, value: float | None, before: float | None = None, **more: Any) -> dict:
	verdict = "neither" if before is None or value is None else "same" if value == before else "better"
	about = {"shape": "Count", "verdict": verdict, "currency": None, "cases": None, "is_of_now": False}
	return {
		"name": name,
		"label": label,
		"value": value,
		"before": before,
		**about,
		"target": report("Lead Funnel"),
		**more,
	}


def chart(
	name: str, title: str, shape: str, labels: list[str], *datasets: dict[str, Any], **more: Any
) -> dict:
	about = {
		"kind": "line",
		"is_stacked": False,
		"line": None,
		"currency": None,
		"target": report("Lead Funnel"),
	}
	return {
		"name": name,
		"title": title,
		"shape": shape,
		"labels": labels,
		"datasets": list(datasets),
		**about,
		**more,
	}


def series(name: str, *values: float | None, kind: str = "line") -> dict[str, Any]:
	return {"name": name, "type": kind, "values": list(values)}


SHARE, MINUTES = {"shape": "Share"}, {"shape": "Minutes"}
EUROS = {"shape": "Amount", "currency": "EUR", "target": report("Source Return")}
MONTHS = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
DAYS_OF_A_WEEK = [f"2026-11-{day}" for day in range(20, 27)]
STAGES = ["Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"]
LATE = {"kind": "list", "name": "Lead", "filters": [["Lead", "li_due_at", "<", "2026-11-26 16:40:00"]]}
SHARES_OF_GRADES = {"A": 12, "B": 31, "C": 22, "D": 9}

PARTS: dict[str, dict[str, Any]] = {
	"leads": {
		"cards": [
			figure("new_leads", "New Leads", 412, 368),
			figure("mql", "MQL", 127, 131, verdict="worse"),
			figure("sql", "SQL", 48, 48),
			figure("customers", "New Customers", 9, 5),
		],
		"charts": [
			chart(
				"funnel",
				"Lead Funnel",
				"Count",
				STAGES,
				series("Came This Far", 412, 127, 98, 48, 31, 9, kind="bar"),
				series("The Period before", 368, 131, 91, 48, 22, 5, kind="bar"),
			)
		],
	},
	"handovers": {
		"cards": [
			figure("treatment_rate", "Treatment Rate", 62.4, 71.0, cases=380, verdict="worse", **SHARE),
			figure("acceptance_rate", "Acceptance Rate", 81.5, 76.2, cases=237, **SHARE),
		],
		"charts": [
			chart(
				"treatment_rate",
				"Treatment Rate",
				"Share",
				DAYS_OF_A_WEEK,
				series("Treatment Rate", 74, 77, 72, 71, 66, 64, 62.4),
				line={"value": 70, "label": "Alarm"},
			)
		],
		"alarms": [
			{
				"name": "treatment",
				"severity": "alarm",
				"sentence": "Sales has worked 237 of 380 leads within 5 days of their hand-over: 62.4 %, below the agreed 70 %. Most of the others were handed over to Théo Lefèvre: 61 of 96.",
				"target": report("Marketing and Sales Agreement", group_by="Handed Over To"),
			}
		],
	},
	"responses": {
		"cards": [
			figure("response_median", "Median Working Time", 47, 95, cases=301, **MINUTES),
			figure("in_time_rate", "Answered in Time", 88.2, None, cases=301, **SHARE),
			figure("late_now", "Late Now", 14, None, is_of_now=True, target=LATE),
		],
		"charts": [
			chart(
				"response_time",
				"Response Time",
				"Minutes",
				MONTHS,
				series("Median Working Time", 530, 122, None, 95, 60, 47),
			)
		],
		"alarms": [
			{
				"name": "late",
				"severity": "alarm",
				"sentence": "14 leads wait past the moment when a response was due, the oldest since 25-11-2026 09:12. 8 of them belong to Théo Lefèvre.",
				"target": LATE,
			}
		],
	},
	"origins": {
		"charts": [
			chart(
				"grade_mix",
				"Grades of New Leads",
				"Count",
				MONTHS,
				*(
					series(f"Grade {grade}", *(share + 3 * month for month in range(6)), kind="bar")
					for grade, share in SHARES_OF_GRADES.items()
				),
				series("No Grade", 0, 0, 4, 2, 0, 1, kind="bar"),
				is_stacked=True,
			)
		],
		"alarms": [
			{
				"name": "source",
				"severity": "warning",
				"sentence": "143 of 412 new leads have no source: 34.7 %. What they cost and bring is told of no source.",
				"target": {"kind": "list", "name": "Lead", "filters": [["Lead", "source", "is", "not set"]]},
			}
		],
	},
	"money": {
		"cards": [
			figure("won_amount", "Amount Won", 84200, 61000, **EUROS),
			figure("invoiced", "Invoiced", 71344.5, 78020, **{**EUROS, "verdict": "worse"}),
			figure("cost", "Cost", 12400, 9800, **{**EUROS, "verdict": "neither"}),
			figure("return_on_cost", "Return on Cost", None, None, **{**EUROS, **SHARE}),
		],
		"charts": [
			chart(
				"source_return",
				"Source Return",
				"Amount",
				["Webinar", "Trade Fair of Lyon", "Website", "Referral", "Cold Calling"],
				series("Cost", 2400, 5200, 900, 0, 3900, kind="bar"),
				series("Invoiced", 11400, 9100, 22800, 18044.5, 0, kind="bar"),
				kind="bar",
				currency="EUR",
			)
		],
		"alarms": [
			{
				"name": "cost_without_leads",
				"severity": "note",
				"sentence": "The campaign Salon 2026 cost 5,200 €, and no lead names it.",
				"target": report("Source Return", group_by="Campaign"),
			}
		],
	},
}
NOTHING: dict[str, Any] = {"cards": [], "charts": [], "alarms": [], "notes": []}
HEAD = {
	"as_of": "2026-11-26 16:40:00",
	"span": "last_30_days",
	"spans": [{"value": value, "label": label} for value, label in SPANS.items()],
	"company": None,
	"companies": ["Atelier Lumière"],
	"period": {"first": "2026-10-28", "last": "2026-11-26"},
	"before": {"first": "2026-09-28", "last": "2026-10-27"},
}


class Answers:
	"""Answers in the server's place. `asked`: what the page asked, in order. `parts` and `head` may be changed; `fails`: names of parts that fail."""

	def __init__(self, page: Page, **head: Any) -> None:
		self.asked: list[dict[str, str]] = []
		self.parts = copy.deepcopy(PARTS)
		self.head = {**HEAD, **head}
		self.fails: set[str] = set()
		page.route(API, self.answer)

	def answer(self, route: Route) -> None:
		query = {name: values[0] for name, values in parse_qs(urlparse(route.request.url).query).items()}
		self.asked.append(query)
		[part] = json.loads(query["parts"])
		if part in self.fails:
			route.fulfill(status=500, json={})
			return
		chosen = {name: query[name] for name in ("span", "company") if name in query}
		route.fulfill(json={"message": {**self.head, **chosen, **NOTHING, **self.parts.get(part, {})}})
