"""What was chosen is written: owners, turns, loads, and how the requests ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.board_news import tell_boards
from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.owner_changes import OwnerChange, change_owners
from lead_intelligence.adapters.rep_loads import make_stale, store_taken
from lead_intelligence.adapters.routing_choice import Choices, Chosen
from lead_intelligence.adapters.routing_requests import DOCTYPE, Request, RequestState
from lead_intelligence.adapters.routing_turns import store_turns
from lead_intelligence.adapters.statements import update_rows
from lead_intelligence.core.history.assignment_entry import AssignmentEntry, AssignmentEvent
from lead_intelligence.core.routing.compiled_policy import CompiledRouting
from lead_intelligence.core.routing.evidence import evidence_of
from lead_intelligence.core.routing.policy import RoutingRule
from lead_intelligence.core.rules.sentences import sentence

_RETRY = timedelta(minutes=5)
_LONGEST_WAIT_MINUTES = 60


def store(choices: Choices, now: datetime) -> None:
	if choices.chooser is None:
		return
	found = [one for one in choices.chosen if one.choice.user]
	given = Counter(one.choice.pool for one in found if one.choice.pool)
	store_turns(choices.turns_before, choices.chooser.turns, given)
	store_taken(choices.chooser.reps, choices.chooser.taken, now)
	# Of who has the lead already, it was a confirmation.
	stays = [one for one in found if one.choice.user == one.wanted.lead.owner]
	goes = [one for one in found if one.choice.user != one.wanted.lead.owner]
	change_owners([_change(one, now) for one in goes])
	# They were counted already, and the choice has added them once more. Of the others, the change of owner takes care.
	make_stale([one.choice.user for one in stays])
	_close_found(goes, now)
	close([one.wanted.request for one in stays], RequestState.KEPT, now)
	_keep_open([one for one in choices.chosen if not one.choice.user], now)
	tell_boards()


def _change(one: Chosen, now: datetime) -> OwnerChange:
	before = one.wanted.lead.owner
	event = AssignmentEvent.ASSIGNED if before in NOBODY else AssignmentEvent.REASSIGNED
	return OwnerChange(
		lead=one.wanted.lead.name,
		before=before,
		to=one.choice.user,
		assignment=one.wanted.request.name,
		at=now,
		event=event,
		evidence=_evidence(one),
		reason=one.wanted.request.detail,
	)


def _evidence(one: Chosen) -> dict[str, Any]:
	policy, rule = one.wanted.policy, one.wanted.rule
	return evidence_of(
		one.choice,
		policy=policy.version if policy else None,
		policy_title=policy.policy.title if policy else "",
		rule=rule,
		cause=one.wanted.request.cause.value,
		weight=one.demand.weight,
		rule_sentence=_sentence(policy, rule) if policy and rule else None,
	)


def _sentence(policy: CompiledRouting, rule: RoutingRule) -> str | None:
	return sentence(rule.condition, policy.catalogue, _) if rule.condition else None


def _close_found(found: Sequence[Chosen], now: datetime) -> None:
	groups: dict[tuple[tuple[str, Any], ...], list[int]] = {}
	for one in found:
		wanted, choice = one.wanted, one.choice
		values = (
			("state", RequestState.ASSIGNED.value),
			("open_for", None),
			("next_attempt_at", None),
			("decided_at", now),
			("modified", now),
			("error", None),
			("from_user", wanted.lead.owner),
			("to_user", choice.user),
			("policy", wanted.policy.version if wanted.policy else None),
			("rule", _rule_name(wanted.rule) if wanted.rule else None),
			("pool", choice.pool),
			("because", choice.because.value if choice.because else None),
			("grade", one.demand.grade),
		)
		groups.setdefault(values, []).append(wanted.request.name)
	for values, names in groups.items():
		update_rows(DOCTYPE, [str(name) for name in names], dict(values))


def _rule_name(rule: RoutingRule) -> str:
	return rule.title or str(rule.row)


def _keep_open(nobody: Sequence[Chosen], now: datetime) -> None:
	"""They are looked at again. The journey says it once."""
	if not nobody:
		return
	again = {"state": RequestState.NOBODY.value, "next_attempt_at": now + _RETRY, "modified": now}
	update_rows(DOCTYPE, [str(one.wanted.request.name) for one in nobody], again)
	first = [one for one in nobody if one.wanted.request.state is RequestState.WAITING]
	append_many(((one.wanted.lead.name, _not_found(one, now)) for one in first), frappe.session.user)


def _not_found(one: Chosen, now: datetime) -> AssignmentEntry:
	return AssignmentEntry(
		event=AssignmentEvent.NOBODY_FOUND,
		at=now,
		cycle=one.wanted.lead.place.cycle,
		evidence=_evidence(one),
		reason=one.wanted.request.detail,
		record=str(one.wanted.request.name),
	)


def close(requests: Sequence[Request], state: RequestState, now: datetime) -> None:
	"""Without a choice."""
	if requests:
		over = {"state": state.value, "open_for": None, "next_attempt_at": None}
		over.update({"decided_at": now, "told_at": now})
		update_rows(DOCTYPE, [str(request.name) for request in requests], over)


def put_off(request: Request, error: str, now: datetime) -> None:
	"""A defect with one lead: it is tried again, later each time."""
	wait = min(2**request.attempts, _LONGEST_WAIT_MINUTES)
	later: Mapping[str, Any] = {
		"attempts": request.attempts + 1,
		"next_attempt_at": now + timedelta(minutes=wait),
		"error": error[:500],
	}
	update_rows(DOCTYPE, [str(request.name)], later)
