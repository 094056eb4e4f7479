"""Leads that were touched are evaluated right away."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.hot_signals import tell_owners
from lead_intelligence.adapters.open_forms import tell_open_forms
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.touched_leads import waiting
from lead_intelligence.core.history.journey import Cause

_BATCH = 400
_ATTEMPTS = 3


def evaluate_touched() -> None:
	"""Until none waits. What is not reached, because the job is killed or always loses, is still marked."""
	if not settings().enabled:
		return
	evaluation = BulkEvaluation(Cause.TOUCH, frappe.session.user)
	for batch in waiting(_BATCH):
		for _attempt in range(_ATTEMPTS):
			frappe.db.commit()
			try:
				evaluation.evaluate(batch)
				frappe.db.commit()
				tell_owners(batch)
				tell_open_forms(batch)
				frappe.db.commit()
				break
			except Exception as error:
				frappe.db.rollback()
				if not is_lost_transaction(error):
					raise
