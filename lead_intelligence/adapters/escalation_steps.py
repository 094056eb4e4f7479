"""The escalation steps of a version of a policy, also of one that is retired since: its clocks go on by it until they are planned
again."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.sla_policies import DOCTYPE, steps_of
from lead_intelligence.core.sla.policy import EscalationStep
from lead_intelligence.core.sla.response_clock import ResponseClock

_MOST_KEPT = 64
_kept: dict[tuple[str, str], tuple[object, tuple[EscalationStep, ...]]] = {}


def steps_of_clock(clock: ResponseClock) -> tuple[EscalationStep, ...]:
	"""Those that are for clocks of its purpose. None for one without a policy, or whose policy is gone."""
	steps = _steps_of(clock.policy) if clock.policy else ()
	return tuple(step for step in steps if step.purpose in (None, clock.purpose))


def _steps_of(version: str) -> tuple[EscalationStep, ...]:
	try:
		doc = frappe.get_cached_doc(DOCTYPE, version)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return ()
	key, known = (frappe.local.site, version), _kept.get((frappe.local.site, version))
	if known and known[0] == doc.modified:
		return known[1]
	if len(_kept) >= _MOST_KEPT:
		_kept.clear()
	steps = steps_of(doc)
	_kept[key] = (doc.modified, steps)
	return steps
