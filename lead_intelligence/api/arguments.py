"""What a caller sends, checked: anything can come as JSON, and each wrong thing gets a clear sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

LONGEST_NOTE = 2_000
LONGEST_REASON = 500


def text(value: object, what: str) -> str:
	"""`what` names the argument, in the user's language."""
	if not isinstance(value, str) or not value.strip():
		frappe.throw(_("{0} must be given as text.").format(what))
	return str(value)


def some_text(value: object, what: str, most: int) -> str | None:
	"""Text or nothing."""
	if value is None or value == "":
		return None
	found = text(value, what).strip()
	if len(found) > most:
		frappe.throw(_("{0} must have at most {1} characters.").format(what, most))
	return found


def day(value: object, what: str) -> date | None:
	"""A date as text, or nothing."""
	if value is None or value == "":
		return None
	messages = len(frappe.local.message_log)
	try:
		found = getdate(value) if isinstance(value, str) else None
	except Exception:
		del frappe.local.message_log[messages:]
		found = None
	if found is None:
		frappe.throw(_("{0} must be given as a date.").format(what))
	return found


def one_of(value: object, what: str, choices: Iterable[str]) -> str:
	known = list(choices)
	if not isinstance(value, str) or value not in known:
		frappe.throw(_("{0} must be one of {1}.").format(what, ", ".join(_(choice) for choice in known)))
	return str(value)


def document(value: object, what: str, tables: tuple[str, ...]) -> dict[str, Any]:
	"""A form's document as JSON text, with the rows of its `tables`."""
	try:
		content = json.loads(text(value, what))
	except (ValueError, RecursionError):
		content = None
	if not isinstance(content, dict) or not all(_is_table(content.get(table) or []) for table in tables):
		frappe.throw(_("{0} must be given as JSON, in the form of a document.").format(what))
	return dict(content)


def _is_table(rows: object) -> bool:
	return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def names(value: object, what: str) -> list[str]:
	"""One name, a list of names, or such a list as JSON text; each once, in their order."""
	if isinstance(value, str) and value.lstrip().startswith("["):
		try:
			value = json.loads(value)
		except (ValueError, RecursionError):
			frappe.throw(_("{0} must be given as a name or a list of names.").format(what))
	found = value if isinstance(value, list) else [value]
	if not found or not all(isinstance(name, str) and name.strip() for name in found):
		frappe.throw(_("{0} must be given as a name or a list of names.").format(what))
	return list(dict.fromkeys(found))


_OPERATORS = ("=", "!=", "<", ">", "<=", ">=", "like", "not like", "in", "not in", "is", "between")


def lead_filters(value: object, what: str) -> list[list[Any]]:
	"""Filters of a list of leads, as the desk sends them: [[field, operator, value], …], also with the doctype first and as
	JSON text."""
	if isinstance(value, str) and value.strip():
		try:
			value = json.loads(value)
		except (ValueError, RecursionError):
			value = 0
	if isinstance(value, dict):
		value = [[name, *(one if isinstance(one, list) else ["=", one])] for name, one in value.items()]
	if value is None or value == "":
		return []
	if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
		frappe.throw(_("{0} must be given as a list of filters.").format(what))
	return [_lead_filter(row[1:4] if row[:1] == ["Lead"] and len(row) > 3 else row, what) for row in value]


def _lead_filter(row: list[Any], what: str) -> list[Any]:
	meta, standard = frappe.get_meta("Lead"), ("name", "creation", "modified", "owner", "_assign")
	fits = (
		len(row) == 3
		and isinstance(row[0], str)
		and (meta.has_field(row[0]) or row[0] in standard)
		and isinstance(row[1], str)
		and row[1].lower() in _OPERATORS
		and _is_plain(row[2])
	)
	if not fits:
		frappe.throw(
			_("{0}: '{1}' is no filter of leads.").format(
				what, escape_html(json.dumps(row, default=str)[:200])
			)
		)
	return row


def _is_plain(value: object) -> bool:
	several = value if isinstance(value, list) else [value]
	return all(one is None or isinstance(one, (str, int, float)) for one in several)


def yes_or_no(value: object, what: str) -> bool:
	if isinstance(value, (bool, int, str)) and value in (True, 1, "1", "true", "True"):
		return True
	if not isinstance(value, (bool, int, str)) or value not in (False, 0, "0", "false", "False"):
		frappe.throw(_("{0} must be true or false.").format(what))
	return False


def entry_key(lead: str, form: object) -> str:
	"""By what is entered by hand and sent twice is known again. `form`: what tells one entry from another."""
	told = form if isinstance(form, str) and form else frappe.generate_hash(length=20)
	return "by-hand-" + sha256("\0".join([frappe.session.user, lead, told]).encode()).hexdigest()
