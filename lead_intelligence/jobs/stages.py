"""Nightly: leads whose records say something else than their stage. And who is told of gates that were bypassed."""

from __future__ import annotations

from typing import Any

import frappe

from lead_intelligence.adapters import gate_notices, releases
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.reconciliation import reconcile_together
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stored_leads import batches_of_names

_BATCH = 900


def reconcile() -> None:
	"""One transaction per batch: a killed worker loses one batch at most, and the next night makes up for it."""
	if not settings().enabled:
		return
	for batch in batches_of_names({"li_stage": ("is", "set")}, _BATCH):
		frappe.db.commit()
		try:
			reconcile_together(batch)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				raise


def release(company: str, filters: list[list[Any]]) -> None:
	releases.release_all(company, filters)


def tell_of_bypass(told: dict[str, Any]) -> None:
	gate_notices.tell_of_bypass(frappe._dict(told))
