"""A discovery call: a touch, and the answers that it gave, stored together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

from lead_intelligence.adapters.qualification_answers import record_answers
from lead_intelligence.adapters.touch_kinds import kind_in_use, touch_kinds
from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.qualification.incoming_answers import NewAnswer

_CALL = "Discovery Call"
# Of a call that nobody answered, nothing is to be counted in favour of the lead.
_NOT_REACHED = "Call Made"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
	"""`key`: tells one call from another."""

	lead: str
	connected: bool
	happened_at: datetime
	notes: str | None
	key: str


def call_can_be_recorded() -> bool:
	kind = touch_kinds().get(_CALL)
	return kind is not None and not kind.disabled


def record_call(call: NewCall, answers: Sequence[NewAnswer]) -> str | None:
	"""The name of the touch; None where this call is recorded already, and then its answers are too."""
	kind = kind_in_use(_CALL if call.connected else _NOT_REACHED)
	touch = NewTouch(
		lead=call.lead,
		kind=kind.name,
		happened_at=call.happened_at,
		idempotency_key=call.key,
		subject=None if call.connected else _("Discovery call: nobody was reached"),
		notes=call.notes,
		response=(Response.ANSWER if call.connected else Response.ATTEMPT).value,
	)
	(name,) = record([touch])
	if name:
		record_answers(call.lead, answers, call.happened_at, frappe.session.user, name)
	return name
