"""What is stored on a lead of its last evaluation, and what the next one will store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from frappe.model.document import Document
from frappe.utils import get_datetime

from lead_intelligence.core.evaluation import Evaluation
from lead_intelligence.core.history.journey import LeadState
from lead_intelligence.core.tuning.outcome import has_ended

OWN_FIELDS = (
	"li_score",
	"li_points",
	"li_engagement",
	"li_grade",
	"li_scored_on",
	"li_scoring_model",
	"li_needs_evaluation",
	"li_next_change_at",
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


# A lead that is not scored waits for nothing: left marked or due, it would be picked up again for ever.
WAITS_FOR_NOTHING = {"li_needs_evaluation": 0, "li_next_change_at": None}


def stopped_at(doc: Document | Mapping[str, Any]) -> datetime | None:
	"""When a lead that has its outcome was last scored before: there its clock stands still. None while it is open, and
	where it was never scored."""
	scored_on = doc.get("li_scored_on") if has_ended(doc.get("status")) else None
	return get_datetime(scored_on) if scored_on else None


def values_to_store(evaluation: Evaluation, now: datetime) -> dict[str, Any]:
	score = evaluation.score
	if score is None:
		return {}
	return {
		"li_score": score.value,
		"li_points": score.points,
		"li_engagement": score.engagement_points,
		"li_grade": score.grade,
		"li_scored_on": now,
		"li_scoring_model": score.version,
		"li_needs_evaluation": 0,
		"li_next_change_at": evaluation.next_change_at,
	}


def restore_own_fields(doc: Document, stored: Document | None) -> None:
	"""Our fields follow from the lead: a form that was opened before a background change must not write old ones."""
	for fieldname in OWN_FIELDS:
		doc.set(fieldname, stored.get(fieldname) if stored else None)
