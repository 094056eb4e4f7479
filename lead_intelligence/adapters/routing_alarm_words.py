"""What managers are told of leads for which nobody is found."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters.handover_notices import called
from lead_intelligence.adapters.routing_requests import RequestState

_MOST_NAMED = 3
Rows = Sequence[frappe._dict]


def words_of(rows: Rows, language: str | None) -> str:
	"""As markup. `rows`: open requests, each with `lead`, `state` and `from_user`."""
	waiting = [row for row in rows if row.state == RequestState.WAITING.value]
	nobody = [row for row in rows if row.state != RequestState.WAITING.value]
	unowned = [row for row in nobody if not row.from_user]
	staying = [row for row in nobody if row.from_user]
	parts = [_unowned(unowned, language)] if unowned else []
	if staying:
		parts.append(_staying(staying, language))
	if waiting:
		parts.append(_waiting(waiting, language))
	if nobody:
		parts.append(
			_("It is tried again every few minutes; the team board shows who is full or away.", language)
		)
	return " ".join(parts)


def _unowned(rows: Rows, language: str | None) -> str:
	if len(rows) == 1:
		return _("{0} has no owner: nobody was found who can take it.", language).format(called(rows[0].lead))
	return _("{0} leads have no owner: nobody was found who can take them ({1}).", language).format(
		*_some(rows, language)
	)


def _staying(rows: Rows, language: str | None) -> str:
	if len(rows) == 1:
		return _("{0} stays with {1}: nobody else was found who can take it.", language).format(
			called(rows[0].lead), escape_html(get_fullname(rows[0].from_user))
		)
	return _(
		"{0} leads stay with their owners: nobody else was found who can take them ({1}).", language
	).format(*_some(rows, language))


def _waiting(rows: Rows, language: str | None) -> str:
	if len(rows) == 1:
		return _(
			"{0} still waits for an owner to be chosen: please ask whoever looks after the site whether background jobs run.",
			language,
		).format(called(rows[0].lead))
	return _(
		"{0} leads still wait for an owner to be chosen ({1}): please ask whoever looks after the site whether background jobs run.",
		language,
	).format(*_some(rows, language))


def _some(rows: Rows, language: str | None) -> tuple[str, str]:
	names = ", ".join(called(row.lead) for row in rows[:_MOST_NAMED])
	more = len(rows) - _MOST_NAMED
	if more > 0:
		names = _("{0} and {1} more", language).format(names, more)
	return f"<b>{len(rows)}</b>", names
