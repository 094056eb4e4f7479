"""Happenings become touches: one for each of their leads, and none where the lead has it already."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import frappe

from lead_intelligence.adapters.capture.happening import Happening
from lead_intelligence.adapters.capture.whose import leads_of
from lead_intelligence.adapters.statements import MOST_VALUES
from lead_intelligence.adapters.touches import LONGEST_NAME, NewTouch
from lead_intelligence.core.engagement.touch import Response

_ANSWERED = "answered:"


def new_touches(happenings: Sequence[Happening]) -> list[NewTouch]:
	"""A key alone would not do: it is of the name that the lead had, and a renamed or merged one keeps its touches.

	What was told to be an attempt and turns out to have been an answer is a second touch: touches are never changed."""
	found = [
		(one, lead, _begin(one))
		for one, leads in zip(happenings, leads_of(happenings), strict=True)
		for lead in leads
	]
	known = _known([(one, lead) for one, lead, _begin in found])
	return [
		NewTouch(
			lead=lead,
			kind=one.kind,
			happened_at=one.at,
			idempotency_key=_key(f"{begin}{_ANSWERED}" if told else begin, lead),
			channel=one.channel,
			campaign=one.campaign,
			subject=one.subject,
			reference_doctype=one.doctype,
			reference_name=one.name,
			response=one.response.value if one.response else None,
			author=one.author,
		)
		for one, lead, begin in found
		if _is_news(one, told := _told(begin, known.get((lead, one.doctype, one.name), ())))
	]


def _told(begin: str, rows: Sequence[frappe._dict]) -> list[str]:
	"""What those that are there already say of the response."""
	return [row.response or "" for row in rows if (row.idempotency_key or "").startswith(begin)]


def _is_news(one: Happening, told: Sequence[str]) -> bool:
	return not told or (one.response is Response.ANSWER and set(told) == {Response.ATTEMPT.value})


def _begin(one: Happening) -> str:
	"""Of the keys of its touches, so that one thing that happened is told from another on the same record."""
	name = one.name if len(one.name) <= 60 else sha256(one.name.encode()).hexdigest()[:40]
	return f"{one.doctype}:{name}:{one.event}:"


def _key(begin: str, lead: str) -> str:
	key = begin + lead
	return key if len(key) <= LONGEST_NAME else begin + sha256(lead.encode()).hexdigest()[:40]


def _known(found: Sequence[tuple[Happening, str]]) -> dict[tuple[str, str, str], list[frappe._dict]]:
	"""What the leads have of these records."""
	known: dict[tuple[str, str, str], list[frappe._dict]] = {}
	for start in range(0, len(found), MOST_VALUES):
		some = found[start : start + MOST_VALUES]
		rows = frappe.get_all(
			"Lead Touch",
			filters={
				"lead": ("in", sorted({lead for _one, lead in some})),
				"reference_doctype": ("in", sorted({one.doctype for one, _lead in some})),
				"reference_name": ("in", sorted({one.name for one, _lead in some})),
			},
			fields=["lead", "reference_doctype", "reference_name", "idempotency_key", "response"],
			limit=0,
		)
		for row in rows:
			at = (row.lead, row.reference_doctype, row.reference_name)
			known.setdefault(at, []).append(row)
	return known
