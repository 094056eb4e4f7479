"""The comparison in the terminal: the model in use beside the one that would replace it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from .sentences import headline, verdict

_NOTHING = "–"
_CAPTION = "leads · conversion (95% range)"
Data = Mapping[str, Any]


def print_comparison(console: Console, comparison: Data) -> None:
	old, new = comparison["old"], comparison["new"]
	console.print()
	console.print(f"Old: [bold]{escape(old['name'])}[/] · new: [bold]{escape(new['name'])}[/]")
	console.print(headline(comparison), highlight=False)
	console.print(_table(old, new))
	difference = comparison["auc_difference"]
	if difference:
		apart = f"AUC new − old: [bold]{difference['value']:+.6f}[/]{_range(difference, '+.4f', ' to ')}"
		console.print(apart, highlight=False)
		console.print(Text(verdict(comparison) or ""))
	for caution in comparison["cautions"]:
		console.print(Text("note ", style="yellow").append(caution, style="default"))


def _table(old: Data, new: Data) -> Table:
	table = Table(pad_edge=False, caption=_CAPTION if old["lifts"] else None, caption_justify="left")
	table.add_column("Grade")
	table.add_column("Old", justify="right")
	table.add_column("New", justify="right")
	before, after = ({grade["grade"]: grade for grade in model["grades"]} for model in (old, new))
	for name in dict.fromkeys([*after, *before]):
		table.add_row(Text(name), _grade(before.get(name)), _grade(after.get(name)))
	table.add_section()
	if old["roc_auc"] and new["roc_auc"]:
		table.add_row("ROC AUC", _auc(old["roc_auc"]), _auc(new["roc_auc"]))
	for one, other in zip(old["lifts"], new["lifts"], strict=True):
		table.add_row(f"Lift, best {one['best_share']:.0%}", _lift(one), _lift(other))
	return table


def _grade(grade: Data | None) -> str:
	if grade is None:
		return _NOTHING
	if grade["rate"] is None:
		return f"{grade['leads']:,}"
	return (
		f"{grade['leads']:,} · {grade['rate']:.2%} ({100 * grade['rate_low']:.1f}–{grade['rate_high']:.1%})"
	)


def _auc(auc: Data) -> str:
	return f"{auc['value']:.6f}{_range(auc, '.4f')}"


def _lift(lift: Data) -> str:
	return f"{lift['value']:.4f}{_range(lift, '.2f')}"


def _range(found: Data, form: str, to: str = "–") -> str:
	if found["low"] is None:
		return ""
	return f" ({found['low']:{form}}{to}{found['high']:{form}})"
