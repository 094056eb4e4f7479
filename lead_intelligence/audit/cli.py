"""`lead-intelligence`: the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from .. import __version__
from .audit import REPORT, Request, run_audit
from .clocks.command import clocks
from .demo.demo import demo_request
from .funnel.command import funnel
from .mapping.suggestion import write_suggestion
from .progress import progress_shown
from .refusal import EXIT_CODES, AuditRefused, refuse, refusing
from .screen import print_summary

_PATH = click.Path(path_type=Path)
_DRAFT = "map.yaml"


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="lead-intelligence")
def main() -> None:
	"""Scores a file of leads with an explainable model and reports how well the score finds the buyers. Takes the times
	that first responses took, and says how far leads came."""


main.add_command(clocks)
main.add_command(funnel)


@main.command(epilog=EXIT_CODES)
@click.argument("file", type=_PATH, required=False)
@click.option(
	"--map",
	"map_file",
	type=_PATH,
	metavar="YAML",
	help="Which column is which field. Not needed for ERPNext exports.",
)
@click.option(
	"--model",
	"model_file",
	type=_PATH,
	metavar="JSON",
	help="A scoring model as the desk exports it. Default: the starter model.",
)
@click.option(
	"--compare",
	"compare_file",
	type=_PATH,
	metavar="JSON",
	help="A second model: what would change if it replaced the one of --model, the model in use.",
)
@click.option(
	"--newer-than",
	metavar="YYYY-MM-DD",
	help="With --compare: judge both by leads created since this day, and only learn from older ones. Default: judge by all.",
)
@click.option(
	"--outcome",
	metavar="COLUMN=VALUE",
	help="The column that says how a lead ended and the value that means won, e.g. Converted=1. Several values: Status=Converted,Quotation.",
)
@click.option(
	"--out", type=_PATH, metavar="DIR", help="Where the results go. Default: <file name>-audit here."
)
@click.option(
	"--suggest-map",
	is_flag=False,
	flag_value=_DRAFT,
	metavar="[PATH]",
	help=f"Write a first draft of a mapping (default {_DRAFT}) instead of an audit.",
)
@click.option(
	"--today",
	metavar="YYYY-MM-DD",
	help="Judge rules on dates as of this day. Default: the mapping's day, else today.",
)
@click.option(
	"--delimiter",
	metavar="CHAR",
	help="What separates the cells; a character, or comma, semicolon, tab, pipe. Default: detected.",
)
@click.option("--encoding", metavar="NAME", help="The encoding of the text, e.g. cp1252. Default: detected.")
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel workbook. Default: the first.")
def audit(
	file: Path | None,
	map_file: Path | None,
	model_file: Path | None,
	compare_file: Path | None,
	newer_than: str | None,
	outcome: str | None,
	out: Path | None,
	suggest_map: str | None,
	today: str | None,
	delimiter: str | None,
	encoding: str | None,
	sheet: str | None,
) -> None:
	"""Score the leads in FILE (CSV or XLSX) and report on them.

	Lead exports of ERPNext are read as they are. Writes scored.csv, rejects.csv, report.html and summary.json.
	"""
	if file is None and suggest_map and suggest_map != _DRAFT and Path(suggest_map).is_file():
		# `--suggest-map leads.csv` reads as the draft's path, but means the leads.
		file, suggest_map = Path(suggest_map), _DRAFT
	if file is None:
		raise click.UsageError("Missing argument 'FILE'.")
	if suggest_map:
		_suggest(file, Path(suggest_map), encoding, delimiter, sheet)
		return
	_audit(
		Request(
			file=file,
			out=out or Path(f"{file.stem}-audit"),
			today=_day("--today", today) or date.today(),
			today_is_given=today is not None,
			map_file=map_file,
			model_file=model_file,
			compare_file=compare_file,
			newer_than=_day("--newer-than", newer_than),
			outcome=outcome,
			delimiter=delimiter,
			encoding=encoding,
			sheet=sheet,
		)
	)


@main.command()
@click.option(
	"--out",
	type=_PATH,
	default=Path("lead-intelligence-demo"),
	metavar="DIR",
	show_default=True,
	help="Where the results go.",
)
def demo(out: Path) -> None:
	"""Audit the bundled leads of a sample company with the starter model."""
	with demo_request(out) as request:
		_audit(request)


def _audit(request: Request) -> None:
	with refusing(request.out), progress_shown(Console(stderr=True), "Scoring") as on_progress:
		summary = run_audit(request, on_progress)
	print_summary(Console(), summary, (request.out / REPORT).resolve())


def _suggest(file: Path, draft: Path, encoding: str | None, delimiter: str | None, sheet: str | None) -> None:
	try:
		found = write_suggestion(file, draft, encoding=encoding, delimiter=delimiter, sheet=sheet)
	except AuditRefused as refusal:
		refuse(str(refusal))
	click.echo(f"{draft} is a first draft for {found} columns. Read it, correct it, then:")
	click.echo(f"  lead-intelligence audit {file} --map {draft} --model MODEL.json")


def _day(option: str, text: str | None) -> date | None:
	try:
		return date.fromisoformat(text) if text else None
	except ValueError:
		refuse(f"{option} '{text}' is not a date; write it as YYYY-MM-DD.")
