"""What is there around a response policy: grades, calendars, people and webhooks that it names."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.calendars import default_calendar
from lead_intelligence.adapters.live_versions import DEFINITION, POLICY
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.qualification.facts import GRADE
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.rules.text import fold
from lead_intelligence.core.sla.policy import Action, SlaPolicy
from lead_intelligence.core.sla.policy_surroundings import Surroundings
from lead_intelligence.core.snapshot.fields import FieldCatalogue

# Everybody has these, and nobody's row says so.
_ROLES_OF_ALL = frozenset({"All", "Guest", "Desk User"})


def surroundings_of(doc: Document, policy: SlaPolicy, catalogue: FieldCatalogue) -> Surroundings:
	grade = catalogue.get(GRADE)
	calendar = policy.calendar or default_calendar()
	roles = {step.role for step in policy.steps if step.action is Action.NOTIFY_ROLE and step.role}
	webhooks = {step.webhook for step in policy.steps if step.webhook}
	users = {step.user for step in policy.steps if step.user}
	off = _users_off(users)
	return Surroundings(
		grades=(grade.options or None) if grade else None,
		same_priority=_same_priority(doc),
		hands_over=_hands_over(policy.company),
		calendar=calendar or "",
		has_working_time=not calendar or bool(frappe.db.exists("Lead Working Span", {"parent": calendar})),
		roles_of_nobody=frozenset(roles - _ROLES_OF_ALL - _roles_of_somebody(roles)),
		webhooks_off=_webhooks_off(webhooks),
		users_off=off,
		users_without_leads=frozenset(
			user for user in users - off if not frappe.has_permission("Lead", "write", user=user)
		),
		routes=_routes(policy.company),
	)


def _same_priority(doc: Document) -> tuple[str, ...]:
	live = {"company": doc.company, "status": "Live", "docstatus": 1, "priority": doc.priority}
	titles = frappe.get_all(POLICY, filters=live, pluck="title", order_by="title")
	return tuple(title for title in titles if fold(title) != fold(doc.title or ""))


def _hands_over(company: str) -> bool:
	"""Whether an agreement is live whose leads go from marketing to sales."""
	live = frappe.get_all(DEFINITION, filters={"company": company, "status": "Live"}, pluck="name")
	if not live:
		return False
	filters = {"parent": ("in", live), "stage": ("in", [Stage.MQL.value, Stage.SAL.value])}
	rows = frappe.get_all("Lead Definition Stage", filters=filters, fields=["parent", "stage"])
	stages = {(row.parent, row.stage) for row in rows}
	return any({(name, Stage.MQL.value), (name, Stage.SAL.value)} <= stages for name in live)


def _routes(company: str) -> bool:
	return bool(frappe.db.exists("Lead Routing Policy", {"company": company, "status": "Live"}))


def _roles_of_somebody(roles: Iterable[str]) -> set[str]:
	wanted = sorted(roles)
	if not wanted:
		return set()
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = frappe.qb.from_(role).join(user).on(user.name == role.parent).select(role.role).distinct()
	query = query.where((role.parenttype == "User") & role.role.isin(wanted) & (user.enabled == 1))
	return set(query.where(user.name.notin(["Administrator", "Guest"])).run(pluck=True))


def _webhooks_off(names: Iterable[str]) -> frozenset[str]:
	filters = {"name": ("in", sorted(names)), "enabled": 0}
	return frozenset(frappe.get_all("Lead Webhook", filters=filters, pluck="name") if names else ())


def _users_off(users: Iterable[str]) -> frozenset[str]:
	filters = {"name": ("in", sorted(users)), "enabled": 1}
	enabled = set(frappe.get_all("User", filters=filters, pluck="name")) if users else set()
	return frozenset(user for user in users if user not in enabled or not is_person(user))
