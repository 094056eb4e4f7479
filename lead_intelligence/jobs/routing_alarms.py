"""Every few minutes: managers hear of leads for which nobody is found."""

from __future__ import annotations

from lead_intelligence.adapters.routing_alarms import tell_managers
from lead_intelligence.adapters.settings import settings
from lead_intelligence.jobs.transactions import in_transaction


def alarm() -> None:
	if settings().enabled:
		in_transaction(tell_managers)
