"""What a rep has done today, and how soon they answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from pypika import Table
from pypika.functions import Count
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.handovers import ACCEPTED, REFUSED
from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.lead_desk_moments import midnight_of
from lead_intelligence.adapters.lead_desk_signals import STEP
from lead_intelligence.adapters.team_answers import first_answers
from lead_intelligence.adapters.team_leads import SeenLeads
from lead_intelligence.core.engagement.touch import Response

ANSWERS_OF_DAYS = 30
_MOST_ROWS = 5_000
_CALLS = "Phone"


def done_today(user: str, now: datetime) -> dict[str, int]:
	"""Since midnight where the user is. `leads`: how many different ones; `reached`, `attempts`, `messages`: touches; `steps`: those
	that were planned and are done."""
	since = midnight_of(user, now)
	rows = _acts(user, since)
	counts = dict.fromkeys(("reached", "attempts", "messages", "accepted", "refused", "steps"), 0)
	for _lead, what, channel, number in rows:
		counts[_counted_as(what, channel)] += number
	return {"leads": len({row[0] for row in rows if row[0]}), **counts}


def _counted_as(what: str, channel: str | None) -> str:
	match what:
		case Response.ANSWER.value:
			return "reached" if channel in (_CALLS, "Meeting") else "messages"
		case Response.ATTEMPT.value:
			return "attempts"
		case "Accepted":
			return "accepted"
		case "Refused":
			return "refused"
		case _:
			return "steps"


def _acts(user: str, since: datetime) -> list[tuple[Any, ...]]:
	"""In one statement: lead, what was done, through which channel, how often."""
	touch, handover, step = (frappe.qb.DocType(name) for name in ("Lead Touch", HANDOVER, STEP))
	nothing = ValueWrapper("")
	touches = _counted(touch, touch.lead, touch.response, touch.channel).where(
		(touch.author == user)
		& (touch.recorded_at >= since)
		& touch.response.isin([one.value for one in Response])
	)
	answers = _counted(handover, handover.lead, handover.status, nothing).where(
		(handover.decided_by == user)
		& (handover.decided_at >= since)
		& handover.status.isin((ACCEPTED, REFUSED))
	)
	steps = _counted(step, step.lead, step.state, nothing).where(
		(step.closed_by == user) & (step.closed_at >= since) & (step.state == "Done")
	)
	return list((touches * answers * steps).limit(_MOST_ROWS).run())


def _counted(table: Table, *by: Term) -> Any:
	return frappe.qb.from_(table).select(*by, Count("*")).groupby(*by)


def response_time(user: str, seen: SeenLeads, now: datetime) -> dict[str, Any] | None:
	"""Of the first responses of the user in the last 30 days: how many, how many of them in time, and the median of working time in
	minutes. None where there are none."""
	found = first_answers(seen, now - timedelta(days=ANSWERS_OF_DAYS), user).get(user)
	if found is None:
		return None
	return {
		"answers": found.answers,
		"in_time": found.in_time,
		"median": found.median,
		"days": ANSWERS_OF_DAYS,
	}
