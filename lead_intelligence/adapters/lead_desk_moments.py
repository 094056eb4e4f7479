"""Moments of a desk: as texts for its page, in the system time zone, and in sentences as whoever reads them has the time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import frappe
from frappe.utils import format_date, format_datetime, get_system_timezone


def text_of(at: datetime | None) -> str | None:
	return str(at.replace(microsecond=0)) if at else None


def moment_text(at: datetime, now: datetime) -> str:
	"""Of today only the time."""
	here, today = (_where(frappe.session.user, one) for one in (at, now))
	is_today = here.date() == today.date()
	return str(format_datetime(here.replace(tzinfo=None), "HH:mm" if is_today else "EEE d MMM HH:mm"))


def day_text(day: date) -> str:
	return str(format_date(day))


def midnight_of(user: str, now: datetime) -> datetime:
	"""When the day of the user began."""
	midnight = _where(user, now).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
	return midnight.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None)


def _where(user: str, at: datetime) -> datetime:
	system = ZoneInfo(get_system_timezone())
	try:
		own = ZoneInfo(frappe.get_cached_value("User", user, "time_zone") or system.key)
	except (ZoneInfoNotFoundError, ValueError, OSError):
		own = system
	return at.replace(tzinfo=system).astimezone(own)
