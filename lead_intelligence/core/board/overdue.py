"""What should have been done by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..reporting.result import Sentence
from .alarm import NOW, Alarm, Severity, rows_of

LATE_LEADS: Final = rows_of("Lead", ("li_due_at", "<", NOW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
	"""What should have been done by now. `since`: the earliest moment by which, as people read it. `most_of`: the user with most of them,
	who has `of_them`."""

	number: int
	since: str
	most_of: str | None
	of_them: int


def acceptance_alarm(overdue: Overdue | None) -> Alarm | None:
	if overdue is None or not overdue.number:
		return None
	return Alarm(
		name="acceptance",
		severity=Severity.ALARM,
		sentence=_told(
			overdue,
			Sentence(
				text="{number} hand-overs wait for an answer of sales past their time, the oldest since {since}."
			),
			Sentence(
				text="{number} hand-overs wait for an answer of sales past their time, the oldest since {since}. {of_them} of them are with {who}."
			),
		),
		target=rows_of("Lead Handover", ("status", "in", "Waiting,Lapsed"), ("due_at", "<", NOW)),
		who=overdue.most_of,
	)


def late_alarm(overdue: Overdue | None) -> Alarm | None:
	if overdue is None or not overdue.number:
		return None
	return Alarm(
		name="late",
		severity=Severity.ALARM,
		sentence=_told(
			overdue,
			Sentence(
				text="{number} leads wait past the moment when a response was due, the oldest since {since}."
			),
			Sentence(
				text="{number} leads wait past the moment when a response was due, the oldest since {since}. {of_them} of them belong to {who}."
			),
		),
		target=LATE_LEADS,
		who=overdue.most_of,
	)


def _told(overdue: Overdue, of_nobody: Sentence, of_somebody: Sentence) -> Sentence:
	values = {
		"number": overdue.number,
		"since": overdue.since,
		"of_them": overdue.of_them,
		"who": overdue.most_of or "",
	}
	return Sentence(text=(of_somebody if overdue.most_of else of_nobody).text, values=values)
