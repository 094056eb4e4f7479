"""The leads of a rep are handed over to a colleague in the background."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.hand_over import give_all as give
from lead_intelligence.adapters.routing_requests import route_soon

_BATCH = 900
_ATTEMPTS = 3


def give_all(user: str, to: str, leads: list[str]) -> None:
	"""One transaction per batch. What a killed worker has not handed over is still the rep's, and can be handed over again."""
	for start in range(0, len(leads), _BATCH):
		_give(user, to, leads[start : start + _BATCH])
	# Who has got them is told of all together.
	route_soon()
	frappe.db.commit()


def _give(user: str, to: str, batch: list[str]) -> None:
	for attempt in range(_ATTEMPTS):
		frappe.db.commit()
		try:
			give(user, to, batch)
			frappe.db.commit()
			return
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error) or attempt == _ATTEMPTS - 1:
				raise
