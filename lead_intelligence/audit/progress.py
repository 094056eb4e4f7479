"""A bar while rows are read, on the error stream so that output can be piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


@contextmanager
def progress_shown(console: Console, doing: str) -> Iterator[Callable[[int, float], None]]:
	columns = (
		TextColumn(doing),
		BarColumn(),
		TaskProgressColumn(),
		TextColumn("{task.fields[rows]:,} rows"),
		TimeElapsedColumn(),
	)
	with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
		task = progress.add_task(doing, total=1.0, rows=0)

		def on_progress(rows: int, share: float) -> None:
			progress.update(task, completed=share, rows=rows)

		yield on_progress
