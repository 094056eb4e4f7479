"""Every few minutes: what was planned and is over, and what is planned in ERPNext and was missed."""

from __future__ import annotations

from lead_intelligence.adapters.recorded_steps import close_what_is_over, take_in_what_is_planned
from lead_intelligence.adapters.step_endings import drop_of_leads_that_are_over
from lead_intelligence.jobs.transactions import in_transaction


def look_again() -> None:
	"""Whatever is lost is found the next time."""
	for work in (close_what_is_over, drop_of_leads_that_are_over, take_in_what_is_planned):
		in_transaction(work)
