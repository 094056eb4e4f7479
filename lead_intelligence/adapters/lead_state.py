"""What is stored on a lead of its last evaluation, and what the next one will store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from lead_intelligence.core.evaluation import Evaluation
from lead_intelligence.core.history.journey import LeadState
from lead_intelligence.core.qualification.place import NOWHERE, Place
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.open_clocks import from_text, nearest_due, open_clocks, to_text
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock
from lead_intelligence.core.tuning.outcome import has_ended

_NUMBERS = frozenset({"Int", "Float", "Check", "Percent"})
OWN_FIELDS = (
	"li_score",
	"li_points",
	"li_engagement",
	"li_grade",
	"li_scored_on",
	"li_scoring_model",
	"li_needs_evaluation",
	"li_next_change_at",
	"li_stage",
	"li_stage_since",
	"li_cycle",
	"li_proposed_stage",
	"li_definition",
	"li_due_at",
	"li_clocks",
	"li_revisit_on",
	"li_assignment",
)


def stored_state(doc: Document | Mapping[str, Any]) -> LeadState:
	if not doc.get("li_scored_on"):
		return LeadState()
	return LeadState(
		points=doc.get("li_points"),
		score=doc.get("li_score"),
		grade=doc.get("li_grade"),
		model=doc.get("li_scoring_model"),
	)


def stored_place(doc: Document | Mapping[str, Any]) -> Place:
	"""Where the lead stands. Not placed yet: nowhere."""
	if not doc.get("li_stage"):
		return NOWHERE
	since, revisit_on = doc.get("li_stage_since"), doc.get("li_revisit_on")
	return Place(
		stage=Stage(doc.get("li_stage")),
		since=get_datetime(since) if since else None,
		cycle=cint(doc.get("li_cycle")),
		proposed=Stage(doc.get("li_proposed_stage")) if doc.get("li_proposed_stage") else None,
		definition=doc.get("li_definition") or None,
		revisit_on=getdate(revisit_on) if revisit_on else None,
		due_at=from_text(doc.get("li_clocks")).get(Purpose.ACCEPTANCE),
	)


def values_of_place(place: Place) -> dict[str, Any]:
	return {
		"li_stage": place.stage.value if place.stage else None,
		"li_stage_since": place.since,
		"li_cycle": place.cycle,
		"li_proposed_stage": place.proposed.value if place.proposed else None,
		"li_definition": place.definition,
		"li_revisit_on": place.revisit_on,
	}


def values_of_clocks(clocks: Iterable[ResponseClock]) -> dict[str, Any]:
	"""Of all that are open: what lists show of them, and the nearest moment at which one is due."""
	found = open_clocks(clocks)
	return {"li_clocks": to_text(found), "li_due_at": nearest_due(found)}


# A lead that is not scored waits for nothing: left marked or due, it would be picked up again for ever.
WAITS_FOR_NOTHING = {"li_needs_evaluation": 0, "li_next_change_at": None}


def stopped_at(doc: Document | Mapping[str, Any]) -> datetime | None:
	"""When a lead that has its outcome was last scored before: there its clock stands still. None while it is open, and
	where it was never scored."""
	scored_on = doc.get("li_scored_on") if has_ended(doc.get("status")) else None
	return get_datetime(scored_on) if scored_on else None


def missed_its_end(doc: Document | Mapping[str, Any]) -> bool:
	"""Whether the evaluation with which the lead was to stop failed, so that clocks of it run still."""
	return bool(doc.get("li_needs_evaluation") and doc.get("li_clocks"))


def own_fields_of(stored: Document | None) -> dict[str, Any]:
	"""As they were in the database; those of a lead that was not there are empty."""
	meta = frappe.get_meta("Lead")
	empty = {name: 0 if meta.get_field(name).fieldtype in _NUMBERS else None for name in OWN_FIELDS}
	return {name: stored.get(name) if stored else empty[name] for name in OWN_FIELDS}


def values_to_store(evaluation: Evaluation, now: datetime) -> dict[str, Any]:
	score, decision = evaluation.score, evaluation.decision
	values: dict[str, Any] = {"li_needs_evaluation": 0, "li_next_change_at": evaluation.next_change_at}
	if score is not None:
		values.update(
			{
				"li_score": score.value,
				"li_points": score.points,
				"li_engagement": score.engagement_points,
				"li_grade": score.grade,
				"li_scored_on": now,
				"li_scoring_model": score.version,
			}
		)
	values.update(values_of_clocks(evaluation.clocks.open))
	return {**values, **values_of_place(decision.place)} if decision else values


def restore_own_fields(doc: Document, stored: Document | None) -> None:
	"""Our fields follow from the lead: a form that was opened before a background change must not write old ones."""
	for fieldname in OWN_FIELDS:
		doc.set(fieldname, stored.get(fieldname) if stored else None)
