"""Every minute or so: steps of escalation that have come are decided and delivered. Whether a clock is late does not wait for it."""

from __future__ import annotations

from collections.abc import Callable

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.escalation_delivery import deliver_together, escalations_to_deliver
from lead_intelligence.adapters.escalations import clocks_to_decide, decide
from lead_intelligence.adapters.settings import settings

_MOST = 20_000
_BATCH = 400
_ATTEMPTS = 3
_LOG_TITLE = "Lead Intelligence: escalations could not be decided"


def sweep() -> None:
	"""Each batch is committed before anybody is told of it: nobody is told of what is not. What a killed sweep has decided and not
	delivered, the next one delivers."""
	if not settings().enabled:
		return
	clocks = clocks_to_decide(_MOST)
	for start in range(0, len(clocks), _BATCH):
		batch = clocks[start : start + _BATCH]
		_in_transaction(lambda batch=batch: decide(batch))  # type: ignore[misc]
	waiting = escalations_to_deliver(_MOST)
	for start in range(0, len(waiting), _BATCH):
		some = waiting[start : start + _BATCH]
		_in_transaction(lambda some=some: deliver_together(some))  # type: ignore[misc]


def _in_transaction(work: Callable[[], object]) -> None:
	"""A defect in one batch does not keep the others from being told."""
	for attempt in range(_ATTEMPTS):
		frappe.db.commit()
		try:
			work()
			frappe.db.commit()
			return
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				frappe.log_error(_LOG_TITLE)
				frappe.db.commit()
				return
			if attempt == _ATTEMPTS - 1:
				raise
