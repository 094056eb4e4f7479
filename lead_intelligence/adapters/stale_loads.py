"""Whose counts of open work are not to be trusted any more, and since when: in the cache, where to note it costs a save next to
nothing. Without a cache they are counted again after some minutes all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import frappe
from frappe.utils import now_datetime
from redis.exceptions import RedisError

from lead_intelligence.adapters.sales_users import is_person

_MARK = "lead_intelligence_stale_load"
# By then they are counted again anyway.
_KEPT_SECONDS = 600


def make_stale(users: Iterable[str | None]) -> None:
	"""After the commit: until then, others would count what was before. Whoever changed it counts anew at once."""
	names = {str(user) for user in users if is_person(user)}
	if not names:
		return
	waiting = _of_this_transaction()
	if not waiting:
		frappe.db.after_commit.add(_tell_all)
		frappe.db.after_rollback.add(_forget_own)
	waiting.update(names)


def _of_this_transaction() -> set[str]:
	return frappe.flags.setdefault("li_stale_loads", set())


def _forget_own() -> None:
	frappe.flags.pop("li_stale_loads", None)


def _tell_all() -> None:
	"""What was changed is stored: nothing that goes wrong here may look as if it were not."""
	names = sorted(frappe.flags.pop("li_stale_loads", None) or ())
	if not names:
		return
	now = now_datetime().isoformat()
	try:
		with frappe.cache.pipeline(transaction=False) as pipe:
			for name in names:
				pipe.setex(_key(name), _KEPT_SECONDS, now)
			pipe.execute()
	except RedisError:
		frappe.logger("lead_intelligence").warning(
			"the load of reps is counted again after some minutes only"
		)


def stale_since(users: Sequence[str]) -> dict[str, datetime]:
	"""Those of them who are, with the last change. What this transaction has changed itself comes after all counts."""
	found = {user: datetime.max for user in users if user in _of_this_transaction()}
	if not users:
		return found
	try:
		marks = frappe.cache.mget([_key(user) for user in users])
	except RedisError:
		return found
	told = {user: mark for user, mark in zip(users, marks, strict=True) if mark}
	return {**{user: datetime.fromisoformat(mark.decode()) for user, mark in told.items()}, **found}


def no_longer_stale(users: Iterable[str]) -> None:
	"""They are counted with all that this transaction has changed. What others change counts by its time."""
	_of_this_transaction().difference_update(users)


def _key(user: str) -> bytes:
	return frappe.cache.make_key(f"{_MARK}|{user}")
