"""Lines of files of history, so that a test says only what it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lead_intelligence.core.imported_history.line_reader import LineReader, Reading, several
from lead_intelligence.core.imported_history.meanings import Mapped, Meaning, columns_by_meaning
from lead_intelligence.core.imported_history.past_line import PastLine
from lead_intelligence.core.problems import Refused

NOW = datetime(2026, 11, 26, 12, 0)


def in_system_time(moment: datetime) -> datetime:
	"""The system is in UTC."""
	offset = moment.utcoffset()
	assert offset is not None
	return moment.replace(tzinfo=None) - offset


def reader(*meanings: Meaning, **options: Any) -> LineReader:
	"""Columns are called as what they mean."""
	columns = columns_by_meaning([Mapped(column=one.value, meaning=one) for one in meanings])
	options.setdefault("currency", "EUR")
	reading = Reading(columns=columns, now=NOW, in_system_time=in_system_time, **options)
	return LineReader(reading, [one.value for one in meanings])


def a_line(cells: dict[Meaning, str], **options: Any) -> PastLine:
	"""What is read of a line with an own number and these cells."""
	cells = {Meaning.OWN_NUMBER: "7", **cells}
	return reader(*cells, **options).read(2, list(cells.values()))


def refused(cells: dict[Meaning, str], **options: Any) -> list[str]:
	try:
		a_line(cells, **options)
	except Refused as refusal:
		return [problem.text() for problem in refusal.problems]
	raise AssertionError("nothing was refused")


WON_AND_LOST = {"won": several("Won, Gagné"), "lost": several("Lost")}
