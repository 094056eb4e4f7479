"""Policies in one line, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from lead_intelligence.core.qualification.facts import OriginOf, origin_fields
from lead_intelligence.core.sla.compiled_policy import CompiledPolicy, ResponsePolicies
from lead_intelligence.core.sla.policy import Action, EscalationStep, Offset, SlaPolicy, Targets
from lead_intelligence.core.sla.terms import ROUND_THE_CLOCK
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from tests.builders import CRITERIA_CATALOGUE

CATALOGUE = FieldCatalogue(
	[*CRITERIA_CATALOGUE, *origin_fields(["Website", "Event"], ["Intent", "Interest"])],
	trees={"territory": {"Lyon": frozenset({"Lyon", "France"}), "France": frozenset({"France"})}},
)
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


def a_policy(title: str = "Standard", **more: Any) -> SlaPolicy:
	"""For all leads: an answer within an hour."""
	values: dict[str, Any] = {"targets": (Targets(first_response=HOUR),), **more}
	return SlaPolicy(title=title, version=f"{title} v1", **values)


def a_step(share: float | None = 0.5, action: Action = Action.NOTIFY_OWNER, **more: Any) -> EscalationStep:
	offset = Offset(minutes=more.pop("minutes")) if "minutes" in more else Offset(share=share)
	return EscalationStep(offset=offset, action=action, **more)


def compiled(title: str = "Standard", **more: Any) -> CompiledPolicy:
	return CompiledPolicy(a_policy(title, **more), CATALOGUE)


def live(
	*policies: CompiledPolicy, since: datetime | None = None, origin_of: OriginOf | None = None
) -> ResponsePolicies:
	return ResponsePolicies(policies, since, lambda _policy, _lead: ROUND_THE_CLOCK, origin_of)


def titles(policies: Iterable[CompiledPolicy]) -> list[str]:
	return [one.policy.title for one in policies]
