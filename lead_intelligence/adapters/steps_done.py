"""What was planned is done by what happens: a call that was planned, by the call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe

from lead_intelligence.adapters.next_steps import DOCTYPE, DONE, OPEN, close_rows
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.lead_queue.queued_lead import StepKind

_KINDS = {
	"Phone": StepKind.CALL,
	"E-Mail": StepKind.EMAIL,
	"Meeting": StepKind.MEETING,
	"Chat": StepKind.MESSAGE,
}
# Who calls an hour early has called.
_BEFORE_IT_IS_DUE = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneBy:
	"""A touch by which a lead was answered."""

	lead: str
	touch: str
	channel: str | None
	at: datetime
	by: str

	def does(self, step: frappe._dict) -> bool:
		"""What was planned only afterwards, or for later, is still to be done."""
		is_due = step.due_at <= self.at + _BEFORE_IT_IS_DUE
		is_of_this_way = step.kind == _KINDS[self.channel or ""].value
		return bool(step.lead == self.lead and is_of_this_way and is_due and step.planned_at <= self.at)


def close_done_by(touches: Iterable[DoneBy]) -> None:
	"""A call, a mail, a meeting or a message does what was planned to be done that way: what was due then, or nearly."""
	done = [one for one in touches if one.channel in _KINDS]
	if not done:
		return
	kinds = sorted({_KINDS[one.channel or ""].value for one in done})
	leads = sorted({one.lead for one in done})
	open_ones = []
	for some in some_at_a_time(leads):
		filters = {"lead": ("in", some), "state": OPEN, "kind": ("in", kinds)}
		fields = ["name", "lead", "kind", "due_at", "planned_at"]
		open_ones += frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="name", limit=0)
	for row in open_ones:
		for one in done:
			if one.does(row):
				close_rows([row.name], DONE, touch=one.touch, by=one.by)
				break
