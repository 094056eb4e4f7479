"""What every command says in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text


def how_read(file: Mapping[str, Any]) -> str:
	"""Its format, and how it was opened."""
	details = (file.get("encoding"), file.get("delimiter"), file.get("sheet"))
	return escape(", ".join([file["format"], *(str(detail) for detail in details if detail)]))


def print_unreadable(console: Console, reasons: Iterable[Mapping[str, Any]]) -> None:
	for reason in list(reasons)[:5]:
		console.print(
			f"[yellow]unreadable[/] {reason['rows']:,} × {escape(reason['reason'])} (first in line {reason['first_line']})",
			highlight=False,
		)


def print_ending(console: Console, notes: Iterable[str], what: str, written: Path) -> None:
	"""What is to be known of the figures, and where they are."""
	for note in notes:
		console.print(Text("note ", style="yellow").append(note, style="default"))
	console.print(f"{what}: [bold]{escape(str(written))}[/]", soft_wrap=True, highlight=False)
