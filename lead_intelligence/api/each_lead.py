"""What is asked for several leads at once is done for each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html

from lead_intelligence.adapters.containment import in_savepoint
from lead_intelligence.api.arguments import names

MOST_SELECTED = 500


def are_several(leads: object) -> bool:
	"""Whether they are more than one, whatever becomes of each."""
	return len(names(leads, _("Leads"))) > 1


def for_each_lead(leads: object, done: str, act: Callable[[str], object]) -> dict[str, Any]:
	"""Gives under `done` the names of those that it was done for, and `refused`: [{lead, why}]. Needs the right to write each.

	What becomes of one lead does not depend on the others. In one order, two selections that overlap wait and do not
	deadlock."""
	selected = names(leads, _("Leads"))
	if len(selected) > MOST_SELECTED:
		frappe.throw(_("Select at most {0} leads at once.").format(MOST_SELECTED))
	answer: dict[str, Any] = {done: [], "refused": []}
	for lead in sorted(selected):
		messages = len(frappe.local.message_log)
		try:
			with in_savepoint():
				if not frappe.has_permission("Lead", "write", lead):
					frappe.throw(_("You may not work with this lead."), frappe.PermissionError)
				act(lead)
			answer[done].append(lead)
		except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
			del frappe.local.message_log[messages:]
			gone = isinstance(error, frappe.DoesNotExistError)
			why = _("There is no lead {0}.").format(escape_html(lead)) if gone else str(error)
			answer["refused"].append({"lead": lead, "why": why})
	return answer
