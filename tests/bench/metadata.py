"""What Frappe keeps of its doctypes in Redis, kept where a test cannot have changed it.

To read the doctypes anew takes two to three seconds, more than most tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

KEYS = ("doctype_meta", "table_columns")


@contextmanager
def metadata_as_before() -> Iterator[None]:
	"""Whatever becomes of it inside, afterwards Redis knows the doctypes as it did before."""
	import frappe

	cache = frappe.cache
	known = {key: cache.dump(cache.make_key(key)) for key in KEYS}
	try:
		yield
	finally:
		for key, value in known.items():
			if value:
				cache.restore(cache.make_key(key), 0, value, replace=True)


@contextmanager
def metadata_outlives_a_whole_clear() -> Iterator[None]:
	"""Renaming a document empties the whole cache, as the document might be a doctype. Inside, none is."""
	import frappe

	clear_cache = frappe.clear_cache

	def clear(user: str | None = None, doctype: str | None = None) -> None:
		if user or doctype:
			return clear_cache(user=user, doctype=doctype)
		with metadata_as_before():
			clear_cache()
		return None

	with patch.object(frappe, "clear_cache", clear):
		yield
