"""A lead judged by another agreement than the one that is for it now: as it is, and as it was known at a moment of the
past. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.agreements import agreed_since, agreements_of, compile_document
from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.frozen_inputs import Frozen, FrozenInputs
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at
from lead_intelligence.adapters.live_versions import DEFINITION, MODEL, Version
from lead_intelligence.adapters.policies import compiled_version, policies_for
from lead_intelligence.adapters.qualification_answers import rows_of
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.adapters.stage_next import evidence_line
from lead_intelligence.core.evaluation import Assessment, Policies, assess
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.facts import is_answer
from lead_intelligence.core.qualification.frameworks import answer_fact, confidence_fact
from lead_intelligence.core.qualification.stages import AGREED, Stage
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.snapshot.erpnext_lead import NEVER_CHANGES
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.tuning.as_it_was import as_it_was


class Trial:
	def __init__(self, lead: Document, at: datetime | None) -> None:
		"""`at`: the moment of the past (naive, system time zone), if one is asked for."""
		self._lead, self._at = lead, at
		self._company = lead.get("company") or frappe.defaults.get_global_default("company")
		self._catalogue = criteria_catalogue(strict=False)
		self._scoring = policies_for(self._company)[0].scoring
		self._frozen = FrozenInputs(self._catalogue).all_until(lead.name, at) if at else []

	def agreement_of_then(self) -> Document | None:
		"""The definition that was for the lead at the moment."""
		at, table = self._at, frappe.qb.DocType(DEFINITION)
		query = frappe.qb.from_(table).select(table.name).where(table.company == self._company)
		query = query.where((table.valid_from <= at) & (table.valid_to.isnull() | (table.valid_to > at)))
		docs = {name: frappe.get_doc(DEFINITION, name) for name in query.run(pluck=True)}
		compiled = [compile_document(doc, self._catalogue) for doc in docs.values()]
		agreements = agreements_of(compiled, agreed_since(self._company))
		found = agreements.of(self._as_known(Policies(agreements=agreements)))
		return docs.get(found.version) if found else None

	def agreement_of_now(self) -> Document | None:
		policies, catalogue = policies_for(self._company)
		if policies.agreements is None or catalogue is None:
			return None
		found = policies.agreements.of(snapshot_of(self._lead, policies, catalogue))
		return frappe.get_doc(DEFINITION, found.version) if found else None

	def judged(self, agreement: Document) -> dict[str, Any]:
		"""`now` and, where a moment is asked for, `then`: what is found for each stage. Of then also from when its inputs
		are, and which of them are those of today because nobody wrote down the others."""
		definition = compile_document(agreement, self._catalogue)
		model = self._scoring
		snapshot = snapshot_of(self._lead, self._looks(definition, model), self._catalogue)
		now = now_datetime()
		answer = {"now": self._found(definition, model, snapshot, stopped_at(self._lead) or now, now)}
		if self._at is None:
			return {**answer, "then": None}
		model = self._model_of_then()
		looks = self._looks(definition, model)
		then = self._found(definition, model, self._as_known(looks), self._at, self._at)
		return {
			**answer,
			"then": {
				**then,
				"at": str(self._at),
				"inputs_of": str(self._frozen[-1].at) if self._frozen else None,
				"of_today": self._of_today(definition),
			},
		}

	def _looks(self, definition: CompiledDefinition, model: CompiledModel | None) -> Policies:
		return Policies(scoring=model, agreements=agreements_of([definition], None))

	def _as_known(self, looks: Policies) -> LeadSnapshot:
		"""What the journey and the answers say was known, completed by what is known today."""
		assert self._at
		snapshot, day = snapshot_of(self._lead, looks, self._catalogue), self._at.toordinal()
		for frozen in self._frozen or [_nothing_seen(self._at)]:
			snapshot = as_it_was(frozen.snapshot, snapshot, frozen.fields, day)
		others = {name: value for name, value in snapshot.values.items() if not is_answer(name)}
		return replace(snapshot, values={**others, **self._answers_of_then()})

	def _answers_of_then(self) -> dict[str, str]:
		found: dict[str, str] = {}
		for row in rows_of(self._lead.name):
			if row.recorded_at > self._at:
				break
			for fact, value in (
				(answer_fact(row.framework, row.question), row.answer),
				(confidence_fact(row.framework, row.question), row.confidence),
			):
				found.pop(fact, None)
				if value:
					found[fact] = value
		return found

	def _model_of_then(self) -> CompiledModel | None:
		"""By which the lead was scored last, if it still exists."""
		row = frappe.get_all(
			"Lead Journey Entry",
			filters={"lead": self._lead.name, "at": ("<=", self._at), "model": ("is", "set")},
			fields=["model"],
			order_by="at desc, name desc",
			limit=1,
		)
		creation = frappe.db.get_value(MODEL, {"name": row[0].model}, "creation") if row else None
		return compiled_version(Version(row[0].model, str(creation)))[0] if creation else self._scoring

	def _of_today(self, definition: CompiledDefinition) -> list[str]:
		known = frozenset().union(*(frozen.fields for frozen in self._frozen)) | NEVER_CHANGES
		return [_(self._catalogue.label(name)) for name in definition.fields if name not in known]

	def _found(
		self,
		definition: CompiledDefinition,
		model: CompiledModel | None,
		snapshot: LeadSnapshot,
		scored_at: datetime,
		at: datetime,
	) -> dict[str, Any]:
		score = model.score(snapshot, scored_at) if model else None
		seen = assess(snapshot, definition, score, at)
		hidden = hidden_fields(self._lead, definition.names)
		stages = [stage for stage in AGREED if stage in definition.ladder]
		return {
			"stages": [_stage(seen, stage, self._catalogue, hidden) for stage in stages],
			"reached": _reached(seen, stages).value,
		}


def _nothing_seen(at: datetime) -> Frozen:
	return Frozen(at=at, snapshot=LeadSnapshot(), fields=frozenset())


def _stage(
	seen: Assessment, stage: Stage, catalogue: FieldCatalogue, hidden: frozenset[str]
) -> dict[str, Any]:
	evidence = seen.judge(stage)
	return {
		"stage": stage.value,
		"is_met": evidence.is_met,
		"evidence": [evidence_line(stage, finding, catalogue, hidden) for finding in evidence.findings],
	}


def _reached(seen: Assessment, stages: list[Stage]) -> Stage:
	"""As far up as the criteria are met. A stage that has none is not reached by criteria, nor does it stand in the way."""
	reached = Stage.RAW
	for stage in stages:
		evidence = seen.judge(stage)
		if not evidence.is_met:
			break
		reached = stage if evidence.findings else reached
	return reached
