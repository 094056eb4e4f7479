"""Touches of records that were there before, and of what happened past all events."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic, sleep

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters import touch_backfill
from lead_intelligence.adapters.containment import is_lost_transaction

# No batch takes nearly as long, so whoever should be at work is not.
_SILENT_FOR = timedelta(minutes=3)
_TRIES = 5
_SECONDS_BETWEEN = 1


def work() -> None:
	"""Until nothing is left to read, or half the time that Frappe gives a job is over: then a successor goes on."""
	end = monotonic() + touch_backfill.JOB_SECONDS / 2
	while monotonic() < end:
		if not _next():
			return
	touch_backfill.start()


def _next() -> bool | None:
	for left in range(_TRIES - 1, -1, -1):
		try:
			more = touch_backfill.read_next()
			frappe.db.commit()
			return more
		except Exception as error:
			frappe.db.rollback()
			if not left or not is_lost_transaction(error):
				raise
			sleep(_SECONDS_BETWEEN)
	return None


def resume_lost() -> None:
	"""Every few minutes: what was begun and is worked at by nobody goes on."""
	long_ago = now_datetime() - _SILENT_FOR
	open_ones = [s.modified for s in touch_backfill.states() if s.status in touch_backfill.AT_WORK]
	if open_ones and max(open_ones) < long_ago:
		touch_backfill.start()


def look_again() -> None:
	"""Hourly: mails that were read, meetings that are over, and whatever a defect has kept from being recorded."""
	touch_backfill.look_again()
