"""The lines that were refused, as a CSV to mend and import again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import frappe
from frappe import _
from frappe.core.api.file import get_max_file_size

from lead_intelligence.adapters.history_imports.judging import JudgedLine
from lead_intelligence.adapters.history_imports.state import IMPORT
from lead_intelligence.audit.output.spreadsheet_formulas import neutralised_row

MOST_LINES: Final = 50_000
_MARGIN: Final = 100_000


class RefusedLines:
	"""Written beside the site's files while the import goes on. `size`: how many bytes are sure to belong to lines that are done: what a killed
	worker has written beyond is cut off."""

	def __init__(self, name: str, columns: Sequence[str], size: int = 0) -> None:
		self._name = name
		self._columns = columns
		self._path = Path(frappe.get_site_path("private", "files", f"{name}-refused.part"))
		self.size = size
		if size and self._path.exists():
			with self._path.open("r+b") as file:
				file.truncate(size)
		else:
			self.size = self._write([_("Line"), _("Reason"), *columns], "wb")

	def add(self, lines: Sequence[JudgedLine]) -> None:
		"""Those that are refused; as long as there is room for them."""
		width = len(self._columns)
		for line in lines:
			if line.problems and self.size < self._most:
				reason = " ".join(problem.text(_) for problem in line.problems)
				cells = [*line.record.cells[:width], *[""] * (width - len(line.record.cells))]
				self.size += self._write([str(line.record.line), reason, *cells], "ab")

	@property
	def _most(self) -> int:
		return int(get_max_file_size()) - _MARGIN

	def _write(self, cells: Sequence[str], mode: str) -> int:
		text = io.StringIO()
		csv.writer(text).writerow(neutralised_row(cells))
		# A spreadsheet takes a file for UTF-8 that begins so.
		content = text.getvalue().encode("utf-8-sig" if mode == "wb" else "utf-8")
		with self._path.open(mode) as file:
			file.write(content)
		return len(content)

	def attach(self, title: str) -> str | None:
		"""As a file of the import, for those who may read it. Its address; None where nothing was refused."""
		for file in frappe.get_all("File", _attached_to(self._name), pluck="name"):
			frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)
		content = self._path.read_bytes()
		self._path.unlink()
		if content.count(b"\n") < 2:
			return None
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{frappe.scrub(title.removesuffix('.csv'))[:60]}-refused.csv",
				"content": content,
				"is_private": 1,
				"attached_to_doctype": IMPORT,
				"attached_to_name": self._name,
				"attached_to_field": "refused_file",
			}
		)
		file.insert(ignore_permissions=True)
		return str(file.file_url)


def _attached_to(name: str) -> dict[str, str]:
	return {"attached_to_doctype": IMPORT, "attached_to_name": name, "attached_to_field": "refused_file"}
