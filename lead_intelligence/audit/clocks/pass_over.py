"""The pass over the rows: each is timed or rejected, none is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ...core.sla.response_times import Response, ResponseState, ResponseTimes, Stopwatch
from ..output.rejected_rows import Example, RejectedRows, nothing_read
from ..reading.blank_text import is_blank
from ..reading.moment_text import MomentReader, UnreadableMoment
from ..reading.repeated_ids import RepeatedIds, SeenIds
from ..refusal import AuditRefused
from ..tables.table import Record, Table
from .answers_file import AnswersFile
from .columns import Columns

_ROWS_BETWEEN_REPORTS = 2_000
_EXAMPLES = 5
_MOST_GROUPS = 10_000


@dataclass(slots=True)
class PassResult:
	"""`first_due`, `last_due`: of the answered and the open."""

	rows: int = 0
	blank: int = 0
	times: ResponseTimes = field(default_factory=ResponseTimes)
	groups: dict[str, ResponseTimes] = field(default_factory=dict)
	unreadable: list[Example] = field(default_factory=list)
	early: list[Example] = field(default_factory=list)
	without_id: int = 0
	after_now: int = 0
	first_due: datetime | None = None
	last_due: datetime | None = None
	repeated: RepeatedIds | None = None


class Pass:
	def __init__(
		self,
		table: Table,
		columns: Columns,
		moments: MomentReader,
		stopwatch: Stopwatch,
		now: datetime | None,
	) -> None:
		self._table = table
		self._columns = columns
		self._moments = moments
		self._stopwatch = stopwatch
		self._now = now
		place = table.columns.index
		self._id = None if columns.id is None else place(columns.id)
		self._due_from, self._answered_at = place(columns.due_from), place(columns.answered_at)
		self._by = None if columns.by is None else place(columns.by)
		self.result = PassResult()

	def over(
		self, answers: AnswersFile, rejects: RejectedRows, on_progress: Callable[[int, float], None]
	) -> PassResult:
		"""Raises AuditRefused when no row at all can be read."""
		result, seen = self.result, SeenIds()
		for record in self._table.records():
			result.rows += 1
			if not result.rows % _ROWS_BETWEEN_REPORTS:
				on_progress(result.rows, self._table.share_read())
			if not record.problem and self._id is not None:
				lead_id = record.cells[self._id].strip()
				seen.add(lead_id) if lead_id else self._note_missing_id()
			try:
				response = self._response(record)
			except UnreadableMoment as problem:
				rejects.write(record, str(problem))
				self._example(result.unreadable, record, str(problem))
				continue
			group = record.cells[self._by].strip() if self._by is not None else ""
			self._count(record, response, group)
			answers.write(record.line, self._id_of(record), response, group)
		on_progress(result.rows, 1.0)
		if rejects.count == result.rows:
			raise AuditRefused(nothing_read(result.rows, rejects))
		result.blank = self._table.blank_rows
		if self._id is not None:
			result.repeated = seen.repeated(self._ids(self._id))
		return result

	def _response(self, record: Record) -> Response:
		if record.problem:
			raise UnreadableMoment(record.problem)
		due_text = record.cells[self._due_from].strip()
		answer_text = record.cells[self._answered_at].strip()
		if is_blank(due_text):
			raise UnreadableMoment(f"'{self._columns.due_from}' is blank")
		due_from = self._moment(due_text, self._columns.due_from)
		answered_at = None
		if not is_blank(answer_text):
			answered_at = self._moment(answer_text, self._columns.answered_at)
		return self._stopwatch.response(due_from, answered_at, self._now)

	def _moment(self, text: str, column: str) -> datetime:
		try:
			return self._moments.read(text)
		except UnreadableMoment as problem:
			raise UnreadableMoment(f"'{column}' cannot be read: {problem}") from None

	def _count(self, record: Record, response: Response, group: str) -> None:
		result, state = self.result, response.state
		result.times.add(response)
		if self._by is not None:
			if group not in result.groups and len(result.groups) >= _MOST_GROUPS:
				raise AuditRefused(
					f"The column '{self._columns.by}' has more than {_MOST_GROUPS:,} different values. "
					"Name one with fewer for --by."
				)
			result.groups.setdefault(group, ResponseTimes()).add(response)
		if state is ResponseState.EARLY and response.elapsed is not None:
			before = -response.elapsed
			self._example(result.early, record, f"{before.total_seconds():g} s before")
		elif state is not ResponseState.NOT_DUE:
			due = response.due_from
			if result.first_due is None or due < result.first_due:
				result.first_due = due
			if result.last_due is None or due > result.last_due:
				result.last_due = due
		if self._now and response.answered_at and response.answered_at > self._now:
			result.after_now += 1

	def _id_of(self, record: Record) -> str:
		return record.cells[self._id].strip() if self._id is not None and not record.problem else ""

	def _note_missing_id(self) -> None:
		self.result.without_id += 1

	def _example(self, examples: list[Example], record: Record, reason: str) -> None:
		if len(examples) < _EXAMPLES:
			examples.append(Example(record.line, self._id_of(record)[:80], reason))

	def _ids(self, place: int) -> Iterator[tuple[int, str]]:
		for record in self._table.records():
			if not record.problem and (text := record.cells[place].strip()):
				yield record.line, text
