"""Response times in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..screen_lines import how_read, print_ending, print_unreadable
from .duration_text import rounded_seconds

_FIGURES = {"min": "Shortest", "mean": "Mean", "median": "Median", "p90": "90th percentile", "max": "Longest"}


def print_times(console: Console, summary: dict[str, Any], written: Path) -> None:
	console.print()
	for line in _about(summary):
		console.print(line, highlight=False)
	if summary["elapsed"]:
		console.print(_table("Answered, and shares of them", summary["elapsed"], summary["working"]))
	waiting = summary["waiting"]
	if waiting["elapsed"]:
		console.print(_table(f"Open as of {summary['as_of']}", waiting["elapsed"], waiting["working"]))
	if summary["groups"]:
		console.print(_groups(summary))
	print_unreadable(console, summary["unreadable_because"])
	print_ending(console, summary["cautions"], "Figures", written)


def _about(summary: dict[str, Any]) -> Iterator[str]:
	file, rows, columns, calendar = (summary[key] for key in ("file", "rows", "columns", "calendar"))
	yield f"[bold]{escape(file['name'])}[/]  {how_read(file)}"
	others = {
		"answered before due": rows["answered_before_due"],
		"not due yet": rows["not_due_yet"],
		"unreadable": rows["unreadable"],
	}
	more = "".join(f", {number:,} {what}" for what, number in others.items() if number)
	yield f"{rows['read']:,} rows read: {rows['answered']:,} answered, {rows['open']:,} open{more}"
	named = f"due from '{columns['due_from']}', answered at '{columns['answered_at']}', ID "
	yield escape(named + (f"'{columns['id']}'" if columns["id"] else "not known"))
	default = "" if summary["time_zone_is_given"] else " (--time-zone names another)"
	without = summary["moments"]["without_offset"]
	yield escape(
		f"moments without offset are read in {summary['time_zone']}{default}"
		if without
		else "all moments have their offset from UTC"
	)
	if calendar:
		holidays = len(calendar["holidays"])
		days = "no holidays" if not holidays else "1 holiday" if holidays == 1 else f"{holidays} holidays"
		yield escape(f"working time: {calendar['hours']} in {calendar['time_zone']}, {days}")
	else:
		yield "no working time: --hours says when people work"


def _table(title: str, elapsed: dict[str, Any], working: dict[str, Any] | None) -> Table:
	shown = {"Elapsed": elapsed, **({"Working": working} if working else {})}
	table = Table(title=title, title_justify="left", pad_edge=False)
	table.add_column("")
	for kind in shown:
		table.add_column(kind, justify="right")
		table.add_column("seconds", justify="right")
	table.add_row("Count", *(cell for figures in shown.values() for cell in (f"{figures['count']:,}", "")))
	for key, label in _FIGURES.items():
		table.add_row(
			label,
			*(
				cell
				for figures in shown.values()
				for cell in (figures[key], rounded_seconds(figures[f"{key}_seconds"]))
			),
			style="bold" if key == "median" else None,
		)
	if elapsed["within"]:
		table.add_section()
	for place, limit in enumerate(elapsed["within"]):
		cells = (figures["within"][place] for figures in shown.values())
		table.add_row(
			f"≤ {limit['minutes']:,} min",
			*(text for cell in cells for text in (f"{cell['count']:,}", _share(cell))),
		)
	return table


def _share(cell: dict[str, Any]) -> str:
	return f"{cell['share']:.2%}"


def _groups(summary: dict[str, Any]) -> Table:
	is_working = summary["working"] is not None
	table = Table(title=f"By {summary['columns']['by']}", title_justify="left", pad_edge=False)
	table.add_column("", max_width=24, overflow="ellipsis", no_wrap=True)
	for name in ("Answered", "Open", "Median", "90th p.", *(("Working", "90th p.") if is_working else ())):
		table.add_column(name, justify="right")
	for group in summary["groups"]:
		cells = [f"{group['answered']:,}", f"{group['open']:,}"]
		for kind in ("elapsed", "working") if is_working else ("elapsed",):
			figures = group[kind]
			cells += [figures["median"], figures["p90"]] if figures else ["–", "–"]
		table.add_row(Text(group["group"] or "(blank)"), *cells)
	others = summary["other_groups"]
	if others:
		table.add_section()
		table.add_row(f"{others['groups']:,} more", f"{others['answered']:,}", f"{others['open']:,}")
	return table
