"""A rep as the form of their profile shows them: what they have, what they may still get, and why they get nothing."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_load_counts import open_work
from lead_intelligence.adapters.rep_loads import reps_for
from lead_intelligence.adapters.rep_presence import Moments
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.reps import pools_of
from lead_intelligence.core.routing.rep import Rep


def panel_of(user: str) -> dict[str, Any]:
	now = now_datetime()
	rep = reps_for({user: None}, now, lock=False)[user]
	moment = Moments(now).of(profiles_of([user])[user])
	work = open_work([user])[user]
	return {
		"user": user,
		"server_now": str(now),
		**_load(rep),
		"by_grade": work.by_grade,
		"open_leads": work.leads,
		"open_opportunities": work.opportunities,
		"absence": rep.absence and rep.absence.why.value,
		"absent_until": rep.absence and rep.absence.until and str(rep.absence.until),
		"is_off": rep.is_off,
		"off_until": rep.off_until and str(rep.off_until),
		"clock": str(moment.calendar.local(now).replace(microsecond=0)),
		"zone": moment.calendar.zone.key,
		"decided": rep.record.decided,
		"converted": rep.record.converted,
		"pools": pools_of(user) if frappe.has_permission("Lead Routing Pool", "read") else [],
	}


def _load(rep: Rep) -> dict[str, Any]:
	return {
		"load": round(rep.load, 2),
		"capacity": rep.capacity,
		"counts_now": round(rep.capacity * rep.ramp, 2),
		"is_ramping": rep.ramp < 1,
		"taken_today": rep.taken_today,
		"daily_limit": rep.daily_limit,
		"taken_this_hour": rep.taken_this_hour,
		"hourly_limit": rep.hourly_limit,
	}
