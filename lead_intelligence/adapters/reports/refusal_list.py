"""Refusals one by one, as marketing reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from frappe import _

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.refusal_rows import Answers
from lead_intelligence.adapters.reports.refusal_words import CONTESTS
from lead_intelligence.core.reporting.result import Card, Column, Result, Sentence, Shape

MOST: Final = 2000
# What is read first comes first: on a phone the others are folded.
_COLUMNS: Final = (
	Column(name="lead", label="Lead", shape=Shape.LEAD),
	Column(name="organisation", label="Company Name", shape=Shape.TEXT),
	Column(name="reason", label="Reason", shape=Shape.TEXT),
	Column(name="note", label="Note", shape=Shape.TEXT, width=260),
	Column(name="at", label="Refused", shape=Shape.MOMENT),
	Column(name="by", label="Refused By", shape=Shape.USER),
	Column(name="handed_over_by", label="Handed Over By", shape=Shape.USER),
	Column(name="consequence", label="Consequence", shape=Shape.TEXT),
	Column(name="contested_by", label="Contested By", shape=Shape.USER),
	Column(name="contest", label="What Came of It", shape=Shape.TEXT),
	Column(name="stage", label="Stage Now", shape=Shape.TEXT),
	Column(name="source", label="Source", shape=Shape.TEXT),
	Column(name="grade", label="Grade", shape=Shape.TEXT, width=80),
)


def list_of(
	answers: Answers,
	number: int,
	*,
	notes: Sequence[Sentence],
	how: Sequence[Sentence],
	cards: Sequence[Card],
) -> Result:
	"""`number`: of all refusals, of which the latest are shown."""
	found = answers.each(MOST)
	people = full_names(row[name] for row in found for name in _PEOPLE.values())
	shown = [{**_row(row), **_names(row, people)} for row in found]
	more = (
		[
			Sentence(
				text="The {shown} latest of {number} refusals are listed. Choose a shorter period for the others.",
				values={"shown": len(shown), "number": number},
			)
		]
		if number > len(shown)
		else []
	)
	return Result(columns=_COLUMNS, rows=shown, cards=cards, notes=[*notes, *more], how=how)


_PEOPLE: Final = {"by": "decided_by", "handed_over_by": "from_user", "contested_by": "contested_by"}


def _names(row: dict[str, Any], people: Mapping[str, str]) -> dict[str, object]:
	return {
		f"{column}_label": people[row[field]] for column, field in _PEOPLE.items() if row[field] in people
	}


def _row(row: dict[str, Any]) -> dict[str, object]:
	return {
		"key": str(row["name"]),
		"lead": row["lead"],
		"lead_label": row["lead_name"] or row["lead"],
		"organisation": row["company_name"] or "",
		"at": row["decided_at"],
		"by": row["decided_by"],
		"handed_over_by": row["from_user"],
		"reason": _(row["reason"]) if row["reason"] else "",
		"consequence": _(row["consequence"]) if row["consequence"] else "",
		"note": row["note"] or "",
		"source": row["source"] or "",
		"grade": row["li_grade"] or "",
		"contested_by": row["contested_by"],
		"contest": CONTESTS[row["contest"]],
		"stage": _(row["li_stage"]) if row["li_stage"] else "",
	}
