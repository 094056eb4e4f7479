"""What a step of escalation does beside telling people."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_fullname, get_system_timezone, get_url_to_form

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.escalation_words import Told, sentence_of
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.routing_requests import RoutingCause
from lead_intelligence.adapters.webhook_settings import WEBHOOK
from lead_intelligence.adapters.webhooks import DELIVERY, queue_delivery, was_disabled
from lead_intelligence.core.sla.response_clock import ResponseClock

Done = tuple[bool, str]
"""Whether it was done, and a sentence."""


def raise_priority(lead: str, clock: ResponseClock) -> Done:
	frappe.db.set_value(CLOCK, clock.name, "raised", 1, update_modified=False)
	assigned = {
		"reference_type": "Lead",
		"reference_name": lead,
		"status": "Open",
		"priority": ("!=", "High"),
	}
	todos = frappe.get_all("ToDo", filters=assigned, pluck="name")
	for todo in todos:
		frappe.db.set_value("ToDo", todo, "priority", "High")
	return True, _("The priority was raised. Open assignments that follow: {0}.").format(len(todos))


def reassign(lead: str, owner: str | None, to: str) -> Done:
	"""The owner changes, an open hand-over goes with the lead, and the clock goes on."""
	name = str(get_fullname(to))
	if owner == to:
		return True, _("{0} owned the lead already.").format(name)
	if not frappe.db.get_value("User", to, "enabled"):
		return False, _("{0} has no active user, so the lead stays with its owner.").format(name)
	if not frappe.has_permission("Lead", "write", lead, user=to):
		return False, _("{0} may not work with this lead, so it stays with its owner.").format(name)
	give_to([lead], to, RoutingCause.BREACH, is_told=True)
	before = str(get_fullname(owner)) if owner else _("nobody")
	return True, _("The lead went from {0} to {1}.").format(before, name)


def call_webhook(row: frappe._dict, lead: frappe._dict, told: Told) -> Done:
	delivery = queue_delivery(row.webhook, _event(row, lead, told), row.decision_key)
	if delivery and not frappe.db.get_value(WEBHOOK, row.webhook, "enabled"):
		because = frappe.db.get_value(DELIVERY, int(delivery), "error") or was_disabled()
		return False, _("The webhook {0} was not called. {1}").format(row.webhook, because)
	return True, _("The webhook {0} is called: delivery {1}.").format(row.webhook, delivery or "-")


def _event(row: frappe._dict, lead: frappe._dict, told: Told) -> dict[str, Any]:
	clock = told.clock
	due_at = clock.due_at.replace(tzinfo=ZoneInfo(get_system_timezone()))
	return {
		"event": "clock.escalation",
		"lead": told.lead,
		"lead_name": lead.lead_name,
		"company_name": lead.company_name,
		"owner": lead.lead_owner,
		"purpose": clock.purpose.value,
		"state": clock.state(told.now).value,
		"due_at": due_at.isoformat(timespec="seconds"),
		"grade": lead.li_grade,
		"stage": lead.li_stage,
		"policy": clock.policy,
		"step": row.step,
		"url": get_url_to_form("Lead", told.lead),
		"sentence": sentence_of(told, None, is_markup=False),
	}
