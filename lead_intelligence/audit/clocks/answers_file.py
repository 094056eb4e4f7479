"""`answers.csv`: each row that could be read, with the times it took."""

from __future__ import annotations

import csv
from datetime import datetime, timezone
from typing import IO
from zoneinfo import ZoneInfo

from ...core.sla.response_times import Response
from ..output.spreadsheet_formulas import neutralised
from .duration_text import as_seconds

_HEADER = ("line", "id", "due_from", "answered_at", "state", "elapsed_seconds", "working_seconds")


class AnswersFile:
	"""Moments are written in `zone`, with its offset. `by`: the column by which answers are grouped."""

	def __init__(self, file: IO[str], delimiter: str, zone: ZoneInfo, by: str | None) -> None:
		self._writer = csv.writer(file, delimiter=delimiter)
		self._zone = zone
		self._grouped = by is not None
		self._writer.writerow([*_HEADER, *([neutralised(f"by {by}")] if by else [])])

	def write(self, line: int, lead_id: str, response: Response, group: str) -> None:
		row = [
			str(line),
			neutralised(lead_id),
			self._moment(response.due_from),
			self._moment(response.answered_at),
			response.state.value,
			"" if response.elapsed is None else as_seconds(response.elapsed),
			"" if response.working is None else as_seconds(response.working),
		]
		self._writer.writerow([*row, neutralised(group)] if self._grouped else row)

	def _moment(self, at: datetime | None) -> str:
		return at.replace(tzinfo=timezone.utc).astimezone(self._zone).isoformat() if at else ""
