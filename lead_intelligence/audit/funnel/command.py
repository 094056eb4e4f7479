"""`lead-intelligence funnel`: its options."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from ...core.funnel.cohorts import Span
from ..progress import progress_shown
from ..refusal import EXIT_CODES, refusing
from ..table_options import table_options
from .funnel import REPORT, run_funnel
from .layout import Kind
from .options import MOST_DAYS, NamedColumns, Request
from .screen import print_funnel

_PATH = click.Path(path_type=Path)
_COLUMN = "COLUMN"


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=_PATH)
@click.option(
	"--layout",
	type=click.Choice([kind.value for kind in Kind]),
	help="wide: a row is a case, with a column for each stage. long: a row is an event. Default: recognised.",
)
@click.option(
	"--stages",
	metavar="A,B,C",
	help="The stages in order: columns of a wide file, values of a long one. Default: recognised.",
)
@click.option("--won", metavar="STAGE", help="The stage that means won. Default: the last.")
@click.option("--lost", metavar="A,B", help="Stages that mean lost. They are no part of the ladder.")
@click.option("--id", "id_column", metavar=_COLUMN, help="What a case is called. Default: recognised.")
@click.option("--stage", metavar=_COLUMN, help="Of a long file, the stage. Default: recognised.")
@click.option("--at", metavar=_COLUMN, help="Of a long file, the moment. Default: recognised.")
@click.option("--group-by", metavar=_COLUMN, help="Figures for each value of this column too, e.g. origin.")
@click.option("--amount", metavar=_COLUMN, help="An amount to add up over the won.")
@click.option(
	"--cohorts",
	type=click.Choice([span.value for span in Span]),
	default=Span.MONTH.value,
	show_default=True,
	help="How cases are put together by their entry.",
)
@click.option(
	"--ripe-days",
	type=click.IntRange(0, MOST_DAYS),
	default=90,
	show_default=True,
	help="Cases younger than this are not judged yet.",
)
@click.option(
	"--today", metavar="YYYY-MM-DD", help="As of when cases are so old. Default: the last day in the file."
)
@click.option(
	"--within",
	metavar="DAYS",
	default="7,30,90",
	show_default=True,
	help="Shares that took no more than so many days.",
)
@click.option(
	"--time-zone",
	metavar="ZONE",
	help="That of moments without an offset, and of days and months. Default: UTC, and days as they are written.",
)
@click.option(
	"--format",
	"formats",
	metavar="FORM",
	multiple=True,
	help="How moments are written where not in ISO 8601: DD/MM/YYYY HH:mm, %d/%m/%Y, epoch, epoch-ms. Repeatable.",
)
@click.option(
	"--out", type=_PATH, metavar="DIR", help="Where the results go. Default: <file name>-funnel here."
)
@table_options
def funnel(
	file: Path,
	layout: str | None,
	stages: str | None,
	won: str | None,
	lost: str | None,
	id_column: str | None,
	stage: str | None,
	at: str | None,
	group_by: str | None,
	amount: str | None,
	cohorts: str,
	ripe_days: int,
	today: str | None,
	within: str,
	time_zone: str | None,
	formats: tuple[str, ...],
	out: Path | None,
	delimiter: str | None,
	encoding: str | None,
	sheet: str | None,
) -> None:
	"""Say how far the cases in FILE (CSV or XLSX) came and how long it took them, from the dates of their stages.

	Writes report.html, summary.json and rejects.csv.
	"""
	request = Request(
		file=file,
		out=out or Path(f"{file.stem}-funnel"),
		columns=NamedColumns(id=id_column, stage=stage, at=at, group_by=group_by, amount=amount),
		layout=layout,
		stages=stages,
		won=won,
		lost=lost,
		cohorts=cohorts,
		today=today,
		ripe_days=ripe_days,
		within=within,
		time_zone=time_zone,
		formats=formats,
		delimiter=delimiter,
		encoding=encoding,
		sheet=sheet,
	)
	with refusing(request.out), progress_shown(Console(stderr=True), "Counting") as on_progress:
		summary = run_funnel(request, on_progress)
	print_funnel(Console(), summary, (request.out / REPORT).resolve())
