"""The board of the managers: the team as it stands, and what they do about it. Needs the role Sales Manager or System Manager,
and shows what the user may read of leads."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate

from lead_intelligence.adapters import hand_over, reassigning, team_board
from lead_intelligence.adapters.assignments_over_time import assignments_by_day
from lead_intelligence.adapters.hand_over import ALL, SCOPES
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.sales_users import is_manager
from lead_intelligence.adapters.team_leads import SeenLeads, open_leads_of
from lead_intelligence.adapters.waiting_leads import NOBODY, waiting_leads, why_nobody
from lead_intelligence.api.arguments import LONGEST_REASON, one_of, some_text, text
from lead_intelligence.api.each_lead import for_each_lead

_PAGE = 50
_PERIODS = (7, 30, 90)
_LONGEST_NAME = 140


@frappe.whitelist(methods=["GET", "POST"])
def board(company: Any = None, pool: Any = None) -> dict[str, Any]:
	"""All that the board shows but the chart and the leads themselves.

	`company`: only leads of it; `pool`: only its members. `grades`: [{grade, colour}], those that leads have, the best first, "" for
	none. `reps`: [{user, name, pools: [{pool, paused}], by_grade: {grade: leads}, open, late, absence: {why, until}, off_until,
	is_off, work: {load, capacity, is_ramping, taken_today, daily_limit}, answers: {answers, in_time, median}, decided, converted}];
	`work` is null for those who own leads and are in no pool. `answers` are the first ones of 30 days, `median` in minutes of working
	time. `left_out`: how many reps more there are. `unowned`: {open, late}. `waiting`: {waiting, nobody, oldest}. `pools`: to
	choose from.
	"""
	_needs_manager()
	return team_board.board(_name(company, _("Company")), _name(pool, _("Pool")))


@frappe.whitelist(methods=["GET", "POST"])
def waiting(company: Any = None, start: Any = 0) -> dict[str, Any]:
	"""Leads that wait for an owner or for another one, 50 at a time; `next`: where the following page begins. `why`: what kept everybody that was
	asked from the lead."""
	_needs_manager()
	seen = SeenLeads(_name(company, _("Company")))
	page = _page(waiting_leads(seen, _from(start), _PAGE + 1), _from(start))
	why = why_nobody([row.lead for row in page["leads"] if row.state == NOBODY])
	for row in page["leads"]:
		row.why = why.get(row.lead)
	return page


@frappe.whitelist(methods=["GET", "POST"])
def leads(user: Any = None, company: Any = None, start: Any = 0) -> dict[str, Any]:
	"""The open leads of a user, or of nobody, those that are due first, 50 at a time."""
	_needs_manager()
	seen = SeenLeads(_name(company, _("Company")))
	owner = _name(user, _("User"))
	return _page(open_leads_of(seen, owner, _from(start), _PAGE + 1), _from(start))


@frappe.whitelist(methods=["GET", "POST"])
def over_time(days: Any = 30, company: Any = None, user: Any = None) -> list[dict[str, Any]]:
	"""For each of the last 7, 30 or 90 days: {day, first, again, by_hand}. `user`: only what came to them."""
	_needs_manager()
	chosen = int(one_of(str(days), _("Days"), [str(period) for period in _PERIODS]))
	seen = SeenLeads(_name(company, _("Company")))
	return assignments_by_day(seen, getdate(), chosen, _name(user, _("User")))


@frappe.whitelist(methods=["POST"])
def reassign(leads: Any, to: Any = None, reason: Any = None) -> dict[str, Any]:
	"""Gives leads to a user, or without `to` to whomever the routing finds, but not to those who own them now. Needs the right to
	write each. Gives `done`: their names, and `refused`: [{lead, why}]. At most 500 at once."""
	_needs_manager()
	user = _name(to, _("To"))
	why = some_text(reason, _("Reason"), LONGEST_REASON)
	if user:
		reassigning.needs_receiver(user)
	answer = for_each_lead(leads, "done", lambda lead: reassigning.needs_open_lead(lead, user))
	if user:
		give_to(answer["done"], user, detail=why)
	else:
		reassigning.route(answer["done"], why)
	return answer


@frappe.whitelist(methods=["GET", "POST"])
def preview_hand_over(user: Any, to: Any = None, scope: Any = ALL) -> dict[str, Any]:
	"""What would become of the open leads of a user, of whom `to`, or without it whomever the routing finds, gets "all", or those that are
	"waiting" for an answer. Needs the right to write leads.

	`leads`: how many go; `by_grade`, `waiting`: how many of them wait; `staying`: how many cannot go; `receivers`: [{user, name, leads}] and
	`nobody`, as of now and for the first `looked_at`; `opportunities`: how many are open, which are not handed over."""
	_needs_manager()
	return hand_over.preview_hand_over(*_handed_over(user, to, scope))


@frappe.whitelist(methods=["POST"])
def begin_hand_over(user: Any, to: Any = None, scope: Any = ALL) -> dict[str, Any]:
	"""Has it done: {leads, staying, since}. `since` is for the progress."""
	_needs_manager()
	return hand_over.begin_hand_over(*_handed_over(user, to, scope))


@frappe.whitelist(methods=["GET", "POST"])
def hand_over_progress(user: Any, since: Any) -> dict[str, int]:
	"""How many leads have gone, wait, found nobody or want no other owner any more: {done, waiting, nobody, kept}."""
	_needs_manager()
	began = text(since, _("Since"))
	try:
		get_datetime(began)
	except Exception:
		frappe.throw(_("{0} must be given as a date.").format(_("Since")))
	return hand_over.progress_of_hand_over(text(user, _("User")), began)


def _handed_over(user: Any, to: Any, scope: Any) -> tuple[str, str | None, str]:
	return text(user, _("User")), _name(to, _("To")), one_of(scope, _("Scope"), SCOPES)


def _needs_manager() -> None:
	if not is_manager():
		frappe.throw(_("The team board is for sales managers."), frappe.PermissionError)
	frappe.has_permission("Lead", "read", throw=True)


def _name(value: Any, what: str) -> str | None:
	return some_text(value, what, _LONGEST_NAME)


def _from(start: Any) -> int:
	return max(cint(start), 0)


def _page(rows: list[frappe._dict], start: int) -> dict[str, Any]:
	return {"leads": rows[:_PAGE], "next": start + _PAGE if len(rows) > _PAGE else None}
