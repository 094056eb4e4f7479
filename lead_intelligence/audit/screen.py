"""What the audit says in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from .comparison.screen import print_comparison
from .screen_lines import how_read, print_ending

_STYLES = ("bold red", "yellow", "blue", "cyan", "white")


def print_summary(console: Console, summary: dict[str, Any], report: Path) -> None:
	rows, model, outcome = summary["rows"], summary["model"], summary["outcome"]
	console.print()
	console.print(f"[bold]{escape(summary['file']['name'])}[/]  {how_read(summary['file'])}")
	console.print(
		f"{rows['read']:,} rows read: {rows['scored']:,} scored, {rows['rejected']:,} rejected"
		f" · model [bold]{escape(model['name'])}[/], {model['rules']} rules"
	)
	console.print(_grade_table(summary))
	if outcome:
		best = outcome["best_20_percent"]
		console.print(
			f"ROC AUC [bold]{outcome['roc_auc']:.6f}[/] · the best-scored 20% hold [bold]{best['captured']:.2%}[/] of all "
			f"conversions, lift [bold]{best['lift']:.4f}[/]",
			highlight=False,
		)
	else:
		console.print("No outcome given: --outcome COLUMN=VALUE adds conversion per grade, lift and AUC.")
	if summary["comparison"]:
		print_comparison(console, summary["comparison"])
	for reason in rows["rejected_because"][:5]:
		console.print(
			f"[yellow]rejected[/] {reason['rows']:,} × {escape(reason['reason'])} (first in line {reason['first_line']})"
		)
	print_ending(console, summary["warnings"], "Report", report)


def _grade_table(summary: dict[str, Any]) -> Table:
	outcome, points = summary["outcome"], summary["model"]["scale"] == "points"
	table = Table(title_justify="left", show_footer=True, pad_edge=False)
	table.add_column("Grade", footer="All")
	table.add_column("From points" if points else "From score", justify="right")
	table.add_column("Leads", justify="right", footer=f"{summary['rows']['scored']:,}")
	table.add_column("Share", justify="right", footer="100.00%")
	if outcome:
		table.add_column("Won", justify="right", footer=f"{outcome['won']:,}")
		table.add_column("Conversion", justify="right", footer=f"{outcome['rate']:.2%}")
		table.add_column("× average", justify="right", footer="1.00")
	for rank, grade in enumerate(summary["grades"]):
		style = _STYLES[min(rank, len(_STYLES) - 1)]
		bound = "" if grade["at_least"] is None else f"{grade['at_least']:g}"
		cells: list[Text | str] = [
			Text(grade["grade"], style=style),
			bound,
			f"{grade['leads']:,}",
			f"{grade['share']:.2%}",
		]
		if outcome:
			rate, against = grade["rate"], grade["against_all"]
			cells += [
				f"{grade['won']:,}",
				"–" if rate is None else f"{rate:.2%}",
				"–" if against is None else f"{against:.2f}",
			]
		table.add_row(*cells)
	return table
