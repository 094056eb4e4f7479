"""Many stored leads are evaluated in one transaction: locked, read, decided on and written together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clock_following import known_clocks, store_decisions
from lead_intelligence.adapters.containment import contained, in_savepoint, surviving
from lead_intelligence.adapters.conversions import Conversion, conversions_of
from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.handovers import follow_decisions
from lead_intelligence.adapters.journey import Entry, append_many
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_state import WAITS_FOR_NOTHING, values_to_store
from lead_intelligence.adapters.live_versions import LiveVersions, live_versions
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import Outcome, keeps_its_score, reevaluate_one
from lead_intelligence.adapters.routing_requests import Wish, ask_as_decided
from lead_intelligence.adapters.statements import update_rows
from lead_intelligence.adapters.stored_leads import StoredLead, StoredLeads
from lead_intelligence.core.evaluation import Evaluation, Policies, evaluate_lead
from lead_intelligence.core.history.journey import Cause, LeadState
from lead_intelligence.core.qualification.place import Decision
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.sla.keeping import ClockDecision
from lead_intelligence.core.sla.open_clocks import open_clocks, to_text
from lead_intelligence.core.sla.response_clock import ResponseClock
from lead_intelligence.core.snapshot.fields import FieldCatalogue

# Storage keeps nine decimals of a score.
_SAME_SCORE = 1e-6


@dataclass(slots=True)
class Counts:
	"""What became of leads. Those that are gone, have no model or keep the score that they had at
	their outcome are `leads`, and nothing else."""

	leads: int = 0
	scored: int = 0
	grade_changed: int = 0
	failed: int = 0


class BulkEvaluation:
	"""Evaluates batch after batch for one `cause`. Of the leads that fail, the first is logged: the same defect in every
	lead would bury the log. `releases`: leads that were placed as history take part from now on."""

	def __init__(self, cause: Cause, author: str, *, quiet: bool = False, releases: bool = False) -> None:
		self._cause = cause
		self._releases = releases
		self._author = author
		self._quiet = quiet
		self._live: frozenset[LiveVersions] = frozenset()
		self._reader = StoredLeads((), (), (), FieldCatalogue(()))

	def evaluate(self, names: Sequence[str]) -> Counts:
		"""Nothing in the transaction may have been read before: a lead is to be seen as it is when it is locked. The
		caller commits, and the sooner the better: whoever wants to save one of the leads waits."""
		counts: Counts | None = None
		with surviving(self._log_giving_up), in_savepoint():
			counts = self._together(names)
		return counts or self._one_by_one(names)

	def _log_giving_up(self) -> None:
		if not self._quiet:
			frappe.log_error("Lead Intelligence: leads could not be evaluated together")

	def _together(self, names: Sequence[str]) -> Counts:
		counts = Counts(leads=len(names))
		leads = self._locked(names)
		now = now_datetime()
		policies = {company: policies_for(company)[0] for company in {lead.company for lead in leads}}
		conversions = conversions_of(
			[lead.name for lead in leads if lead.place.stage is None and policies[lead.company].agreements]
		)
		clocks, hot = known_clocks(
			{lead.name: lead.clocks for lead in leads if lead.clocks or policies[lead.company].response}
		)
		kept: list[tuple[str, str | None, ClockDecision]] = []
		groups: dict[tuple[Any, ...], list[str]] = {}
		entries: list[tuple[str, Entry]] = []
		decisions: list[tuple[str, Decision | None]] = []
		wishes: list[Wish] = []
		owners: set[str | None] = set()
		for lead in leads:
			applied = policies[lead.company]
			is_judged = applied.decide_something or lead.clocks
			if not is_judged or self._keeps_its_score(lead):
				if lead.needs_evaluation or lead.next_change_at:
					groups.setdefault(tuple(WAITS_FOR_NOTHING.items()), []).append(lead.name)
				continue
			with contained(lead.name, writes=False, quiet=self._quiet):
				known = (clocks.get(lead.name, ()), hot.get(lead.name))
				evaluation = self._decide(lead, applied, conversions.get(lead.name), now, *known)
				counts.scored += 1
				counts.grade_changed += bool(lead.state.grade and _grade(evaluation) != lead.state.grade)
				entries += [(lead.name, entry) for entry in evaluation.entries]
				decisions.append((lead.name, evaluation.decision))
				kept.append((lead.name, lead.company, evaluation.clocks))
				asks = (evaluation.wants_owner, evaluation.begins_again)
				wishes.append(Wish(lead.name, lead.company, lead.owner, *asks))
				if not _is_stored(evaluation, lead):
					owners.add(lead.owner)
					values = tuple(values_to_store(evaluation, lead.stopped_at or now).items())
					groups.setdefault(values, []).append(lead.name)
				continue
			counts.failed += 1
			self._quiet = True
		for values, alike in groups.items():
			update_rows("Lead", alike, dict(values))
		append_many(entries, self._author)
		store_decisions(kept)
		follow_decisions(decisions)
		ask_as_decided(wishes)
		tell_desks(owners)
		written = [name for alike in groups.values() for name in alike]
		frappe.db.after_commit.add(lambda: forget_cached_leads(written))
		return counts

	def _keeps_its_score(self, lead: StoredLead) -> bool:
		return keeps_its_score(lead.stopped_at, self._cause) and not lead.missed_its_end

	def _decide(
		self,
		lead: StoredLead,
		policies: Policies,
		conversion: Conversion | None,
		now: datetime,
		clocks: Sequence[ResponseClock],
		hot_at: datetime | None,
	) -> Evaluation:
		agreements = policies.agreements
		return evaluate_lead(
			lead.snapshot,
			policies,
			lead.state,
			now,
			self._cause,
			as_of=lead.stopped_at,
			place=lead.place,
			circumstances=lead.circumstances(agreements.since if agreements else None, conversion),
			releases=self._releases,
			clocks=clocks,
			hot_at=hot_at,
		)

	def _locked(self, names: Sequence[str]) -> list[StoredLead]:
		"""What the live versions look at in the leads, as it is now. Which versions these are is asked when the leads are
		locked: one that goes live later comes by them again, and one that went live before is not missed."""
		while True:
			leads = self._reader.read(names, lock=True)
			companies = {lead.company for lead in leads}
			live = frozenset(found for company in companies if any(found := live_versions(company)))
			if live <= self._live:
				return leads
			self._live = live
			applied = [policies_for(company) for company in companies]
			# That of agreements holds more fields, the same for all companies.
			catalogues = sorted((c for _policies, c in applied if c is not None), key=len)
			self._reader = StoredLeads.of([policies for policies, _catalogue in applied], catalogues[-1])

	def _one_by_one(self, names: Sequence[str]) -> Counts:
		"""When they cannot be written together, the one that is the cause does not take the others with it."""
		counts = Counts(leads=len(names))
		for name in sorted(names):
			grade = frappe.db.get_value("Lead", name, "li_grade", for_update=True)
			outcome = reevaluate_one(name, self._cause, quiet=self._quiet)
			counts.scored += outcome is Outcome.SCORED
			counts.failed += outcome is Outcome.FAILED
			self._quiet |= outcome is Outcome.FAILED
			if outcome is Outcome.SCORED and grade:
				counts.grade_changed += (
					frappe.db.get_value("Lead", name, "li_grade", for_update=True) != grade
				)
		return counts


def _grade(evaluation: Evaluation) -> str | None:
	return evaluation.score.grade if evaluation.score else None


def _is_stored(evaluation: Evaluation, lead: StoredLead) -> bool:
	"""Whether all of it is on the lead already, so that there is nothing to write."""
	score, state = evaluation.score, lead.state
	return (
		not lead.needs_evaluation
		and lead.next_change_at == evaluation.next_change_at
		and (evaluation.decision is None or evaluation.decision.place == lead.place)
		and to_text(open_clocks(evaluation.clocks.open)) == lead.clocks
		and (score is None or _is_stored_score(score, state, lead.engagement))
	)


def _is_stored_score(score: Score, state: LeadState, engagement: int) -> bool:
	return (
		(state.points, state.grade, state.model) == (score.points, score.grade, score.version)
		and state.score is not None
		and abs(state.score - score.value) < _SAME_SCORE
		and engagement == score.engagement_points
	)
