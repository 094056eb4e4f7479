"""What is known of reps whatever the moment: their profile, whether they may sell, their leave. Kept for minutes, and forgotten
when one of the records behind it changes."""

from __future__ import annotations

import math
import pickle
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

import frappe
from frappe.utils import cint, flt, getdate, now_datetime
from redis.exceptions import RedisError

from lead_intelligence.adapters.rep_leaves import leaves_of
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.routing.rep import SkillKind
from lead_intelligence.core.routing.rep_profile import OutOfOffice, RepProfile

PROFILE = "Lead Rep Profile"
SALES_ROLES = ("Sales User", "Sales Manager")
# A job reads them again more often than that: what changes past all events is seen within minutes, and no choice has to wait.
_KEPT_SECONDS = 600
_KEY = "lead_intelligence_rep"
_USER = ("name", "full_name", "enabled", "user_type")
_PROFILE = (
	*("user", "employee", "weight", "active_since", "ramp_up_days", "disabled", "capacity", "daily_limit"),
	*("hourly_limit", "working_calendar", "time_zone", "out_of_office", "out_from", "out_until"),
	*("when_absent", "back_since"),
)
_EMPLOYEE = ("name", "user_id", "status", "company", "holiday_list")
_ACTIVE = "Active"
STAYS = "Stay"


def profiles_of(users: Iterable[str]) -> dict[str, RepProfile]:
	"""Of all of them: those without a profile take leads as a new profile would, those who are nobody are disabled."""
	names = sorted(set(users))
	found = _kept(names)
	missing = [name for name in names if name not in found]
	return {**found, **read_again(missing)} if missing else found


def read_again(users: Iterable[str]) -> dict[str, RepProfile]:
	"""What is read is kept, unless something is forgotten meanwhile: then it may be older than that."""
	names = sorted(set(users))
	pipe = frappe.cache.pipeline()
	try:
		pipe.watch(_forgotten())
	except RedisError:
		return _read(names)
	with pipe:
		read = _read(names)
		pipe.multi()
		for user, profile in read.items():
			pipe.setex(_key(user), _KEPT_SECONDS, pickle.dumps(profile))
		with suppress(RedisError):
			pipe.execute()
	return read


def forget_reps(users: Iterable[str | None]) -> None:
	names = sorted({user for user in users if user})
	if not names:
		return
	_forget(names)
	# Another request may read the old ones until what was changed is committed; if it never is, this one has read the new ones.
	frappe.db.after_commit.add(lambda: _forget(names))
	frappe.db.after_rollback.add(lambda: _forget(names))


def _forget(users: Collection[str]) -> None:
	try:
		with frappe.cache.pipeline() as pipe:
			pipe.incr(_forgotten())
			pipe.delete(*map(_key, users))
			pipe.execute()
	except RedisError:
		frappe.logger("lead_intelligence").warning(
			"what is known of reps is forgotten after some minutes only"
		)


def _key(user: str) -> bytes:
	return frappe.cache.make_key(f"{_KEY}|{user}")


def _forgotten() -> bytes:
	"""Counts how often something was forgotten."""
	return frappe.cache.make_key(f"{_KEY}s_forgotten")


def _kept(users: list[str]) -> dict[str, RepProfile]:
	if not users:
		return {}
	try:
		values = frappe.cache.mget([_key(user) for user in users])
	except RedisError:
		return {}
	return {user: pickle.loads(value) for user, value in zip(users, values, strict=True) if value}


def _read(users: list[str]) -> dict[str, RepProfile]:
	known = {row.name: row for row in _rows("User", _USER, {"name": ("in", users)})}
	sellers = _sellers(users)
	profiles = {row.user: row for row in _rows(PROFILE, _PROFILE, {"user": ("in", users)})}
	employees = _employees(users, profiles)
	names = [row.name for row in employees.values()]
	leaves = leaves_of(names, getdate(now_datetime()))
	languages, skills = _languages(list(profiles)), _skills(list(profiles))
	standard = frappe.get_meta(PROFILE)
	read: dict[str, RepProfile] = {}
	for user in users:
		row, employee = profiles.get(user), employees.get(user)
		who = known.get(user)
		read[user] = RepProfile(
			user=user,
			name=(who and who.full_name) or user,
			is_enabled=bool(who and who.enabled and who.user_type == "System User"),
			sells=user in sellers and is_person(user),
			has_left=bool(employee and employee.status != _ACTIVE),
			holiday_list=(employee and employee.holiday_list) or None,
			company=(employee and employee.company) or frappe.defaults.get_global_default("company"),
			leaves=leaves.get(employee.name, ()) if employee else (),
			languages=languages.get(user, frozenset()),
			skills=skills.get(user, {}),
			**(_laid_down(row) if row else {"capacity": flt(standard.get_field("capacity").default)}),
		)
	return read


def _laid_down(row: frappe._dict) -> dict[str, Any]:
	"""Whatever was written past the form, nothing here is negative or not a number."""
	return {
		"takes_no_leads": bool(row.disabled),
		"weight": _at_least_nothing(row.weight) or 1.0,
		"capacity": _at_least_nothing(row.capacity),
		"daily_limit": max(cint(row.daily_limit), 0),
		"hourly_limit": max(cint(row.hourly_limit), 0),
		"active_since": row.active_since and getdate(row.active_since),
		"back_since": row.back_since and getdate(row.back_since),
		"ramp_up_days": max(cint(row.ramp_up_days), 0),
		"out_of_office": OutOfOffice(since=row.out_from, until=row.out_until) if row.out_of_office else None,
		"calendar": row.working_calendar or None,
		"time_zone": row.time_zone or None,
		"passes_on": row.when_absent != STAYS,
	}


def _at_least_nothing(number: Any) -> float:
	number = flt(number)
	return max(number, 0.0) if math.isfinite(number) else 0.0


def _rows(doctype: str, fields: tuple[str, ...], filters: dict[str, Any]) -> list[frappe._dict]:
	return frappe.get_all(doctype, filters=filters, fields=list(fields), limit=0)


def _sellers(users: list[str]) -> set[str]:
	filters = {"parenttype": "User", "parent": ("in", users), "role": ("in", SALES_ROLES)}
	return set(frappe.get_all("Has Role", filters=filters, pluck="parent", limit=0))


def _employees(users: list[str], profiles: dict[str, frappe._dict]) -> dict[str, frappe._dict]:
	"""The one that the profile names; else the active one of the user, else one who has left."""
	named = {row.employee: user for user, row in profiles.items() if row.employee}
	found: dict[str, frappe._dict] = {}
	for row in _rows("Employee", _EMPLOYEE, {"user_id": ("in", users)}):
		if row.user_id not in found or row.status == _ACTIVE:
			found[row.user_id] = row
	if named:
		for row in _rows("Employee", _EMPLOYEE, {"name": ("in", list(named))}):
			found[named[row.name]] = row
	return found


def _languages(users: list[str]) -> dict[str, frozenset[str]]:
	found: dict[str, set[str]] = {}
	for row in _rows("Lead Rep Language", ("parent", "language"), _of_profiles(users)) if users else ():
		found.setdefault(row.parent, set()).add(row.language)
	return {user: frozenset(languages) for user, languages in found.items()}


def _skills(users: list[str]) -> dict[str, dict[tuple[SkillKind, str], int]]:
	found: dict[str, dict[tuple[SkillKind, str], int]] = {}
	fields = ("parent", "kind", "product", "sector", "level")
	for row in _rows("Lead Rep Skill", fields, _of_profiles(users)) if users else ():
		kind = SkillKind(row.kind)
		name = row.product if kind is SkillKind.PRODUCT else row.sector
		if name:
			found.setdefault(row.parent, {})[kind, name] = min(max(cint(row.level), 1), 5)
	return found


def _of_profiles(users: list[str]) -> dict[str, Any]:
	return {"parent": ("in", users), "parenttype": PROFILE}
