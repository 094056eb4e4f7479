"""A hand-over is answered on the desk, or a lead that was put aside is brought back. What is sent again, because the first reply was lost, is
taken once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters import answering, next_steps, stage_acts
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.handovers import ACCEPTED as ACCEPTED
from lead_intelligence.adapters.handovers import REFUSED as REFUSED
from lead_intelligence.adapters.handovers import last_answered, open_handover
from lead_intelligence.adapters.rejection_reasons import RejectionReason

_REMEMBERED = "lead_intelligence_desk_answer"
# So long may an answer be on its way, from a device without a connection.
_ON_ITS_WAY = timedelta(days=7)


def accept(lead: str) -> None:
	answering.accept(lead)
	next_steps.close_snoozes([lead], frappe.session.user)


def refuse(lead: str, reason: RejectionReason, **more: Any) -> None:
	answering.refuse(lead, reason, **more)
	next_steps.close_snoozes([lead], frappe.session.user)


def bring_back(lead: str, reason: str | None) -> None:
	stage_acts.bring_back(lead, reason)
	next_steps.close_snoozes([lead], frappe.session.user)


def is_answered(lead: str, status: str | None, key: str | None) -> bool:
	"""Whether it is what the user has done already. A refusal that marketing has contested is asked for again: only what was
	remembered tells that this is the answer to the first time."""
	if key and _is_remembered(key):
		return True
	if status is None or open_handover(lead, lock=True):
		return False
	last = last_answered(lead, lock=True)
	if last is None or (last.decided_by, last.status) != (frappe.session.user, status):
		return False
	return bool(last.decided_at and last.decided_at > now_datetime() - _ON_ITS_WAY)


def remember(key: str | None) -> None:
	"""Once it is committed."""
	if key:
		frappe.db.after_commit.add(lambda: _remember(key))


def _remember(key: str) -> None:
	try:
		frappe.cache.set(frappe.cache.make_key(f"{_REMEMBERED}|{key}"), 1, ex=_ON_ITS_WAY)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("an answer to a hand-over is not known again")


def _is_remembered(key: str) -> bool:
	try:
		return bool(frappe.cache.get(frappe.cache.make_key(f"{_REMEMBERED}|{key}")))
	except Exception as error:
		if is_lost_transaction(error):
			raise
		return False
