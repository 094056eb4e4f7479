"""How many of the present leads another definition would move: worked out in the background, read-only, and kept in the
cache for whoever looks at it next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.agreements import agreed_since, agreements_of, compile_document
from lead_intelligence.adapters.conversions import conversions_of
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definition_checks import refuse_problems
from lead_intelligence.adapters.live_versions import DEFINITION, live_versions, submitted
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.stored_leads import StoredLead, StoredLeads
from lead_intelligence.adapters.versions import scope_key
from lead_intelligence.core.evaluation import assess
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.engine import decide
from lead_intelligence.core.qualification.moves import Moves
from lead_intelligence.core.qualification.place import Circumstances, Decision
from lead_intelligence.core.scoring.score import Score

WAITING, RUNNING, DONE, FAILED, STOPPED = "Waiting", "Running", "Done", "Failed", "Stopped"
UNFINISHED = (WAITING, RUNNING)
_CACHE = "lead_intelligence:definition_moves"
_SECONDS_KEPT = 7 * 24 * 3600
_LOG_TITLE = "Lead Intelligence: a lead could not be judged by another definition"
# A batch takes about a second. Whoever has not been seen for this long was killed.
_SILENT_FOR = timedelta(minutes=3)
_WAITS_TOO_LONG = timedelta(minutes=1)

State = dict[str, Any]


def state_of(after: str, before: str | None) -> State | None:
	"""What is known of a comparison as of now: how far it is, or what came of it."""
	state = frappe.cache.get_value(_key(after, before), expires=True)
	if state and state["status"] == RUNNING and _age(state) > _SILENT_FOR:
		problem = _("The comparison was interrupted: its worker is gone. Compare again.")
		return {**state, "status": FAILED, "problem": problem}
	return state


def waits_too_long(state: State | None) -> bool:
	return bool(state and state["status"] == WAITING and _age(state) > _WAITS_TOO_LONG)


def _age(state: State) -> timedelta:
	return now_datetime() - get_datetime(state["seen_at"])


def _key(after: str, before: str | None) -> str:
	return f"{_CACHE}:{after}:{before or ''}"


def keep(after: str, before: str | None, state: State) -> None:
	state = {**state, "seen_at": str(now_datetime())}
	frappe.cache.set_value(_key(after, before), state, expires_in_sec=_SECONDS_KEPT)


def begin(after: Document, before: Document | None) -> State:
	"""The comparison that is under way, or a new one. `before`: the version to compare with, none for what is live now."""
	before_name = before.name if before else None
	known = state_of(after.name, before_name)
	if known and known["status"] in UNFINISHED and not waits_too_long(known):
		return known
	if after.docstatus.is_draft():
		refuse_problems(after, going_live=True)
	token = frappe.generate_hash(length=12)
	state = {"token": token, "status": WAITING, "done": 0, "total": 0, "by": frappe.session.user}
	keep(after.name, before_name, state)
	frappe.enqueue(
		"lead_intelligence.jobs.definition_moves.compare",
		queue="long",
		after=after.name,
		before=before_name,
		token=token,
		enqueue_after_commit=True,
	)
	return state_of(after.name, before_name) or state


def stop(after: str, before: str | None) -> None:
	"""Its worker ends at the next batch."""
	state = state_of(after, before)
	if state and state["status"] in UNFINISHED:
		keep(after, before, {**state, "status": STOPPED})


class Comparing:
	"""Counts batch after batch of a company's leads. What does not depend on the lead is worked out when this is made."""

	def __init__(self, after: Document, before: Document | None, now: datetime) -> None:
		"""`now`: naive, in the system time zone; as of then leads are judged."""
		company = after.company
		catalogue = criteria_catalogue(strict=False)
		live = [submitted(DEFINITION, version) for version in live_versions(company).definitions]
		beside = [doc for doc in live if scope_key(DEFINITION, doc) != scope_key(DEFINITION, after)]
		since = agreed_since(company) or now
		self._after = compile_document(after, catalogue)
		self._before = compile_document(before, catalogue) if before else None
		others = [compile_document(doc, catalogue) for doc in beside if doc.name != after.name]
		self._with_it = agreements_of([self._after, *others], since)
		self._live = agreements_of([compile_document(doc, catalogue) for doc in live], since)
		self._since, self._now = since, now
		self._scoring = policies_for(company)[0].scoring
		lookers = (self._with_it, self._live, self._before, self._scoring)
		self._reader = StoredLeads.of([one for one in lookers if one is not None], catalogue)
		self.moves = Moves()

	def add(self, names: Sequence[str]) -> None:
		leads = self._reader.read(names)
		not_placed = [lead.name for lead in leads if lead.place.stage is None]
		conversions = conversions_of(not_placed) if not_placed else {}
		for lead in leads:
			try:
				self._add(lead, lead.circumstances(self._since, conversions.get(lead.name)))
			except Exception:
				if not self.moves.failed:
					frappe.log_error(_LOG_TITLE, reference_doctype="Lead", reference_name=lead.name)
				self.moves.failed += 1

	def _add(self, lead: StoredLead, circumstances: Circumstances) -> None:
		if self._with_it.of(lead.snapshot) is not self._after:
			return
		score = None
		if self._scoring:
			score = self._scoring.score(lead.snapshot, lead.stopped_at or self._now, improve=False)
		before = self._before or self._live.of(lead.snapshot)
		stays = self._decided(before, lead, circumstances, score) if before else None
		self.moves.add(lead.place, stays, self._decided(self._after, lead, circumstances, score))

	def _decided(
		self,
		definition: CompiledDefinition,
		lead: StoredLead,
		circumstances: Circumstances,
		score: Score | None,
	) -> Decision:
		seen = assess(lead.snapshot, definition, score, self._now)
		return decide(lead.place, definition, seen.judge, self._now, circumstances)


def figures_of(moves: Moves) -> State:
	"""As plain data, with the cells in the order of stages."""
	cells = [
		{"before": before.value if before else None, "after": after.value if after else None, "leads": leads}
		for (before, after), leads in moves.cells.items()
	]
	return {
		"leads": moves.leads,
		"failed": moves.failed,
		"moved": moves.moved,
		"risen": moves.risen,
		"handed_over": moves.handed_over,
		"cells": cells,
	}
