"""The clocks of leads that are evaluated: what is known of them before, and what is stored of them after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clock_answers import about_leads, take_in
from lead_intelligence.adapters.clocks import OfLead, current_clocks, store
from lead_intelligence.core.engagement.touch import Direction, Signal
from lead_intelligence.core.sla.keeping import ClockDecision
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock

Clocks = Sequence[ResponseClock]
# What happened longer ago when it was recorded is history: it makes no lead hot today.
_NEWS = timedelta(days=1)
_BY_PHONE = "Phone"
_AT_ONCE = timedelta(seconds=30)


def known_clocks(
	told: Mapping[str, str | None],
) -> tuple[dict[str, list[ResponseClock]], dict[str, datetime]]:
	"""By lead: its clocks, and when it first showed intent after it was last answered. `told`: what the leads, which are locked, say of
	their open clocks."""
	clocks = current_clocks(told)
	return clocks, _hot_moments(clocks)


def _hot_moments(clocks: Mapping[str, Clocks]) -> dict[str, datetime]:
	last_answers = {lead: last for lead, some in clocks.items() if (last := _waits_since(some))}
	if not last_answers:
		return {}
	# Whoever talks with us on the telephone is answered while they speak.
	rows = frappe.get_all(
		"Lead Touch",
		filters={
			"lead": ("in", sorted(last_answers)),
			"signal": Signal.INTENT.value,
			"direction": Direction.INBOUND.value,
			"happened_at": (">", min(last_answers.values())),
		},
		fields=["lead", "happened_at", "recorded_at", "channel"],
		order_by="happened_at",
		limit=0,
	)
	found: dict[str, datetime] = {}
	for row in rows:
		is_news = row.recorded_at - row.happened_at <= _NEWS
		if is_news and row.channel != _BY_PHONE and row.happened_at > last_answers[row.lead]:
			found.setdefault(row.lead, row.happened_at)
	return found


def _waits_since(clocks: Clocks) -> datetime | None:
	"""When a lead that nobody owes an answer was last answered, or its clock ended without one; None if it never was."""
	contacts = [one for one in clocks if one.purpose is not Purpose.ACCEPTANCE]
	first = [one for one in contacts if one.purpose is Purpose.FIRST_RESPONSE]
	if any(one.is_open for one in first) or not any(one.answered_at for one in contacts):
		return None
	ends = [one.closed_at for one in first if one.closed_at]
	return max([*(one.answered_at for one in contacts if one.answered_at), *ends])


def store_decisions(decisions: Iterable[tuple[str, str | None, ClockDecision]]) -> None:
	"""Of leads and their companies. What is entered in their journeys is entered with the rest. A clock may have begun before now, and
	have been answered since."""
	changed = [
		OfLead(lead, company, clock) for lead, company, decision in decisions for clock in decision.changed
	]
	if not changed:
		return
	store(changed)
	now = now_datetime()
	earlier = {one.lead for one in changed if not one.clock.name and one.clock.started_at < now - _AT_ONCE}
	if earlier:
		take_in(about_leads(sorted(earlier)))
