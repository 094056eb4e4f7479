"""The response clocks of a lead, as its form shows them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.clock_panel import panel_of
from lead_intelligence.adapters.clock_reasons import why as why_of
from lead_intelligence.api.arguments import text


@frappe.whitelist(methods=["GET", "POST"])
def panel(lead: str) -> dict[str, Any]:
	"""By when a lead is to be answered, as of `server_now`. Needs the right to read it.

	Moments are in the system time zone, spans in seconds: of working time, but for `elapsed`.
	`open`, the most urgent first: [{name, purpose, state, started_at, because, due_at, target, left, late, soon, is_ticking, ticks_until,
	ticks_from, paused_since, paused_for, counts_from, attempts, last_attempt_at, raised, policy,
	policy_title, grade, calendar, zone}]. `left`: until it is due,
	nearly so from `soon` on. Where time passes for it now (`is_ticking`), it does until `ticks_until`; else again from `ticks_from` on.
	`closed`, the latest first: [{name, purpose, state, started_at, because, due_at, target, attempts, last_attempt_at, answered_at,
	answered_by, answered_how, working, elapsed, closed_at, closed_because}], and `more_closed` that are older.
	`idle`, where none is open: off, not contacted, ended, history (not released), no policy (none is live), answered, or waiting.
	`phones`: [{number, link}]. `may_answer`: the user may record attempts and answers. `lead_name`.
	Purposes, states and reasons have their English names.
	"""
	return panel_of(_readable(lead))


@frappe.whitelist(methods=["GET", "POST"])
def why(lead: str) -> list[dict[str, Any]]:
	"""Which response policy is for a lead as of now, and why those that are tried before it are not. Needs the right to read the
	lead.

	In the order in which they are tried, up to the one that applies: [{policy, title, priority, verdict, sentence, seen: [{label, value}],
	problem}]. `verdict`: true for the one that applies, null where it cannot be said. `sentence`: its condition, null where it is for all.
	"""
	return why_of(_readable(lead))


def _readable(name: object) -> Document:
	doc = frappe.get_doc("Lead", text(name, _("Lead")))
	doc.check_permission("read")
	return doc
