"""The work of an import: its file is gone through in chunks, either only looked at, or entered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import monotonic
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.history_imports.entry import Entry
from lead_intelligence.adapters.history_imports.files import MOST_LINES, open_file
from lead_intelligence.adapters.history_imports.judging import JudgedLine, Judging
from lead_intelligence.adapters.history_imports.mapping import line_reader
from lead_intelligence.adapters.history_imports.refused_lines import RefusedLines
from lead_intelligence.adapters.history_imports.state import (
	CHECKED,
	CHECKING,
	IMPORT,
	IMPORTED,
	IMPORTING,
	publish,
	stored,
	write,
)
from lead_intelligence.audit.tables.table import Record
from lead_intelligence.core.imported_history.counting import Tally

LINES_IN_A_CHUNK = 500
_TELL_EVERY = 1.0


class Work:
	"""One job's part in the check or the entry of a file. `work` gives whether it is over, or was taken out of our hands."""

	def __init__(self, name: str) -> None:
		doc = frappe.get_doc(IMPORT, name)
		self._doc = doc
		self._name = name
		self._enters = doc.status == IMPORTING
		self._table = open_file(doc)
		self._judging = Judging(
			doc, line_reader(doc, self._table), len(self._table.columns), makes=self._enters
		)
		row = stored(name)
		progress = row.progress if row else {}
		self._tally = Tally.of(progress.get("tally") or {})
		self._done = int(progress.get("done") or 0) if self._enters else 0
		if not self._enters:
			self._tally = Tally()
		self._entry = Entry(name)
		size = int(progress.get("refused_bytes") or 0) if self._done else 0
		self._refused = RefusedLines(name, self._table.columns, size)
		self._new_masters: dict[str, list[str]] = dict(progress.get("masters") or {}) if self._enters else {}
		self._total = int(progress.get("total") or 0) or None
		self._told = 0.0

	def work(self, seconds: float) -> bool:
		deadline = monotonic() + seconds
		for records in self._chunks():
			if not self._take(records):
				return True
			if monotonic() > deadline and self._enters:
				return False
		self._finish()
		return True

	def _chunks(self) -> Iterator[list[Record]]:
		records = islice(self._table.records(), self._done, None)
		while chunk := list(islice(records, LINES_IN_A_CHUNK)):
			yield chunk

	def _take(self, records: list[Record]) -> bool:
		"""False if it is not ours to go on with."""
		frappe.db.commit()
		row = stored(self._name, lock=self._enters)
		if (
			row is None
			or row.status not in (CHECKING, IMPORTING)
			or (row.status == IMPORTING) != self._enters
		):
			frappe.db.rollback()
			return False
		if self._enters and int(row.progress.get("done") or 0) != self._done:
			# Somebody else is at it.
			frappe.db.rollback()
			return False
		lines = self._judging.judge(records)
		if self._enters:
			self._entry.enter(lines)
		self._count(lines)
		self._refused.add(lines)
		self._done += len(records)
		if self._done > MOST_LINES:
			frappe.throw(_("The file has more than {0} lines. Split it into several.").format(MOST_LINES))
		self._note_progress()
		return True

	def _count(self, lines: list[JudgedLine]) -> None:
		for line in lines:
			past, found = line.past, line.entering
			if line.problems or past is None or found is None:
				self._tally.refuse(line.record.line, line.problems)
			else:
				self._tally.accept(past, found, line.lead, line.is_new)
		for meaning, names in self._judging.masters.new.items():
			self._new_masters.setdefault(meaning.value, []).extend(sorted(names))
		self._judging.masters.new.clear()

	def _note_progress(self) -> None:
		progress = {
			"done": self._done,
			"total": self._total or self._guessed_total(),
			"tally": self._tally.data() if self._enters else None,
			"refused_bytes": self._refused.size if self._enters else 0,
			"masters": self._new_masters if self._enters else None,
			"entered": self._enters,
			"was": IMPORTING if self._enters else CHECKING,
		}
		if self._enters or monotonic() - self._told > _TELL_EVERY:
			write(self._name, progress=progress)
		frappe.db.commit()
		if monotonic() - self._told > _TELL_EVERY:
			self._told = monotonic()
			publish(self._name)

	def _guessed_total(self) -> int:
		share = self._table.share_read()
		return max(self._done, int(self._done / share)) if share else self._done

	def _finish(self) -> None:
		frappe.db.commit()
		row = stored(self._name, lock=True)
		if row is None or row.status != (IMPORTING if self._enters else CHECKING):
			frappe.db.rollback()
			return
		counts = self._tally.counts
		findings = {**self._tally.data(), "masters": self._new_masters, "about": self._table.about}
		values: dict[str, Any] = {
			"status": IMPORTED if self._enters else CHECKED,
			"rows_read": counts["read"],
			"rows_accepted": counts["read"] - counts["refused"],
			"rows_refused": counts["refused"],
			"findings": findings,
			"refused_file": self._refused.attach(self._doc.title),
			"progress": {"done": self._done, "total": self._done, "entered": self._enters},
		}
		now = now_datetime()
		if self._enters:
			values.update(
				{
					"imported_at": now,
					"leads_found": counts["found"],
					"leads_created": counts["created"],
					"entries_written": self._tally.stages.total(),
					"facts_written": counts["answers"] + self._tally.deals.total(),
				}
			)
		else:
			values["checked_at"] = now
		write(self._name, **values)
		frappe.db.commit()
		publish(self._name)
