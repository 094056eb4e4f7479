"""Days on which nobody works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..refusal import AuditRefused

_LINE = re.compile(r"\"?(\d{4}-\d{2}-\d{2})\"?(?:[\s,;|].*)?")


def holidays_of(days: Sequence[str], file: Path | None) -> frozenset[date]:
	"""Those named one by one, and those of a file."""
	named = (_day(day.strip(), "--holiday") for day in days)
	return frozenset([*named, *(_in_file(file) if file else ())])


def _in_file(file: Path) -> Iterator[date]:
	"""A day a line, and after it whatever it is called. Blank lines, and what comes after a #, do not count; nor does a
	first line that names columns."""
	try:
		lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
	except FileNotFoundError:
		raise AuditRefused(f"There is no file of holidays {file}.") from None
	except OSError as reason:
		raise AuditRefused(
			f"The file of holidays {file} cannot be read: {reason.strerror or reason}."
		) from None
	is_first = True
	for number, line in enumerate(lines, start=1):
		text = line.partition("#")[0].strip()
		if not text:
			continue
		match = _LINE.fullmatch(text)
		if match or not is_first or any(map(str.isdigit, text)):
			yield _day(match[1] if match else text[:40], f"{file.name}, line {number}:")
		is_first = False


def _day(text: str, where: str) -> date:
	try:
		if len(text) == 10:
			return date.fromisoformat(text)
	except ValueError:
		pass
	raise AuditRefused(f"{where} '{text}' is not a date; write it as YYYY-MM-DD.")
