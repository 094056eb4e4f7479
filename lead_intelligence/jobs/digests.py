"""Every hour: digests whose hour has come."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction, log_defect
from lead_intelligence.adapters.digests.sending import note_failure, send_if_due
from lead_intelligence.adapters.digests.subscriptions import DOCTYPE, due_subscriptions
from lead_intelligence.adapters.settings import settings

_LOG_TITLE = "Lead Intelligence: a digest could not be sent"


def send_due() -> None:
	"""One transaction for each. What a killed worker has not sent, the next hour of the day sends; a defect with one keeps nobody else
	from theirs."""
	if not settings().enabled:
		return
	for name in due_subscriptions(now_datetime()):
		frappe.db.commit()
		try:
			send_if_due(name)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				log_defect(_LOG_TITLE, DOCTYPE, name)
				note_failure(
					name,
					_("It could not be sent. It is tried again within the hour; the error log says why."),
				)
				frappe.db.commit()
