"""Scores the sample's leads as they came in and as more became known, with the live model of their company."""

from __future__ import annotations

from typing import Any

import frappe

from lead_intelligence.adapters.journey import Entry, append_many
from lead_intelligence.adapters.lead_state import OWN_FIELDS, values_to_store
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import evaluate_lead
from lead_intelligence.core.history.journey import LeadState, state_of
from lead_intelligence.core.qualification.place import NOWHERE, Circumstances

Row = dict[str, Any]


class Judge:
	def __init__(self, company: str) -> None:
		self._policies, self._catalogue = policies_for(company)
		self._entries: list[tuple[str, Entry]] = []
		self._doc = frappe.new_doc("Lead")

	def lead_after_all(self, versions: list[Row]) -> Row:
		"""The last version of a lead with its score as stored. What enters its journey on the way is kept for later."""
		state, place, stored = (
			LeadState(),
			NOWHERE,
			{**dict.fromkeys(OWN_FIELDS), "li_cycle": 0, "li_assignment": 0},
		)
		catalogue = self._catalogue
		if self._policies.scoring is None or catalogue is None:
			raise RuntimeError("the company of the sample has no live model")
		for row in versions:
			self._doc.__dict__.update(row)
			snapshot = snapshot_of(self._doc, self._policies, catalogue)
			evaluation = evaluate_lead(
				snapshot,
				self._policies,
				state,
				row["modified"],
				place=place,
				circumstances=Circumstances(is_history=True),
			)
			self._entries += [(row["name"], entry) for entry in evaluation.entries]
			if evaluation.score:
				state = state_of(evaluation.score)
				stored.update(values_to_store(evaluation, row["modified"]))
			if evaluation.decision:
				place = evaluation.decision.place
		return {**versions[-1], **stored}

	def enter_journey(self) -> None:
		append_many(self._entries, "Administrator")
		self._entries.clear()
