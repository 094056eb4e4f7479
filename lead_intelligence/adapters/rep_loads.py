"""How much reps have open and have taken, as a choice needs it.

Lead Rep Load keeps the counts. A choice adds to them what it gives; whatever else changes them makes them stale, and they are
counted again. So does time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_load_counts import LoadWeights, load_weight, open_work
from lead_intelligence.adapters.rep_load_rows import LoadRow, add_rows, load_rows, store, store_counts
from lead_intelligence.adapters.rep_presence import Moments
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.stale_loads import make_stale, no_longer_stale, stale_since
from lead_intelligence.core.routing.presence import WorkingMoment, absence_of, ramp_of
from lead_intelligence.core.routing.rep import Record, Rep
from lead_intelligence.core.routing.rep_profile import RepProfile

__all__ = ["count_again", "load_weight", "make_stale", "reps_for", "store_taken"]

FRESH = timedelta(minutes=5)
_TAKEN = ("weighted_load", "open_leads", "day", "taken_today", "hour", "taken_this_hour")


def reps_for(weights: Mapping[str, float | None], now: datetime, *, lock: bool) -> dict[str, Rep]:
	"""All of them as they stand now. `weights`: of the pool; None or 0 for that of the profile.

	`lock`: nobody else chooses among them until the transaction ends, and what had to be counted is kept.
	"""
	users = sorted(weights)
	profiles, moments = profiles_of(users), Moments(now)
	rows = _up_to_date(users, lock=lock)
	return {
		user: _rep(profiles[user], moments.of(profiles[user]), rows[user], weights[user]) for user in users
	}


def _rep(profile: RepProfile, moment: WorkingMoment, row: LoadRow, weight: float | None) -> Rep:
	taken_today = row.taken_today if row.day == moment.day else 0
	ramp = ramp_of(
		profile, moment, capacity=profile.capacity, load=row.weighted_load, taken_today=taken_today
	)
	return Rep(
		user=profile.user,
		name=profile.name,
		weight=weight if weight and weight > 0 else profile.weight,
		capacity=profile.capacity,
		load=row.weighted_load,
		taken_today=taken_today,
		daily_limit=profile.daily_limit,
		taken_this_hour=row.taken_this_hour if row.hour == moment.hour else 0,
		hourly_limit=profile.hourly_limit,
		ramp=ramp,
		absence=absence_of(profile, moment),
		is_off=not moment.is_working,
		off_until=moment.off_until,
		languages=profile.languages,
		skills=profile.skills,
		record=Record(decided=row.leads_decided, converted=row.leads_converted),
	)


def _up_to_date(users: list[str], *, lock: bool) -> dict[str, LoadRow]:
	if not users:
		return {}
	rows = load_rows(users, lock=lock)
	missing = [user for user in users if user not in rows]
	if missing and lock:
		add_rows(missing)
		rows.update(load_rows(missing, lock=True))
	rows.update({user: LoadRow(name=user) for user in users if user not in rows})
	old = _stale_among(rows)
	if old and lock:
		old = _seen_as_they_are(rows, old)
	if old:
		counted_at, weights = now_datetime(), LoadWeights()
		counts = open_work(old)
		for user, work in counts.items():
			rows[user] = rows[user]._replace(weighted_load=weights.of_work(work))
		if lock:
			store_counts(counts, weights, counted_at)
			no_longer_stale(old)
	return rows


def _stale_among(rows: Mapping[str, LoadRow]) -> list[str]:
	now, marks = now_datetime(), stale_since(list(rows))
	return [user for user, row in rows.items() if _is_stale(row, marks.get(user), now)]


def _is_stale(row: LoadRow, marked_at: datetime | None, now: datetime) -> bool:
	if row.counted_at is None or now - row.counted_at >= FRESH:
		return True
	return marked_at is not None and marked_at >= row.counted_at


def _seen_as_they_are(rows: Mapping[str, LoadRow], users: list[str]) -> list[str]:
	"""A count sees what was there when the transaction first read anything, a lock what is there now. Where somebody was given
	leads in between, the count would lose them: then what is kept, to which they were added, is the better number."""
	seen = load_rows(users, lock=False)
	return [user for user in users if seen.get(user) == rows[user]]


def store_taken(reps: Mapping[str, Rep], taken: Mapping[str, int], now: datetime) -> None:
	"""`reps`: as a choice left them, `taken`: how many leads each got. In the transaction of `reps_for`."""
	users = sorted(user for user, count in taken.items() if count)
	if not users:
		return
	profiles, moments = profiles_of(users), Moments(now)
	rows = []
	for user in users:
		rep, moment = reps[user], moments.of(profiles[user])
		intake = (moment.day, rep.taken_today, moment.hour, rep.taken_this_hour)
		rows.append((user, rep.load, taken[user], *intake))
	store(_TAKEN, rows, added=frozenset({"open_leads"}))


def count_again(users: Iterable[str], *, even_if_fresh: bool = False) -> int:
	"""Those whose counts are stale, or soon will be, in a transaction that has read nothing yet. Gives how many there were."""
	names = sorted(set(users))
	rows = load_rows(names, lock=True)
	marks, soon = stale_since(names), now_datetime() + FRESH / 2
	old = [
		user
		for user in names
		if even_if_fresh or user not in rows or _is_stale(rows[user], marks.get(user), soon)
	]
	if old:
		counted_at = now_datetime()
		store_counts(open_work(old), LoadWeights(), counted_at)
		no_longer_stale(old)
	return len(old)
