"""A digest is sent once to each reader and week: that it was, and the mail, are stored together or not at all."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.digests.letters import letter_of
from lead_intelligence.adapters.digests.links import stop_link
from lead_intelligence.adapters.digests.mail import put_down
from lead_intelligence.adapters.digests.reader import reading_as
from lead_intelligence.adapters.digests.subscriptions import DOCTYPE, may_read, week_due

_COLUMNS = ("name", "user", "company", "weekday", "hour", "disabled", "last_period_sent")


def send_if_due(subscription: str) -> bool:
	"""Whether it was. Of two that come at once, the second waits for the row and finds that the week is told. The caller commits; what
	it loses is sent the next time."""
	now = now_datetime()
	row = _locked(subscription)
	if row is None or row.disabled or not may_read(row.user):
		return False
	week = week_due(row, now)
	if week is None:
		return False
	with reading_as(row.user):
		letter = letter_of(row.company, week, stop_link(row.name))
		is_queued = put_down(letter, recipient=_address(row.user), subscription=row.name)
		result = _("Sent: {0}").format(letter.subject) if is_queued else _refused()
	told = {"last_period_sent": week.first, "last_result": result}
	if is_queued:
		told["last_sent_at"] = now
	frappe.db.set_value(DOCTYPE, row.name, told, update_modified=False)
	return is_queued


def note_failure(subscription: str, sentence: str) -> None:
	frappe.db.set_value(DOCTYPE, subscription, "last_result", sentence, update_modified=False)


def _refused() -> str:
	return _("Not sent: the reader has unsubscribed from all e-mails of this site.")


def _address(user: str) -> str:
	return str(frappe.db.get_value("User", user, "email") or user)


def _locked(subscription: str) -> Any:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(*(table[name] for name in _COLUMNS))
	rows = query.where(table.name == subscription).for_update().run(as_dict=True)
	return rows[0] if rows else None
