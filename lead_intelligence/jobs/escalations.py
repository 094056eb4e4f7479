"""Every minute or so: steps of escalation that have come are decided and delivered. Whether a clock is late does not wait for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.escalation_delivery import deliver_together, escalations_to_deliver, put_off
from lead_intelligence.adapters.escalations import clocks_to_decide, decide
from lead_intelligence.adapters.settings import settings

_MOST = 20_000
_BATCH = 400
_ATTEMPTS = 3
_AN_HOUR = 3600
_LOG_TITLE = "Lead Intelligence: escalations of a clock could not be decided"

Work = Callable[[Sequence[Any]], object]


def sweep() -> None:
	"""Each batch is committed before anybody is told of it: nobody is told of what is not. What a killed sweep has decided and not
	delivered, the next one delivers."""
	if not settings().enabled:
		return
	_work_off(decide, clocks_to_decide(_MOST), _note_undecided)
	_work_off(deliver_together, escalations_to_deliver(_MOST), put_off)


def _work_off(work: Work, all_of_them: Sequence[Any], give_up: Work) -> None:
	"""A defect with one does not keep the others from their turn: where a batch fails, each of it is tried by itself."""
	for start in range(0, len(all_of_them), _BATCH):
		batch = all_of_them[start : start + _BATCH]
		if not _is_done(work, batch, give_up if len(batch) == 1 else None) and len(batch) > 1:
			for one in batch:
				_is_done(work, [one], give_up)


def _is_done(work: Work, batch: Sequence[Any], give_up: Work | None) -> bool:
	for attempt in range(_ATTEMPTS):
		frappe.db.commit()
		try:
			work(batch)
			frappe.db.commit()
			return True
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				if give_up:
					give_up(batch)
					frappe.db.commit()
				return False
			if attempt == _ATTEMPTS - 1:
				raise
	return False


def _note_undecided(clocks: Sequence[tuple[int, str | None]]) -> None:
	"""It is tried again every minute, and logged every hour."""
	for name, _lead in clocks:
		key = f"lead_intelligence_undecided_{name}"
		if not frappe.cache.get_value(key, expires=True):
			frappe.log_error(_LOG_TITLE, reference_doctype="Lead Clock", reference_name=str(name))
			frappe.cache.set_value(key, 1, expires_in_sec=_AN_HOUR)
