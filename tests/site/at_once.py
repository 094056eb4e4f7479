"""Several who do something at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import frappe


def all_at_once(live_site: Any, *works: Callable[[], Any]) -> list[Any]:
	"""What each of them gave or raised."""
	start = Barrier(len(works))

	def work(one: Callable[[], Any]) -> Any:
		start.wait(60)
		return one()

	with ThreadPoolExecutor(len(works)) as pool:
		futures = [pool.submit(live_site.run, work, one) for one in works]
	return [future.exception() or future.result() for future in futures]


def as_user(person: Any, method: Callable[..., Any], *args: Any, **more: Any) -> Callable[[], Any]:
	def work() -> Any:
		frappe.set_user(person.user)
		return method(*args, **more)

	return work


def impatient() -> None:
	"""This connection waits a second for what others have locked, and then fails."""
	frappe.db.sql("set session innodb_lock_wait_timeout = 1")
