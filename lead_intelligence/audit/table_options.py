"""How a command is told to open its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

_OPTIONS: Final = (
	click.option("--delimiter", metavar="CHAR", help="As in audit. Default: detected."),
	click.option(
		"--encoding", metavar="NAME", help="The encoding of the text, e.g. cp1252. Default: detected."
	),
	click.option("--sheet", metavar="NAME", help="The sheet of an Excel workbook. Default: the first."),
)


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
	"""Adds `delimiter`, `encoding` and `sheet`."""
	for option in reversed(_OPTIONS):
		command = option(command)
	return command
