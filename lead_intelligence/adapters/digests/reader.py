"""What a reader sees is asked for as the reader, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from lead_intelligence.adapters.notices import language_of


@contextmanager
def reading_as(user: str) -> Iterator[None]:
	"""For a job: whoever it runs as comes back afterwards, and the language with them."""
	before, language = frappe.session.user, frappe.local.lang
	try:
		if user != before:
			frappe.set_user(user)
		frappe.local.lang = language_of(user) or "en"
		yield
	finally:
		if user != before:
			frappe.set_user(before)
		frappe.local.lang = language
