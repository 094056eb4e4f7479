"""From a path to a table, by what the file contains and not by how it is called."""

from __future__ import annotations

from pathlib import Path

from ..refusal import AuditRefused
from .delimited_text import DelimitedText
from .table import Table
from .workbook import WorkbookSheet

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def open_table(
	path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
	start = _first_bytes(path)
	if start.startswith(_OLD_OFFICE):
		raise AuditRefused(
			f"{path.name} is an old Excel file (.xls) or protected by a password. Save it as .xlsx or CSV without one."
		)
	if start.startswith(_ZIP) or path.suffix.lower() in (".xlsx", ".xlsm"):
		if encoding or delimiter:
			raise AuditRefused(
				f"{path.name} is an Excel workbook: --encoding and --delimiter do not apply to it."
			)
		return WorkbookSheet(path, sheet)
	if sheet:
		raise AuditRefused(f"{path.name} is a text file: it has no sheets, so --sheet does not apply to it.")
	try:
		return DelimitedText(path, encoding, delimiter)
	except OSError as reason:
		raise AuditRefused(f"{path.name} cannot be read: {reason.strerror or reason}.") from reason


def _first_bytes(path: Path) -> bytes:
	if path.is_dir():
		raise AuditRefused(f"{path} is a directory. Name a CSV or Excel file.")
	try:
		with path.open("rb") as file:
			start = file.read(8)
	except FileNotFoundError:
		raise AuditRefused(f"There is no file {path}.") from None
	except OSError as reason:
		raise AuditRefused(f"{path} cannot be read: {reason.strerror or reason}.") from reason
	if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0") and path.stat().st_size <= len(start):
		raise AuditRefused(f"{path.name} is empty.")
	return start
