"""One connection is at a piece of work at a time. Who is killed is at it no longer: the lock goes with the connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import frappe
from pypika import CustomFunction

_get_lock = CustomFunction("get_lock", ["name", "seconds"])
_release_lock = CustomFunction("release_lock", ["name"])


@contextmanager
def alone_at(work: str) -> Iterator[bool]:
	"""Whether it is ours to do. Survives commits."""
	name = "li-" + sha256(f"{frappe.conf.db_name} {work}".encode()).hexdigest()[:48]
	((taken,),) = frappe.qb.select(_get_lock(name, 0)).run()
	try:
		yield bool(taken)
	finally:
		if taken:
			frappe.qb.select(_release_lock(name)).run()
