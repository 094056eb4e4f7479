"""The funnel in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..report.funnel_words import days_text, percent_text
from ..screen_lines import how_read, print_ending, print_unreadable

_MOST_GROUPS = 20
_MOST_COHORTS = 24
_MOST_TIMES = 12


def print_funnel(console: Console, summary: dict[str, Any], report: Path) -> None:
	console.print()
	for line in _about(summary):
		console.print(line, highlight=False)
	console.print(_stages(summary))
	if summary["beside"]:
		for one in summary["beside"]:
			meaning = " (lost)" if one["means_lost"] else ""
			console.print(escape(f"{one['stage']}{meaning}: {one['came']:,} cases"), highlight=False)
	if any(time["days"] for time in summary["times"]):
		console.print(_times(summary))
	if summary["cohorts"]["rows"]:
		console.print(_cohorts(summary))
	if summary["groups"]:
		console.print(_groups(summary))
	print_unreadable(console, summary["unreadable_because"])
	print_ending(console, summary["cautions"], "Report", report)


def _about(summary: dict[str, Any]) -> Iterator[str]:
	file, rows, cases, columns = (summary[key] for key in ("file", "rows", "cases", "columns"))
	yield f"[bold]{escape(file['name'])}[/]  {how_read(file)}"
	more = f", {rows['unreadable']:,} unreadable" if rows["unreadable"] else ""
	yield f"{rows['read']:,} rows read: {cases['all']:,} cases{more}"
	if summary["layout"] == "wide":
		named = f"a row is a case, ID {_named(columns['id'])}"
	else:
		named = (
			f"a row is an event: case '{columns['id']}', stage '{columns['stage']}', moment '{columns['at']}'"
		)
	yield escape(named)
	outcomes = summary["outcomes"]
	won = outcomes["won"]
	lost = f", {outcomes['lost']:,} lost" if outcomes["lost_stages"] else ""
	yield escape(
		f"won ('{outcomes['won_stage']}'): {won['cases']:,} of {won['of']:,} cases, {percent_text(won['rate'])}{lost}"
	)
	if outcomes["won_of_closed"]:
		yield f"win rate, won of won and lost: {percent_text(outcomes['won_of_closed']['rate'])}"
	if outcomes["won_amount"] is not None:
		yield f"amount of the won: {outcomes['won_amount']:,}, of {outcomes['won_with_amount']:,} cases"
	if summary["as_of"]:
		said = "" if summary["as_of_is_given"] else ", the last day in the file (--today names another)"
		yield f"as of {summary['as_of']}{said}"


def _named(column: str | None) -> str:
	return f"'{column}'" if column else "not known"


def _stages(summary: dict[str, Any]) -> Table:
	table = Table(title="Stages", title_justify="left", pad_edge=False)
	table.add_column("", max_width=28, overflow="ellipsis", no_wrap=True)
	for name in ("Reached", "Came", "Skipped", "of before", "of first", "of all"):
		table.add_column(name, justify="right")
	for stage in summary["stages"]:
		before = stage["from_before"]
		table.add_row(
			Text(stage["stage"]),
			f"{stage['reached']:,}",
			f"{stage['came']:,}",
			f"{stage['skipped']:,}",
			percent_text(before["rate"]) if before else "",
			percent_text(stage["from_first"]["rate"]),
			percent_text(stage["of_all"]["rate"]),
		)
	return table


def _times(summary: dict[str, Any]) -> Table:
	"""Between neighbours, then from the first to the last."""
	table = Table(title="Days, by the calendar and as they passed", title_justify="left", pad_edge=False)
	table.add_column("", overflow="fold")
	for name in ("Cases", "Median", "Mean", "90th p.", "Median", "90th p."):
		table.add_column(name, justify="right")
	for time in shown_times(summary):
		days, elapsed = time["days"], time["elapsed_days"]
		cells = ["0", "–", "–", "–", "–", "–"]
		if days:
			cells = [
				f"{days['cases']:,}",
				*(days_text(days[key]) for key in ("median", "mean", "p90")),
				*(days_text(elapsed[key]) for key in ("median", "p90")),
			]
		table.add_row(Text(f"{time['from']} → {time['to']}"), *cells)
	return table


def shown_times(summary: dict[str, Any]) -> list[dict[str, Any]]:
	names = [stage["stage"] for stage in summary["stages"]]
	neighbours = set(pairwise(names))
	shown = [time for time in summary["times"] if (time["from"], time["to"]) in neighbours][:_MOST_TIMES]
	if len(names) > 2:
		shown += [time for time in summary["times"] if (time["from"], time["to"]) == (names[0], names[-1])]
	return shown


def _cohorts(summary: dict[str, Any]) -> Table:
	rows = summary["cohorts"]["rows"]
	table = Table(title=f"By {summary['cohorts']['by']} of entry", title_justify="left", pad_edge=False)
	table.add_column("")
	for name in ("Cases", "Won", "Conversion", "in time", ""):
		table.add_column(name, justify="right")
	for row in rows[-_MOST_COHORTS:]:
		table.add_row(
			row["cohort"],
			f"{row['cases']:,}",
			f"{row['won']['cases']:,}",
			percent_text(row["won"]["rate"]),
			f"{row['won_in_time']:,}",
			_mark(row),
			style="dim" if _mark(row) else None,
		)
	if len(rows) > _MOST_COHORTS:
		table.add_section()
		table.add_row(f"{len(rows) - _MOST_COHORTS:,} earlier", "", "", "", "", "")
	return table


def _mark(row: dict[str, Any]) -> str:
	return "not ripe" if not row["is_ripe"] else "truncated" if row["is_truncated"] else ""


def _groups(summary: dict[str, Any]) -> Table:
	rows, has_lost = summary["groups"]["rows"], bool(summary["outcomes"]["lost_stages"])
	has_amount = summary["columns"]["amount"] is not None
	table = Table(title=f"By {summary['columns']['group_by']}", title_justify="left", pad_edge=False)
	table.add_column("", max_width=28, overflow="ellipsis", no_wrap=True)
	names = ["Cases", "Won", "Conversion", "Median days"]
	names += ["Lost", "Win rate"] if has_lost else []
	names += ["Amount"] if has_amount else []
	for name in names:
		table.add_column(name, justify="right")
	for row in rows[:_MOST_GROUPS]:
		days = row["days_to_won"]
		cells = [f"{row['cases']:,}", f"{row['won']['cases']:,}", percent_text(row["won"]["rate"])]
		cells.append(days_text(days["median"]) if days else "–")
		if has_lost:
			cells += [f"{row['lost']:,}", percent_text(row["won_of_closed"]["rate"])]
		if has_amount:
			cells.append("–" if row["won_amount"] is None else f"{row['won_amount']:,}")
		table.add_row(Text(row["group"] or "(blank)"), *cells)
	if len(rows) > _MOST_GROUPS:
		table.add_section()
		table.add_row(f"{len(rows) - _MOST_GROUPS:,} more", *[""] * len(names))
	return table
