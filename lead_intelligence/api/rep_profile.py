"""Reps as the forms of their profiles show them, and the switch by which a rep goes out of office."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime

from lead_intelligence.adapters.rep_panel import panel_of
from lead_intelligence.adapters.rep_profiles import PROFILE
from lead_intelligence.adapters.sales_users import is_manager
from lead_intelligence.api.arguments import some_text, text, yes_or_no


@frappe.whitelist(methods=["GET", "POST"])
def state(profile: str) -> dict[str, Any]:
	"""What a rep has open and may still get, as of `server_now`. For managers of sales, and for the rep.

	{user, server_now, load, capacity, counts_now (of the capacity, for a rep who has just begun or come back: `is_ramping`),
	taken_today, daily_limit, taken_this_hour, hourly_limit (0: no limit), by_grade: {grade: open leads}, open_leads,
	open_opportunities, absence, absent_until, is_off, off_until, clock (of the rep, in `zone`), decided, converted (of the
	leads of a year), pools}. Moments but `clock` are in the system time zone.
	"""
	doc = frappe.get_doc(PROFILE, text(profile, _("Rep")))
	doc.check_permission("read")
	if doc.user != frappe.session.user and not is_manager():
		frappe.throw(_("Only managers of sales see how loaded others are."), frappe.PermissionError)
	return panel_of(doc.user)


@frappe.whitelist(methods=["POST"])
def out_of_office(away: bool | int | str, until: str | None = None) -> dict[str, Any]:
	"""The user goes out of office, from now until the moment `until` (system time zone) or the switch is turned off; or comes back.
	Needs a profile of the user's own. Gives {out_of_office, out_from, out_until}."""
	name = frappe.db.get_value(PROFILE, {"user": frappe.session.user})
	if not name:
		frappe.throw(
			_("You have no rep profile. Ask a manager of sales to make one."), frappe.DoesNotExistError
		)
	doc = frappe.get_doc(PROFILE, name)
	is_away = yes_or_no(away, _("Out of Office"))
	doc.out_of_office = int(is_away)
	doc.out_from = None
	doc.out_until = _moment(until) if is_away else None
	# It is the rep's own switch, and nothing else of the profile.
	doc.save(ignore_permissions=True)
	return {field: doc.get(field) for field in ("out_of_office", "out_from", "out_until")}


def _moment(value: object) -> Any:
	given = some_text(value, _("Away Until"), 30)
	messages = len(frappe.local.message_log)
	try:
		return get_datetime(given) if given else None
	except Exception:
		del frappe.local.message_log[messages:]
		frappe.throw(_("{0} must be given as date and time.").format(_("Away Until")))
