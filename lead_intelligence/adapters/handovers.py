"""Hand-overs of leads to sales: opened and closed as their stages ask for it. The only writer of Lead Handover."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.core.qualification.place import Decision


def changes_handover(decision: Decision | None) -> bool:
	return bool(decision and (decision.opens_handover or decision.closes_handover))


def follow_decisions(decisions: Sequence[tuple[str, Decision | None]]) -> None:
	"""Opens and closes the hand-overs of these leads, which are locked and stored."""
