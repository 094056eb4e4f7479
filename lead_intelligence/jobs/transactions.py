"""The transactions of jobs that come back by themselves."""

from __future__ import annotations

from collections.abc import Callable

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction


def in_transaction(work: Callable[[], object]) -> None:
	"""Of its own, so that it sees all that is stored by now. What is lost with a transaction is made up for the next time."""
	frappe.db.commit()
	try:
		work()
		frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			raise
