"""The desk of a rep. Everybody sees their own; managers also those of others. It shows what the user may read of leads."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from lead_intelligence.adapters import lead_desk
from lead_intelligence.adapters.lead_desk_reps import reps_with_leads
from lead_intelligence.adapters.sales_users import is_manager
from lead_intelligence.api.arguments import one_of, some_text, text
from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.sentences import group_label, group_sentence

_MOST_ROWS = 500
_LONGEST_NAME = 140


@frappe.whitelist(methods=["GET", "POST"])
def queue(user: Any = None, most: Any = 50, group: Any = None) -> dict[str, Any]:
	"""The first `most` leads, up to 500, in their order, or of one `group` only. `user`: whose desk, by default one's own.

	Moments are texts in the system time zone, spans seconds, texts in the user's language. `groups`: [{group, label, leads}], all of
	them in their order. `rows`: [{lead, name, company, stage, status, grade, colour, score, group, why, also, todo: {act, label, step}, since,
	due_at, clock: {purpose, due_at, started_at, target}, attempts, phones: [{number, link}], email, steps: [{name, kind, due_at, until_at,
	note, by}], handover: {by, handed_at, due_at}, may_write, do_not_contact}]; `act` is call, mail, accept, meeting, message, step, revisit or
	look; `do_not_contact` of who has unsubscribed. `left`: how many leads press; `total`: all in the queue. `resting`: {snoozed, planned,
	next: {lead, name, company, until, snoozed, step, kind, note}}.
	`next_change_at`: until then time alone changes nothing. `today`: {leads, reached, attempts, messages, accepted, refused, steps}.
	`response`: {answers, in_time, median (minutes of working time), days}, null where there were none.
	"""
	chosen = _user(user)
	only = Group(one_of(group, _("Group"), [one.value for one in Group])) if group else None
	return lead_desk.shown(lead_desk.desk_of(chosen), min(max(cint(most), 1), _MOST_ROWS), only)


@frappe.whitelist(methods=["GET", "POST"])
def why(lead: Any, user: Any = None) -> dict[str, Any]:
	"""Why a lead stands where it does: {place, of, group_sentence, reasons: [{group, label, sentence, since}], before, after: {lead, name,
	sentence}}; `before` and `after` are its neighbours."""
	name = text(lead, _("Lead"))
	found = lead_desk.why(lead_desk.desk_of(_user(user)), name)
	if found is None:
		frappe.throw(_("This lead is not in the queue any more."), frappe.DoesNotExistError)
	return found


@frappe.whitelist(methods=["GET", "POST"])
def resting(user: Any = None) -> list[dict[str, Any]]:
	"""The leads that are snoozed or have a step planned for later, the first 200 to come back: [{lead, name, company, until, snoozed, step, kind,
	note}]."""
	return lead_desk.resting_leads(lead_desk.desk_of(_user(user)))


@frappe.whitelist(methods=["GET", "POST"])
def reps() -> list[dict[str, Any]]:
	"""Whose desks a manager can look at: [{user, name, open, late}]."""
	if not is_manager():
		frappe.throw(_("Only managers can look at the desks of others."), frappe.PermissionError)
	frappe.has_permission("Lead", "read", throw=True)
	return reps_with_leads()


@frappe.whitelist(methods=["GET", "POST"])
def order() -> list[dict[str, str]]:
	"""The groups in their order, and how each is put in order itself: [{group, label, sentence}]."""
	frappe.has_permission("Lead", "read", throw=True)
	return [
		{"group": group.value, "label": group_label(group, _), "sentence": group_sentence(group, _)}
		for group in lead_desk.groups_in_order()
	]


def _user(user: Any) -> str:
	chosen = some_text(user, _("User"), _LONGEST_NAME) or frappe.session.user
	lead_desk.needs_desk(chosen)
	return chosen
