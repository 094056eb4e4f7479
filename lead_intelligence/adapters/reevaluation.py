"""The one door through which stored leads are evaluated: gather inputs, decide, apply the result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.circumstances import circumstances_of
from lead_intelligence.adapters.clock_following import known_clocks, store_decisions
from lead_intelligence.adapters.containment import contained
from lead_intelligence.adapters.handovers import follow_decisions
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_state import (
	WAITS_FOR_NOTHING,
	missed_its_end,
	stopped_at,
	stored_place,
	stored_state,
	values_to_store,
)
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.routing_requests import Wish, ask_as_decided
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import Evaluation, evaluate_lead
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.snapshot.fields import FieldCatalogue

# What may score a lead again although its outcome is known.
_FOR_ALL_LEADS = frozenset({Cause.POLICY, Cause.RESCORE})


def evaluate_stored(
	doc: Document,
	cause: Cause,
	*,
	as_of: datetime | None = None,
	improve: bool = False,
	locked: bool = False,
) -> Evaluation | None:
	"""What the evaluation of a stored lead would be now; None when it is not to be scored. Writes nothing. `locked`: the
	lead is."""
	policies, catalogue = policies_for(doc.get("company"))
	if catalogue is None:
		if not (locked and doc.get("li_clocks")):
			return None
		# Nothing judges the lead any more: what runs for it ends.
		catalogue = FieldCatalogue(())
	snapshot = snapshot_of(doc, policies, catalogue, locked=locked)
	keeps_clocks = locked and bool(policies.response or doc.get("li_clocks"))
	clocks, hot = known_clocks({doc.name: doc.get("li_clocks")} if keeps_clocks else {})
	return evaluate_lead(
		snapshot,
		policies,
		stored_state(doc),
		now_datetime(),
		cause,
		as_of=as_of or stopped_at(doc),
		improve=improve,
		place=stored_place(doc),
		circumstances=circumstances_of(doc, policies.agreements),
		clocks=clocks.get(doc.name, ()),
		hot_at=hot.get(doc.name),
	)


def keeps_its_score(stopped: datetime | None, cause: Cause) -> bool:
	"""Scoring stops at the outcome: neither saves nor touches nor time change the score that a lead had then. A new
	version of the model does, and who asks for it, both as of that time."""
	return stopped is not None and cause not in _FOR_ALL_LEADS


class Outcome(Enum):
	SCORED = "scored"
	NOT_SCORED = "not scored"
	FAILED = "failed"


def reevaluate(leads: Iterable[str], cause: Cause, *, ended: bool = False) -> list[str]:
	"""Evaluate stored leads again, each in a savepoint of its own, and write what changed.

	`modified` stays: an open form can still be saved. Returns the leads that were scored; those that no longer exist,
	have no model, or whose evaluation failed and was logged, are not among them. `ended`: the leads have just got their
	outcome and are scored for the last time.
	"""
	return [name for name in leads if reevaluate_one(name, cause, ended=ended) is Outcome.SCORED]


def reevaluate_one(name: str, cause: Cause, *, ended: bool = False, quiet: bool = False) -> Outcome:
	"""`quiet`: a failure is not logged."""
	if not settings().enabled:
		return Outcome.NOT_SCORED
	with contained(name, quiet=quiet):
		return _reevaluate(name, cause, ended)
	return Outcome.FAILED


def _reevaluate(name: str, cause: Cause, ended: bool) -> Outcome:
	doc = _locked(name)
	if doc is None:
		return Outcome.NOT_SCORED
	stopped = now_datetime() if ended else stopped_at(doc)
	keeps = keeps_its_score(stopped, cause) and not ended and not missed_its_end(doc)
	evaluation = None if keeps else evaluate_stored(doc, cause, as_of=stopped, locked=True)
	values = values_to_store(evaluation, stopped or now_datetime()) if evaluation else WAITS_FOR_NOTHING
	frappe.db.set_value("Lead", name, values, update_modified=False)
	if evaluation is None:
		return Outcome.NOT_SCORED
	append_entries(name, evaluation.entries)
	if evaluation.entries or evaluation.clocks.changed:
		tell_desks([doc.get("lead_owner")])
	store_decisions([(name, doc.get("company"), evaluation.clocks)])
	follow_decisions([(name, evaluation.decision)])
	asks = (evaluation.wants_owner, evaluation.begins_again)
	ask_as_decided([Wish(name, doc.get("company"), doc.get("lead_owner"), *asks)])
	return Outcome.SCORED


def _locked(name: str) -> Document | None:
	"""The lead as it is now. The lock makes the later of two evaluations at once see the result of the other, which the
	snapshot of a longer transaction would not show."""
	try:
		return frappe.get_doc("Lead", name, for_update=True)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None
