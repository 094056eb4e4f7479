"""`lead-intelligence clocks`: its options."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from ..progress import progress_shown
from ..refusal import EXIT_CODES, refusing
from ..table_options import table_options
from .clocks import SUMMARY, run_clocks
from .columns import NamedColumns
from .hours import EXAMPLE
from .options import Request
from .screen import print_times

_PATH = click.Path(path_type=Path)
_COLUMN = "COLUMN"


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=_PATH)
@click.option("--id", "id_column", metavar=_COLUMN, help="What a row is called. Default: recognised.")
@click.option(
	"--due-from", metavar=_COLUMN, help="The moment from which an answer is due. Default: recognised."
)
@click.option(
	"--answered-at",
	metavar=_COLUMN,
	help="The moment of the answer; blank: still open. Default: recognised.",
)
@click.option("--by", metavar=_COLUMN, help="Figures for each value of this column too, e.g. owner.")
@click.option(
	"--time-zone", metavar="ZONE", help="That of moments without an offset, e.g. Europe/Paris. Default: UTC."
)
@click.option(
	"--format",
	"formats",
	metavar="FORM",
	multiple=True,
	help="How moments are written where not in ISO 8601: DD/MM/YYYY HH:mm, %d/%m/%Y %H:%M, epoch, epoch-ms. Repeatable.",
)
@click.option("--now", metavar="MOMENT", help="How long open ones wait as of this moment, or as of now.")
@click.option(
	"--within",
	metavar="MINUTES",
	default="5,30,60,240,1440",
	show_default=True,
	help="Shares answered within so many minutes.",
)
@click.option(
	"--hours", metavar="TEXT", help=f"Working hours: '{EXAMPLE}'. Without them only elapsed times are given."
)
@click.option("--holidays", type=_PATH, metavar="FILE", help="Days without work, one YYYY-MM-DD a line.")
@click.option("--holiday", metavar="YYYY-MM-DD", multiple=True, help="One day without work. Repeatable.")
@click.option(
	"--calendar-zone",
	metavar="ZONE",
	help="Where working hours are read off the clock. Default: --time-zone.",
)
@click.option(
	"--out", type=_PATH, metavar="DIR", help="Where the results go. Default: <file name>-clocks here."
)
@table_options
def clocks(
	file: Path,
	id_column: str | None,
	due_from: str | None,
	answered_at: str | None,
	by: str | None,
	time_zone: str | None,
	formats: tuple[str, ...],
	now: str | None,
	within: str,
	hours: str | None,
	holidays: Path | None,
	holiday: tuple[str, ...],
	calendar_zone: str | None,
	out: Path | None,
	delimiter: str | None,
	encoding: str | None,
	sheet: str | None,
) -> None:
	"""Take the times from due to answered in FILE (CSV or XLSX), elapsed and in working hours.

	Writes answers.csv, rejects.csv and summary.json.
	"""
	request = Request(
		file=file,
		out=out or Path(f"{file.stem}-clocks"),
		columns=NamedColumns(id=id_column, due_from=due_from, answered_at=answered_at, by=by),
		time_zone=time_zone,
		formats=formats,
		now=now,
		within=within,
		hours=hours,
		holidays=holidays,
		holiday=holiday,
		calendar_zone=calendar_zone,
		delimiter=delimiter,
		encoding=encoding,
		sheet=sheet,
	)
	with refusing(request.out), progress_shown(Console(stderr=True), "Timing") as on_progress:
		summary = run_clocks(request, on_progress)
	print_times(Console(), summary, (request.out / SUMMARY).resolve())
