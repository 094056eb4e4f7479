"""Leads of the past, scored by two models: as they are now, and as they were before their outcome was known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import frappe

from lead_intelligence.adapters.frozen_inputs import Frozen, FrozenInputs
from lead_intelligence.adapters.outcomes import outcomes_of
from lead_intelligence.adapters.stored_leads import StoredLead, StoredLeads
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.snapshot.erpnext_lead import NEVER_CHANGES
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.tuning.as_it_was import as_it_was
from lead_intelligence.core.tuning.outcome import Outcome
from lead_intelligence.core.tuning.past_lead import PastLead, Scores

_LOG_TITLE = "Lead Intelligence: a past lead could not be scored"
# Where nobody knows when a lead ended, only what was seen when it came in is sure to be from before.
_AT_CREATION = timedelta(minutes=5)


@dataclass(slots=True)
class InputsUsed:
	"""Of the leads by whose outcome the models are judged. `leaky`: by field, the leads for which today's value stood in
	for that of the time before the outcome."""

	judged: int = 0
	from_journey: int = 0
	from_today: int = 0
	leaky: Counter[str] = field(default_factory=Counter)


class PastLeads:
	def __init__(
		self,
		old: CompiledModel | None,
		new: CompiledModel,
		catalogue: FieldCatalogue,
		*,
		newer_than: date | None,
		lost_after: timedelta,
		now: datetime,
	) -> None:
		"""`now`: naive, in the system time zone; as of then leads are scored and outcomes are open or not."""
		models = [model for model in (old, new) if model]
		self._old, self._new = old, new
		self._stored = StoredLeads.of(models, catalogue)
		self._frozen = FrozenInputs(catalogue)
		self._may_leak = frozenset(name for model in models for name in model.fields) - NEVER_CHANGES
		self._since = newer_than and datetime.combine(newer_than, datetime.min.time())
		self._lost_after = lost_after
		self._now = now
		self._by_time = any(model.changes_with_time for model in models)
		self._logged = False
		self.inputs = InputsUsed()

	def read(self, names: Sequence[str]) -> Iterator[PastLead | None]:
		"""Those of the leads that exist; None for one that a model fails on, of which the first is logged."""
		leads = self._stored.read(names)
		outcomes = outcomes_of(leads, self._now, self._lost_after)
		ended = {
			lead.name: outcomes[lead.name].until or lead.created + _AT_CREATION
			for lead in leads
			if outcomes[lead.name].won is not None
		}
		frozen = self._frozen.before(ended) if ended else {}
		for lead in leads:
			try:
				yield self._past(lead, outcomes[lead.name], frozen.get(lead.name))
			except Exception:
				self._log(lead.name)
				yield None

	def _past(self, lead: StoredLead, outcome: Outcome, frozen: Frozen | None) -> PastLead:
		newer = self._since is None or lead.created >= self._since
		present = judged = self._scores(lead.snapshot, lead.stopped_at or self._now)
		if outcome.won is not None:
			snapshot, at = lead.snapshot, outcome.until or lead.stopped_at or self._now
			if frozen:
				snapshot, at = (
					as_it_was(frozen.snapshot, lead.snapshot, frozen.fields, frozen.at.toordinal()),
					frozen.at,
				)
			# Most leads have not changed since, and most models do not look at the calendar.
			if self._by_time or not snapshot.says_the_same_as(lead.snapshot):
				judged = self._scores(snapshot, at)
		if outcome.won is not None and newer:
			self._note_inputs(frozen)
		return PastLead(name=lead.name, present=present, judged=judged, won=outcome.won, newer=newer)

	def _scores(self, snapshot: LeadSnapshot, at: datetime) -> Scores:
		return Scores(
			old=self._old.score(snapshot, at, improve=False) if self._old else None,
			new=self._new.score(snapshot, at, improve=False),
		)

	def _note_inputs(self, frozen: Frozen | None) -> None:
		self.inputs.judged += 1
		leaky = self._may_leak - frozen.fields if frozen else self._may_leak
		if frozen:
			self.inputs.from_journey += 1
		else:
			self.inputs.from_today += 1
		self.inputs.leaky.update(leaky)

	def _log(self, lead: str) -> None:
		if not self._logged:
			self._logged = True
			frappe.log_error(_LOG_TITLE, reference_doctype="Lead", reference_name=lead)
