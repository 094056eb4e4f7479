"""How far engagement has risen is told from the touches themselves."""

from __future__ import annotations

from datetime import timedelta

from lead_intelligence.core.engagement.rule import EngagementRule
from lead_intelligence.core.engagement.touch import Touch, TouchSort, counted_by_day
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.engagement_rise import Rise, rise, without
from lead_intelligence.core.scoring.model import EngagementSet, Grade, RuleSet, ScoringModel
from tests.builders import CATALOGUE, NOW

WEBINAR = TouchSort("Webinar", channel="Event")
THEN = NOW - timedelta(hours=24)


def touched(*hours_ago: float) -> list[Touch]:
	return [Touch(sort=WEBINAR, at=NOW - timedelta(hours=hours)) for hours in hours_ago]


def a_model(**rule: int) -> CompiledModel:
	rules = (EngagementRule(label="Webinars", **{"points": 10, "at_most": 100, **rule}),)  # type: ignore[arg-type]
	model = ScoringModel(
		name="M", grades=(Grade(name="A"),), fit=RuleSet(), engagement=EngagementSet(rules=rules)
	)
	return compile_model(model, CATALOGUE)


def test_what_came_since_then_is_the_rise() -> None:
	old, new = touched(100, 30), touched(20, 1)
	assert rise(a_model(), counted_by_day(old + new), new, [], THEN, NOW) == Rise(before=20, now=40)


def test_what_has_fallen_out_meanwhile_is_taken_off() -> None:
	"""Three days ago counts until yesterday; what comes instead is no rise."""
	old, new = touched(72), touched(1)
	assert rise(a_model(within_days=2), counted_by_day(old + new), new, [], THEN, NOW).points == 0


def test_what_is_to_raise_nothing_counts_at_neither_moment() -> None:
	new = touched(20, 1)
	assert rise(a_model(), counted_by_day(new), new, new[:1], THEN, NOW) == Rise(before=0, now=10)


def test_sorts_are_found_in_any_case_and_nothing_falls_below_none() -> None:
	(touch,) = touched(1)
	shouting = Touch(sort=TouchSort("WEBINAR", channel="EVENT"), at=touch.at)
	assert without(counted_by_day([touch]), [shouting, shouting]) == {}
