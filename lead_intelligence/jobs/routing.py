"""Leads that wait for an owner get one: right after they were saved, and every minute those that a dead queue has left."""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.assignment_notices import tell_new_owners
from lead_intelligence.adapters.containment import is_lost_transaction, log_defect
from lead_intelligence.adapters.routing import decide
from lead_intelligence.adapters.routing_outcomes import put_off
from lead_intelligence.adapters.routing_requests import Request, let_next_call_through, waiting
from lead_intelligence.adapters.settings import settings

_BATCH = 400
_ATTEMPTS = 5
_USERS = 20
# A lead is locked for a moment while it is saved, by its contact for one.
_LOOKS, _SECONDS_BETWEEN = 4, 0.5
_LOG_TITLE = "Lead Intelligence: an owner could not be chosen"


def route_waiting() -> None:
	"""Until none waits but those that others have locked. Each batch is committed before anybody is told of it."""
	let_next_call_through()
	if not settings().enabled:
		return
	for look in range(_LOOKS):
		if not _route_all():
			break
		if look < _LOOKS - 1:
			sleep(_SECONDS_BETWEEN)
	_tell_all()


def _route_all() -> bool:
	"""Whether some were left, because somebody else had locked them."""
	passed_over: set[int] = set()
	while True:
		frappe.db.commit()
		batch = [one for one in waiting(_BATCH + len(passed_over)) if one.name not in passed_over][:_BATCH]
		if not batch:
			return bool(passed_over)
		done = _route(batch)
		passed_over |= {one.name for one in batch if one.lead not in done}


def _tell_all() -> None:
	while True:
		frappe.db.commit()
		told = tell_new_owners(_USERS)
		frappe.db.commit()
		if told < _USERS:
			return


def sweep() -> None:
	"""What a dead queue or a killed worker has left."""
	route_waiting()


def _route(batch: Sequence[Request]) -> set[str]:
	"""Where a batch fails, each of it is tried by itself: a defect with one does not keep the others from their turn."""
	for attempt in range(_ATTEMPTS):
		frappe.db.commit()
		try:
			done = decide(batch)
			frappe.db.commit()
			return set(done)
		except Exception as error:
			frappe.db.rollback()
			if is_lost_transaction(error):
				if attempt == _ATTEMPTS - 1:
					raise
				continue
			if len(batch) > 1:
				return set().union(*(_route([one]) for one in batch))
			_put_off(batch[0], error)
	return set()


def _put_off(request: Request, error: Exception) -> None:
	if request.attempts == 0:
		log_defect(_LOG_TITLE, "Lead", request.lead)
	put_off(request, f"{type(error).__name__}: {error}", now_datetime())
	frappe.db.commit()
