"""What a reader of the figures should know before trusting them, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.sla.response_times import ResponseState
from ..output.rejected_rows import Example
from ..reading.moment_text import MomentReader
from .columns import Columns
from .pass_over import PassResult


def cautions_of(result: PassResult, moments: MomentReader, columns: Columns, zone: str) -> list[str]:
	return [
		*_about_rows(result, columns),
		*_about_moments(moments, zone),
		*_about_ids(result, columns),
		*_about_now(result),
	]


def _about_rows(result: PassResult, columns: Columns) -> Iterator[str]:
	count = result.times.count
	if early := count(ResponseState.EARLY):
		clause = (
			"is answered before it is due; it is"
			if early == 1
			else "are answered before they are due; they are"
		)
		yield f"{_counted(early, 'row')} {clause} left out of all figures: {_named(result.early, early)}."
	if not count(ResponseState.ANSWERED):
		yield f"No row has an answer that can be timed; '{columns.answered_at}' may be the wrong column."


def _about_moments(moments: MomentReader, zone: str) -> Iterator[str]:
	if moments.with_offset and moments.without_offset:
		yield (
			f"Of {_counted(moments.with_offset + moments.without_offset, 'moment')} {moments.without_offset:,} "
			f"{_has(moments.without_offset)} no offset from UTC and {_are(moments.without_offset)} read in {zone}, the "
			f"other {moments.with_offset:,} as {'it says' if moments.with_offset == 1 else 'they say'}."
		)
	if number := moments.repeated:
		yield (
			f"{_counted(number, 'moment')} {_lies(number)} in an hour that the clocks of {zone} show twice; the first "
			"passing is taken."
		)
	if number := moments.skipped:
		yield (
			f"{_counted(number, 'moment')} {_lies(number)} in an hour that the clocks of {zone} skip; read as if they had "
			"not changed yet."
		)
	if number := moments.without_time:
		yield f"{_counted(number, 'moment')} {_has(number)} no time of day and {_are(number)} taken for 00:00."


def _about_ids(result: PassResult, columns: Columns) -> Iterator[str]:
	if columns.id is None:
		yield "The file has no column that is known to hold an ID (--id names one); rows are named by their lines."
	if result.without_id:
		yield f"{_counted(result.without_id, 'row')} {_has(result.without_id)} no ID."
	if result.repeated and (rows := result.repeated.rows):
		examples = "; ".join(
			f"{text[:80]} in lines {' and '.join(map(str, lines))}"
			for text, lines in result.repeated.examples.items()
		)
		repeat = (
			"repeats the ID of a row above; it counts" if rows == 1 else "repeat IDs of rows above; all count"
		)
		yield f"{_counted(rows, 'row')} {repeat}: {examples}."


def _about_now(result: PassResult) -> Iterator[str]:
	if number := result.times.count(ResponseState.NOT_DUE):
		yield f"{_counted(number, 'row')} without answer {_are(number)} due only after --now, and left out."
	if number := result.after_now:
		yield f"{_counted(number, 'answer')} {_lies(number)} after --now and {'counts' if number == 1 else 'count'} all the same."


def _named(examples: Sequence[Example], of: int) -> str:
	parts = [
		f"line {example.line} ({', '.join(filter(None, (example.id, example.reason)))})"
		for example in examples
	]
	return ", ".join(parts) + (" …" if of > len(parts) else "")


def _counted(number: int, what: str) -> str:
	return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _has(number: int) -> str:
	return "has" if number == 1 else "have"


def _are(number: int) -> str:
	return "is" if number == 1 else "are"


def _lies(number: int) -> str:
	return "lies" if number == 1 else "lie"
