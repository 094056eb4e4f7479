"""Every few minutes: managers hear of leads for which nobody is found."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.routing_alarms import tell_managers
from lead_intelligence.adapters.settings import settings


def alarm() -> None:
	if not settings().enabled:
		return
	frappe.db.commit()
	try:
		tell_managers()
		frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			raise
