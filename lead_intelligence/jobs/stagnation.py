"""Every hour: leads with which nothing has happened for too long."""

from __future__ import annotations

from frappe.utils import now_datetime

from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stagnation import Limits, look_again, note, noted_leads, quiet_leads
from lead_intelligence.adapters.stagnation_notices import owners_to_tell, tell_owner
from lead_intelligence.jobs.transactions import in_transaction


def look_for_stagnant() -> None:
	"""One transaction per batch and per owner: a killed worker loses one at most, and the next hour makes up for it."""
	if not settings().enabled:
		return
	limits = Limits(now_datetime())
	for page in noted_leads():
		in_transaction(lambda page=page: look_again(page, limits))
	for quiet in quiet_leads(limits):
		in_transaction(lambda quiet=quiet: note(quiet))
	for owner in owners_to_tell():
		in_transaction(lambda owner=owner: tell_owner(owner))
