"""How much one sender may send in a minute."""

from __future__ import annotations

import time

import frappe

_SECONDS = 60


class Exceeded(Exception):
	"""`seconds`: after which it may be tried again."""

	def __init__(self, seconds: int) -> None:
		super().__init__(seconds)
		self.seconds = seconds


def spend(who: str, amount: int, most: int) -> None:
	"""Counts `amount` towards what `who` may send. Raises Exceeded, and what is refused does not count: whoever asks for
	too much at once may still ask for less. Without a cache nothing is counted."""
	minute, spent = divmod(int(time.time()), _SECONDS)
	try:
		key = frappe.cache.make_key(f"lead_intelligence_rate:{who}:{minute}")
		used = frappe.cache.incrby(key, amount)
		frappe.cache.expire(key, 2 * _SECONDS)
		if used > most:
			frappe.cache.incrby(key, -amount)
			raise Exceeded(_SECONDS - spent)
	except Exceeded:
		raise
	except Exception:
		frappe.logger("lead_intelligence").exception("touches are not counted")
