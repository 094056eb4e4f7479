"""What people do with the stage of a lead. Whatever they may not do is thrown as a sentence."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters.handovers import Opening
from lead_intelligence.adapters.sales_users import sales_users_among
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stage_moves import Standing, act_on
from lead_intelligence.core.qualification import acts, conversion, handing_over
from lead_intelligence.core.qualification.acting import needs_part
from lead_intelligence.core.qualification.place import Decision
from lead_intelligence.core.qualification.stages import Stage, is_cold, rank

ASSIGNMENT = "Assignment"
"""What the gate before sales users is called, beside the doctypes that ERPNext makes of leads."""


def hand_over(lead: str, to_user: str) -> Decision:
	_needs_receiver(lead, to_user)

	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		return handing_over.hand_over(standing.place, standing.definition, standing.now)

	return act_on(lead, decide, opening=Opening(by=frappe.session.user, to=to_user))


def _needs_receiver(lead: str, user: str) -> None:
	name = escape_html(get_fullname(user))
	if user == frappe.session.user:
		frappe.throw(_("You cannot hand a lead over to yourself. Choose a colleague."))
	if not sales_users_among([user]):
		frappe.throw(_("{0} is no active user of sales, so nothing can be handed over to them.").format(name))
	if not frappe.has_permission("Lead", "write", lead, user=user):
		frappe.throw(_("{0} may not work with this lead. Choose a colleague who may.").format(name))


def move_up(lead: str, to: Stage, reason: str | None, *, override: bool) -> Decision:
	if override:
		needs_override_role()

	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		place, definition = standing.place, standing.definition
		return acts.move_up(
			place, definition, standing.judge, standing.now, to=to, reason=reason, overrides=override
		)

	return act_on(lead, decide, opening=Opening(by=frappe.session.user))


def put_aside(lead: str, to: Stage, reason: str | None, revisit_on: date | None) -> Decision:
	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		place, definition = standing.place, standing.definition
		return acts.put_aside(
			place, definition, standing.judge, standing.now, to=to, reason=reason, revisit_on=revisit_on
		)

	return act_on(lead, decide)


def bring_back(lead: str, reason: str | None) -> Decision:
	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		place, definition = standing.place, standing.definition
		return acts.bring_back(place, definition, standing.judge, standing.now, reason=reason)

	return act_on(lead, decide, opening=Opening(by=frappe.session.user))


def open_gate(lead: str, target: str, reason: str | None) -> Decision:
	needs_override_role()

	def decide(standing: Standing) -> Decision:
		needs_part(standing.circumstances)
		demanded = demanded_stage(standing, target)
		if demanded is None:
			frappe.throw(_("The agreement keeps no gate there, or the lead has passed it already."))
		return conversion.open_gate(
			standing.place, standing.now, target=target, demanded=demanded, reason=reason
		)

	return act_on(lead, decide)


def demanded_stage(standing: Standing, target: str) -> Stage | None:
	"""The stage that the lead must have reached before `target` and has not; None where nothing keeps it from that."""
	definition, stage = standing.definition, standing.place.stage
	if target == ASSIGNMENT:
		return Stage.MQL if definition.definition.keeps_cold_leads and is_cold(stage) else None
	demanded = definition.gate(target)
	return demanded if demanded is not None and rank(stage) < rank(demanded) else None


def override_role() -> str:
	return settings().gate_override_role or "Sales Manager"


def may_override() -> bool:
	return override_role() in frappe.get_roles()


def needs_override_role() -> None:
	if not may_override():
		frappe.throw(
			_("Only who has the role {0} may override the agreement.").format(
				escape_html(_(override_role()))
			),
			frappe.PermissionError,
		)
