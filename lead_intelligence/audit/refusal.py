"""Input that the command line cannot work with, and how it says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

EXIT_CODES = "Exit codes: 0 done, 1 interrupted, 2 the input cannot be used (one sentence says why)."


class AuditRefused(Exception):
	"""Raised with one sentence for the person at the keyboard: what is wrong, where, and what to do. `kind` tells those about tables
	apart, and `named` is what they are about, for who says it in other words."""

	def __init__(self, sentence: str, kind: str | None = None, named: str = "") -> None:
		super().__init__(sentence)
		self.kind = kind
		self.named = named


def refuse(sentence: str) -> NoReturn:
	click.echo(f"lead-intelligence: {sentence}", err=True)
	sys.exit(2)


@contextmanager
def refusing(out: Path) -> Iterator[None]:
	"""`out`: where a failure to write is meant to have happened that does not say where it did."""
	try:
		yield
	except AuditRefused as refusal:
		refuse(str(refusal))
	except OSError as reason:
		refuse(f"{reason.filename or out}: {reason.strerror or reason}.")
