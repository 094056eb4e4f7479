"""Moments that a caller gives: past, and not before the lead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import format_date, now_datetime
from frappe.utils.data import convert_utc_to_system_timezone

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.core.engagement.incoming import TouchRefused, read_moment


def moment_of(lead: Document, given: Any, field: str, too_early: str) -> datetime:
	"""Now if nobody says; never later. Whoever writes a lead down after a talk has had the talk before, but not on another
	day: `too_early` says so, with a place for the day."""
	now = now_datetime()
	try:
		moment = read_moment({field: given or None}, field, now, convert_utc_to_system_timezone)
	except TouchRefused as refusal:
		refuse([refusal.problem])
	moment = min(moment or now, now)
	if moment.date() < frappe.utils.getdate(lead.creation):
		frappe.throw(too_early.format(format_date(lead.creation)))
	return moment
