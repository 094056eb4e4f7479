"""What a lead did, as its form shows it: each touch with what it still gives under the rules of the live model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate

from lead_intelligence.adapters.lead_state import stopped_at
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.touch_kinds import TouchKind, touch_kinds
from lead_intelligence.adapters.touches import touch_days, touches_of
from lead_intelligence.core.engagement.touch import Direction, Signal, TouchSort
from lead_intelligence.core.engagement.weights import RuleWeights, TouchWeight

PAGE = 30
_NOBODY = ("Guest", "Administrator")
# Where more is asked than here.
_ENTERED_ELSEWHERE = ("Answer Entered", "Call Attempt")
# Fewer points than this would be shown as 0.
_SHOWN = 0.05


def timeline_of(lead: Document, start: int) -> dict[str, Any]:
	"""`next`: where the following page begins. `scored`: whether the live model looks at touches at all. `stopped`: the
	day as of which the score of a lead stays, and with it what its touches give."""
	found = touches_of(lead.name, PAGE + 1, start)
	rows = found[:PAGE]
	stopped = stopped_at(lead)
	rules = _rules(lead, (stopped or getdate()).toordinal())
	readable = _readable(rows)
	return {
		"total": frappe.db.count("Lead Touch", {"lead": lead.name}),
		"next": start + PAGE if len(found) > PAGE else None,
		"scored": bool(rules),
		"stopped": str(stopped.date()) if stopped else None,
		"touches": [_touch(row, rules, readable) for row in rows],
	}


def kinds_to_add() -> list[dict[str, Any]]:
	"""Those that people may enter, by their names in the user's language."""
	known = touch_kinds()
	elsewhere = {known[name].name for name in _ENTERED_ELSEWHERE if name in known}
	kinds = [known[name] for name in sorted({kind.name for kind in known.values()} - elsewhere)]
	shown = [
		{
			"name": kind.name,
			"label": _(kind.name),
			"intent": _is_intent(kind.signal),
			"may_answer": may_answer(kind),
		}
		for kind in kinds
		if not kind.disabled
	]
	return sorted(shown, key=lambda kind: str(kind["label"]).casefold())


def may_answer(kind: TouchKind) -> bool:
	"""What goes to the lead, or has both sides talk with each other."""
	return kind.direction == Direction.OUTBOUND.value or bool(not kind.direction and kind.channel)


def _rules(lead: Document, today: int) -> list[RuleWeights]:
	model = policies_for(lead.get("company"))[0].scoring if settings().enabled else None
	if model is None or not model.looks_at_touches:
		return []
	days = touch_days([lead.name]).get(lead.name, {})
	rules = model.model.engagement.rules
	return [RuleWeights(rule, days, today) for rule in rules if rule.valid_on(date.fromordinal(today))]


def _touch(row: frappe._dict, rules: Sequence[RuleWeights], readable: set[tuple[str, str]]) -> dict[str, Any]:
	record = (row.reference_doctype, row.reference_name)
	sort = TouchSort(row.kind, row.signal or None, row.channel or None, row.direction or None)
	weights = [w for rule in rules if (w := rule.of(sort, row.happened_at.toordinal()))]
	full = sum(abs(weight.full) for weight in weights)
	points = sum(weight.points for weight in weights)
	return {
		"name": row.name,
		"kind": _(row.kind),
		"direction": row.direction,
		"channel": row.channel,
		"signal": row.signal,
		"response": row.response or None,
		"intent": _is_intent(row.signal),
		"subject": row.subject,
		"notes": row.notes,
		"source": row.source,
		"campaign": row.campaign,
		"happened_at": str(row.happened_at),
		"by": _by(row),
		"record": {"doctype": record[0], "label": _(record[0]), "name": record[1]}
		if record in readable
		else None,
		"points": points,
		"left": sum(abs(weight.points) for weight in weights) / full if full else None,
		"weights": [_weight(weight) for weight in weights],
	}


def _weight(weight: TouchWeight) -> dict[str, Any]:
	return {
		"rule": _(weight.rule.label),
		"standing": weight.standing.value,
		"left": weight.left,
		"points": weight.points,
		"full": weight.full,
		"nothing": abs(weight.points) < _SHOWN,
		"at_least": weight.rule.at_least,
		"at_most": weight.rule.at_most,
	}


def _is_intent(signal: str | None) -> bool:
	return signal == Signal.INTENT.value


def _by(row: frappe._dict) -> str | None:
	"""Who entered it by hand."""
	if row.reference_doctype or not row.author or row.author in _NOBODY:
		return None
	return str(get_fullname(row.author))


def _readable(rows: Sequence[frappe._dict]) -> set[tuple[str, str]]:
	"""The records behind them that still exist and that the user may read."""
	named = {(row.reference_doctype, row.reference_name) for row in rows if row.reference_doctype}
	return {(doctype, name) for doctype, name in named if name and _may_read(doctype, name)}


def _may_read(doctype: str, name: str) -> bool:
	if not frappe.db.exists("DocType", doctype) or not frappe.has_permission(doctype, "read"):
		return False
	return bool(frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", name))
