"""Those who are to take leads are told, and hand-overs that nobody has answered in time lapse."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters import handover_notices
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.handover_lapses import due_handovers, lapse_together

_BATCH = 400


def tell_receivers(handovers: list[str]) -> None:
	handover_notices.tell_receivers(handovers)


def mark_lapsed() -> None:
	"""Every few minutes. Each batch is committed before anybody is told of it: nobody is told of what is not, or twice."""
	last = 0
	while batch := due_handovers(_BATCH, last):
		last = batch[-1].name
		frappe.db.commit()
		try:
			lapsed = lapse_together(batch)
			frappe.db.commit()
			handover_notices.tell_of_lapsed(lapsed)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				raise
