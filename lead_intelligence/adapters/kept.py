"""What is read from the database once, and kept by each process until it has changed: for what is too large to fetch from Redis
with every save."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

import frappe

# What is changed past every event, or was read by a transaction that began before the change, is noticed after so long.
_SECONDS_KEPT = 300
_Content = TypeVar("_Content")


class Kept(Generic[_Content]):
	def __init__(self, key: str, read: Callable[[], _Content]) -> None:
		"""`key`: tells it from others. `read`: the content as this transaction sees it."""
		self._key = f"lead_intelligence:kept:{key}"
		self._read = read
		# By site: the stamp for which it was read, until when it counts, and the content.
		self._kept: dict[str, tuple[str, float, _Content]] = {}

	def get(self) -> _Content:
		if frappe.flags.get(self._key):
			return self._read()
		stamp = frappe.cache.get_value(self._key, _new_stamp)
		kept = self._kept.get(frappe.local.site)
		if kept is None or kept[0] != stamp or kept[1] < monotonic():
			# The stamp is older than what is read: a change that comes in between takes it away.
			kept = (stamp, monotonic() + _SECONDS_KEPT, self._read())
			self._kept[frappe.local.site] = kept
		return kept[2]

	def forget(self) -> None:
		"""Call after a change. Until that is committed, this transaction alone sees it."""
		if not frappe.flags.get(self._key):
			frappe.flags[self._key] = True
			frappe.db.after_commit.add(self._has_changed)
			frappe.db.after_rollback.add(self._has_changed)

	def _has_changed(self) -> None:
		frappe.flags.pop(self._key, None)
		frappe.cache.delete_value(self._key)


def _new_stamp() -> str:
	return str(frappe.generate_hash(length=16))
