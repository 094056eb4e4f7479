"""The board of the managers: who of the team has which leads, how much room is left, and how fast and well they work.

However many reps and leads there are, it takes the same few statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.explanation import colours_by_version
from lead_intelligence.adapters.policies import live_version
from lead_intelligence.adapters.rep_loads import reps_for
from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.adapters.team_answers import Answers, first_answers
from lead_intelligence.adapters.team_leads import OwnedLeads, SeenLeads, owned_leads
from lead_intelligence.adapters.waiting_leads import NOBODY, WAITING, waiting_counts
from lead_intelligence.core.routing.pool import Pool
from lead_intelligence.core.routing.rep import Absence, Away, Rep

PROFILE = "Lead Rep Profile"
MOST_REPS = 500
ANSWERS_OF_DAYS = 30
_NO_LEADS = OwnedLeads(by_grade={})


def board(company: str | None, pool: str | None) -> dict[str, Any]:
	"""`pool`: only its members."""
	now = now_datetime()
	seen = SeenLeads(company)
	owned = owned_leads(seen, now)
	in_use = {name: one for name, one in pools().items() if not one.is_disabled}
	team = _team(in_use, pool)
	people = _people(team if pool else team | {owner for owner in owned if owner})
	reps = reps_for(dict.fromkeys(team & people.keys()), now, lock=False)
	answers = first_answers(seen, now - timedelta(days=ANSWERS_OF_DAYS))
	rows = [
		_row(person, _pools_of(user, in_use), owned.get(user, _NO_LEADS), reps.get(user), answers.get(user))
		for user, person in people.items()
	]
	rows.sort(key=lambda row: (-row["late"], str(row["name"]).casefold()))
	nobody = owned.get(None, _NO_LEADS)
	return {
		"as_of": str(now),
		"grades": _grades(company, owned.values()),
		"reps": rows[:MOST_REPS],
		"left_out": max(len(rows) - MOST_REPS, 0),
		"unowned": {"open": nobody.open, "late": nobody.late},
		"waiting": _waiting(seen),
		"pools": sorted(in_use),
	}


def _team(in_use: Mapping[str, Pool], chosen: str | None) -> set[str]:
	"""Who takes part in the routing: members of pools and, unless a pool is chosen, whoever has a profile."""
	if chosen is not None:
		return _members(in_use[chosen]) if chosen in in_use else set()
	return {*frappe.get_all(PROFILE, pluck="name")}.union(*map(_members, in_use.values()))


def _members(pool: Pool) -> set[str]:
	return {*pool.weights, *pool.paused}


def _people(users: Collection[str]) -> dict[str, frappe._dict]:
	"""Those that exist."""
	if not users:
		return {}
	user = frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name, user.enabled)
	return {row.name: row for row in query.where(user.name.isin(sorted(users))).run(as_dict=True)}


def _pools_of(user: str, in_use: Mapping[str, Pool]) -> list[dict[str, Any]]:
	return [
		{"pool": name, "paused": user in one.paused} for name, one in in_use.items() if user in _members(one)
	]


def _row(
	person: frappe._dict,
	its_pools: list[dict[str, Any]],
	leads: OwnedLeads,
	rep: Rep | None,
	answers: Answers | None,
) -> dict[str, Any]:
	absence = rep.absence if rep else None
	if not person.enabled and absence is None:
		absence = Absence(why=Away.DISABLED_USER)
	return {
		"user": person.name,
		"name": person.full_name or person.name,
		"pools": its_pools,
		"by_grade": leads.by_grade,
		"open": leads.open,
		"late": leads.late,
		"absence": {"why": absence.why.value, "until": _text(absence.until)} if absence else None,
		"off_until": _text(rep.off_until) if rep and rep.is_off else None,
		"is_off": bool(rep and rep.is_off),
		"work": _work(rep) if rep else None,
		"answers": _answers(answers) if answers else None,
		"decided": rep.record.decided if rep else 0,
		"converted": rep.record.converted if rep else 0,
	}


def _work(rep: Rep) -> dict[str, Any]:
	"""Of somebody who takes part in the routing. `capacity`: of those who have just begun, what counts of it."""
	return {
		"load": round(rep.load, 2),
		"capacity": round(rep.capacity * rep.ramp, 2),
		"is_ramping": rep.ramp < 1,
		"taken_today": rep.taken_today,
		"daily_limit": rep.daily_limit,
	}


def _answers(answers: Answers) -> dict[str, Any]:
	return {"answers": answers.answers, "in_time": answers.in_time, "median": answers.median}


def _text(at: datetime | None) -> str | None:
	return str(at) if at else None


def _waiting(seen: SeenLeads) -> dict[str, Any]:
	counts = waiting_counts(seen)
	oldest = [since for _leads, since in counts.values() if since]
	return {
		"waiting": counts.get(WAITING, (0, None))[0],
		"nobody": counts.get(NOBODY, (0, None))[0],
		"oldest": str(min(oldest)) if oldest else None,
	}


def _grades(company: str | None, owned: Iterable[OwnedLeads]) -> list[dict[str, str | None]]:
	"""Those that leads have, the best of the live model first."""
	found = {grade for leads in owned for grade in leads.by_grade}
	versions, live = colours_by_version(), live_version(company)
	ranked = versions.get(live.name, {}) if live else {}
	known = {grade: colour for version in versions.values() for grade, colour in version.items()} | ranked
	best_first = [*reversed(ranked), *sorted(found - ranked.keys() - {""}), ""]
	return [{"grade": grade, "colour": known.get(grade)} for grade in best_first if grade in found]
