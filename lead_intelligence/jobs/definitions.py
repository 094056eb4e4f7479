"""Definitions whose day has come go live."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.scheduled_definitions import due_definitions, put_live

_LOG_TITLE = "Lead Intelligence: a definition could not go live on its day"


def put_due_live() -> None:
	"""Every few minutes. Each in its own transaction: what keeps one of them from going live does not keep the others."""
	for name in due_definitions():
		# To see it as it is now.
		frappe.db.commit()
		try:
			put_live(name)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				frappe.log_error(_LOG_TITLE, reference_doctype=DEFINITION, reference_name=name)
				frappe.db.commit()
