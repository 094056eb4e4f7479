"""A rep who works on leads no more, while leads are still theirs: whoever manages them is told once, to hand them over."""

from __future__ import annotations

from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, get_fullname

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.notices import language_of, tell, wants_to_be_told
from lead_intelligence.adapters.rep_load_counts import OpenWork, open_work
from lead_intelligence.adapters.rep_profiles import SALES_ROLES, forget_reps
from lead_intelligence.adapters.reps import is_rep
from lead_intelligence.adapters.sales_managers import managers_of
from lead_intelligence.adapters.sales_users import is_person

_LOG_TITLE = "Lead Intelligence: nobody could be told of the leads of a rep who leaves"
_ACTIVE = "Active"


def follow_user(doc: Document) -> None:
	forget_reps([doc.name])
	before = doc.get_doc_before_save()
	if before is None:
		return
	was, works = _may_sell(before), _may_sell(doc)
	if was and not works:
		_tell_managers(doc.name, is_disabled=not cint(doc.enabled))


def _may_sell(user: Document) -> bool:
	return bool(cint(user.enabled)) and any(row.role in SALES_ROLES for row in user.get("roles") or ())


def follow_employee(doc: Document) -> None:
	before = doc.get_doc_before_save()
	users = {doc.get("user_id"), before.get("user_id") if before else None}
	forget_reps(users)
	forget_reps(_reps_of_employee(doc.name))
	left = doc.get("status") == "Left" and before is not None and before.get("status") == _ACTIVE
	if left and doc.get("user_id") and frappe.db.get_value("User", doc.user_id, "enabled"):
		_tell_managers(doc.user_id, has_left=True)


def follow_leave(doc: Document) -> None:
	"""The employee is another's leave's before it was changed, too."""
	before = doc.get_doc_before_save()
	employees = {doc.get("employee"), before.get("employee") if before else None}
	for employee in filter(None, employees):
		forget_reps([frappe.db.get_value("Employee", employee, "user_id"), *_reps_of_employee(employee)])


def _reps_of_employee(employee: str) -> list[str]:
	return frappe.get_all("Lead Rep Profile", filters={"employee": employee}, pluck="user")


def _tell_managers(user: str, *, is_disabled: bool = False, has_left: bool = False) -> None:
	with surviving(lambda: log_defect(_LOG_TITLE, "User", user)), in_savepoint():
		if not is_person(user) or not is_rep(user):
			return
		work = open_work([user])[user]
		if not work.leads and not work.opportunities:
			return
		for manager in managers_of(user):
			if wants_to_be_told(manager):
				words = _words(user, work, language_of(manager), is_disabled, has_left)
				tell(manager, words, lead=None, by=frappe.session.user, link=_link(user))


def _words(user: str, work: OpenWork, language: str | None, is_disabled: bool, has_left: bool) -> str:
	who = f"<b>{escape_html(get_fullname(user))}</b>"
	if has_left:
		said = _("{0} has left the company.", language)
	elif is_disabled:
		said = _("The user of {0} is disabled.", language)
	else:
		said = _("{0} has no role of sales any more.", language)
	leads, made = f"<b>{work.leads}</b>", f"<b>{work.opportunities}</b>"
	still = _("Still open are {0} leads and {1} opportunities. Please hand them over.", language)
	return f"{said.format(who)} {still.format(leads, made)}"


def _link(user: str) -> str:
	return "/app/lead-team-board?" + urlencode({"rep": user})
