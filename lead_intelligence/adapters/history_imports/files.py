"""The file of an import: found on the site, opened as a table, and what is wrong with it in the words of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from lead_intelligence.audit.refusal import AuditRefused
from lead_intelligence.audit.tables.delimited_text import DelimitedText
from lead_intelligence.core.imported_history.meanings import MOST_COLUMNS

MOST_MEGABYTES: Final = 50
MOST_LINES: Final = 1_000_000
SAMPLED_LINES: Final = 200
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def open_file(doc: Document) -> DelimitedText:
	"""Throws a sentence if there is no file that the user may read, or none that is CSV."""
	return open_table(doc.get("file"), MOST_MEGABYTES)


def open_table(url: str | None, most_megabytes: int) -> DelimitedText:
	"""The same of a file by its address."""
	path = Path(readable_file(url).get_full_path())
	if not path.is_file():
		frappe.throw(_("The file is not there any more. Attach it again."))
	if path.stat().st_size > most_megabytes * 1024 * 1024:
		frappe.throw(_("The file is larger than {0} MB. Split it into several.").format(most_megabytes))
	with path.open("rb") as stream:
		if stream.read(4) in _WORKBOOKS:
			frappe.throw(_("The file is an Excel workbook. Save it as CSV and attach that."))
	try:
		table = DelimitedText(path)
	except AuditRefused as refusal:
		frappe.throw(_in_words(refusal))
	if len(table.columns) > MOST_COLUMNS:
		frappe.throw(
			_("The file has more than {0} columns. Leave out those that are not needed.").format(MOST_COLUMNS)
		)
	return table


def readable_file(url: str | None) -> Document:
	"""Throws a sentence where there is none that the user may read."""
	if not url:
		frappe.throw(_("There is no file yet. Attach a CSV file under 'File'."))
	filters = {"file_url": url, "is_folder": 0}
	files = [
		frappe.get_doc("File", name)
		for name in frappe.get_all("File", filters=filters, pluck="name", limit=50)
	]
	readable = [file for file in files if file.has_permission("read")]
	if not readable:
		frappe.throw(_("The file is not on this site, or you may not read it. Attach it again."))
	return readable[0]


def _in_words(refusal: AuditRefused) -> str:
	named = escape_html(refusal.named)
	sentences = {
		"empty": _("The file is empty. Attach one with lines below the names of its columns."),
		"no_header": _("The file has no names of columns. Add a first line with them."),
		"data_as_header": _(
			"The first line of the file looks like data ('{0}'). Add a line above it that names the columns."
		).format(named),
		"twice": _("The file has several columns named '{0}'. Rename all but one of them.").format(named),
		"binary": _("The file is no text file. Save the table as CSV and attach that."),
		"encoding": _("It is not clear how the file writes its letters. Save it as CSV in UTF-8."),
	}
	return sentences.get(
		refusal.kind or "", _("The first line of the file cannot be read. Save the table as CSV again.")
	)


def examples(table: DelimitedText) -> list[list[str]]:
	"""The cells of the first lines that can be read, column by column."""
	cells: list[list[str]] = [[] for _column in table.columns]
	for number, record in enumerate(table.records()):
		if number >= SAMPLED_LINES:
			break
		if not record.problem:
			for column, cell in zip(cells, record.cells, strict=True):
				column.append(cell)
	return cells
