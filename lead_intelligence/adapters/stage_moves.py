"""The door through which people and ERPNext move leads: the lead is locked and looked at, one pure act decides, and what
follows is stored and entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_datetime, now_datetime

from lead_intelligence.adapters.circumstances import told_by
from lead_intelligence.adapters.clock_following import known_clocks, store_decisions
from lead_intelligence.adapters.clocks import hours_of
from lead_intelligence.adapters.handovers import (
	ACCEPTED,
	OF_ITSELF,
	REFUSED,
	WITHDRAWAL,
	Answer,
	Opening,
	follow_decisions,
)
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_state import (
	stopped_at,
	stored_place,
	stored_state,
	values_of_clocks,
	values_of_place,
)
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate_one
from lead_intelligence.adapters.refusals import refuse_act
from lead_intelligence.adapters.routing_requests import Wish, ask_as_decided
from lead_intelligence.adapters.saving import enter_what_was_decided
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import (
	Assessment,
	Following,
	Policies,
	assess,
	begins_again,
	wants_owner,
)
from lead_intelligence.core.history.journey import Cause, LeadState, state_of
from lead_intelligence.core.history.stage_entry import StageEntry, entries_of
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.engine import Judge
from lead_intelligence.core.qualification.place import Circumstances, Decision, Place
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.sla.keeping import ClockDecision, HandoverAnswer, keep
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.sla.situations import situation_of
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
	"""A locked lead as it stands. `seen`: as the definition that claims it sees it; None where none does."""

	doc: Document
	place: Place
	circumstances: Circumstances
	state: LeadState
	now: datetime
	policies: Policies
	snapshot: LeadSnapshot | None = None
	score: Score | None = None
	seen: Assessment | None = None

	@property
	def definition(self) -> CompiledDefinition:
		return _of(self.seen).definition

	@property
	def judge(self) -> Judge:
		return _of(self.seen).judge


def _of(seen: Assessment | None) -> Assessment:
	if seen is None:
		raise ValueError("no definition claims the lead")
	return seen


Deciding = Callable[[Standing], Decision]


def act_on(
	lead: str, decide: Deciding, answer: Answer = WITHDRAWAL, opening: Opening = OF_ITSELF
) -> Decision:
	"""For people: what they may not do is thrown as a sentence."""
	if not settings().enabled:
		frappe.throw(_("Lead Intelligence is switched off in its settings, so nobody can work with stages."))
	standing = standing_of(lead)
	if standing.seen is None:
		frappe.throw(
			_("No live agreement is for the lead {0}, so there are no stages to work with.").format(
				escape_html(lead)
			)
		)
	try:
		decision = decide(standing)
	except Refused as refusal:
		refuse_act(refusal.problems)
		raise
	store(standing, decision, Cause.DECISION, answer, opening)
	return decision


def standing_of(lead: str, cause: Cause = Cause.DECISION) -> Standing:
	"""Locks it. A lead that the live definition has not judged yet is evaluated first."""
	enter_what_was_decided(lead)
	standing = _locked(lead)
	definition = standing.seen and standing.seen.definition
	if definition and standing.place.definition != definition.version and settings().enabled:
		reevaluate_one(lead, cause)
		standing = _locked(lead)
	return standing


def _locked(lead: str) -> Standing:
	doc, now = frappe.get_doc("Lead", lead, for_update=True), now_datetime()
	policies, catalogue = policies_for(doc.get("company"))
	agreements, seen, state = policies.agreements, None, stored_state(doc)
	snapshot, score = None, None
	if catalogue and (agreements or policies.response):
		snapshot = snapshot_of(doc, policies, catalogue, locked=True)
		score = policies.scoring.score(snapshot, stopped_at(doc) or now) if policies.scoring else None
		definition = agreements.of(snapshot) if agreements else None
		if definition:
			state = state_of(score) if score else state
			seen = assess(snapshot, definition, score, now)
	return Standing(
		doc=doc,
		place=stored_place(doc),
		circumstances=told_by(doc, agreements.since if agreements else None),
		state=state,
		now=now,
		policies=policies,
		snapshot=snapshot,
		score=score,
		seen=seen,
	)


def store(
	standing: Standing,
	decision: Decision,
	cause: Cause,
	answer: Answer = WITHDRAWAL,
	opening: Opening = OF_ITSELF,
) -> None:
	if decision.place == standing.place and not decision.steps:
		return
	lead, company = str(standing.doc.name), standing.doc.get("company")
	decision, kept = _with_clocks(standing, decision, answer)
	values = {
		**values_of_place(decision.place),
		**values_of_clocks(kept.open),
		**_looked_at_again(standing.doc, decision.place),
	}
	frappe.db.set_value("Lead", lead, values, update_modified=False)
	append_entries(lead, (*_entries(standing, decision, cause), *kept.entries))
	store_decisions([(lead, company, kept)])
	follow_decisions([(lead, decision)], answer, opening)
	_ask_for_owner(standing, decision)
	tell_desks([standing.doc.get("lead_owner")])


def _ask_for_owner(standing: Standing, decision: Decision) -> None:
	"""A lead that people move up gets an owner as one that moves by itself."""
	lead, doc, routing = standing.snapshot, standing.doc, standing.policies.routing
	if lead is None:
		return
	now, circumstances = standing.now, standing.circumstances
	asks = (
		wants_owner(lead, standing.score, routing, decision.place, circumstances, now),
		begins_again(lead, standing.score, routing, standing.place, decision, circumstances, now),
	)
	ask_as_decided([Wish(str(doc.name), doc.get("company"), doc.get("lead_owner"), *asks)])


def _with_clocks(standing: Standing, decision: Decision, answer: Answer) -> tuple[Decision, ClockDecision]:
	lead, company = str(standing.doc.name), standing.doc.get("company")
	clocks, hot = known_clocks({lead: standing.doc.get("li_clocks")})
	mine = clocks.get(lead, [])
	if standing.snapshot is None:
		# Nothing judges the lead any more: what is open ends with what it was about.
		situation = situation_of(standing.place, decision, None, standing.circumstances, None, standing.now)
		return decision, keep(mine, situation, None)
	following = Following(
		policies=standing.policies,
		lead=standing.snapshot,
		score=standing.score,
		state=standing.state,
		definition=standing.seen.definition if standing.seen else None,
		place=standing.place,
		circumstances=standing.circumstances,
		now=standing.now,
	)
	open_one = next((one for one in mine if one.is_open and one.purpose is Purpose.ACCEPTANCE), None)
	answered = None
	if open_one and answer.status in (ACCEPTED, REFUSED):
		answered = HandoverAnswer(by=answer.by, hours=hours_of(open_one, company))
	followed, kept = following.after(decision, mine, hot_at=hot.get(lead), answer=answered)
	return followed or decision, kept


def _entries(standing: Standing, decision: Decision, cause: Cause) -> tuple[StageEntry, ...]:
	seen = standing.seen
	if seen is not None:
		return entries_of(decision.steps, seen.lead, seen.definition, seen.facts, standing.state, cause)
	return tuple(
		StageEntry(step=step, cause=cause, definition=standing.place.definition, state=standing.state)
		for step in decision.steps
	)


def _looked_at_again(doc: Document, place: Place) -> dict[str, Any]:
	"""A lead that was put aside is due on the day on which it is to be looked at again, if not before."""
	if place.revisit_on is None:
		return {}
	due = datetime.combine(place.revisit_on, time.min)
	before = doc.get("li_next_change_at")
	return {"li_next_change_at": min(due, get_datetime(before)) if before else due}
