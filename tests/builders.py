"""Leads, rules and models for tests, built in words: `a_rule(when("country", "is", "France"), 10)`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lead_intelligence.core.engagement.fading import Fade, Fading
from lead_intelligence.core.engagement.rule import EngagementRule, Measure, TouchFilter
from lead_intelligence.core.engagement.touch import TouchDays, TouchSort
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.definition import (
	Criterion,
	Definition,
	Scope,
	Target,
	UsedStage,
)
from lead_intelligence.core.qualification.facts import score_fields, touch_fields
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.rules.conditions import AllOf, AnyOf, Comparison, Condition
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.model import (
	EngagementSet,
	Grade,
	Group,
	Rule,
	RuleSet,
	Scale,
	ScoringModel,
)
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot
from lead_intelligence.core.snapshot.values import Kind

NOW = datetime(2026, 3, 10, 14, 30)

CATALOGUE = FieldCatalogue(
	[
		Field(name="job_title", label="Job Title", kind=Kind.TEXT),
		Field(name="email_id", label="Email", kind=Kind.TEXT),
		Field(
			name="employees", label="No of Employees", kind=Kind.CHOICE, options=("1-10", "11-50", "51-200")
		),
		Field(name="source", label="Source", kind=Kind.LINK, links_to="Lead Source"),
		Field(name="country", label="Country", kind=Kind.LINK, links_to="Country"),
		Field(name="territory", label="Territory", kind=Kind.TREE, links_to="Territory"),
		Field(name="visits", label="Visits", kind=Kind.NUMBER),
		Field(name="pages", label="Pages", kind=Kind.NUMBER),
		Field(name="annual_revenue", label="Annual Revenue", kind=Kind.MONEY),
		Field(name="met_on", label="Met On", kind=Kind.DATE),
		Field(name="creation", label="Created On", kind=Kind.DATETIME),
		Field(name="unsubscribed", label="Unsubscribed", kind=Kind.YES_NO),
		Field(name="interests", label="Interests", kind=Kind.LIST, links_to="Interest"),
	],
	trees={"territory": {"Lyon": frozenset({"Lyon", "France"}), "France": frozenset({"France"})}},
)


def a_lead(
	*,
	within: dict[str, Iterable[str]] | None = None,
	changed: dict[str, datetime] | None = None,
	touches: TouchDays | None = None,
	**fields: object,
) -> LeadSnapshot:
	"""`within={"territory": ["Lyon", "France"]}` says where a tree field lies, `changed` when fields last changed."""
	return take_snapshot(
		fields,
		CATALOGUE,
		ancestors={name: frozenset(nodes) for name, nodes in (within or {}).items()},
		changed_at=changed or {},
		touches=touches or {},
	)


def when(field: str, operator: str, value: object = None) -> Comparison:
	return Comparison(field=field, operator=operator, value=value)


def all_of(*parts: Condition) -> AllOf:
	return AllOf(parts=parts)


def any_of(*parts: Condition) -> AnyOf:
	return AnyOf(parts=parts)


def a_rule(condition: Condition, points: int = 10, label: str | None = None, **more: Any) -> Rule:
	return Rule(label=label or f"{condition}", condition=condition, points=points, **more)


def on_touches(*kinds: str, points: int = 10, label: str | None = None, **more: Any) -> EngagementRule:
	"""`halving=14` or `to_zero=30` makes it fade, `at_least=2` asks for so many, `latest=True` counts the latest alone."""
	fade = Fade()
	for fading, days in ((Fading.HALF_LIFE, more.pop("halving", 0)), (Fading.LINEAR, more.pop("to_zero", 0))):
		fade = Fade(fading=fading, days=days) if days else fade
	measure = Measure.ENOUGH if "at_least" in more else Measure.EACH
	measure = Measure.LATEST if more.pop("latest", False) else measure
	more.setdefault("at_most", 50 if measure is Measure.EACH else None)
	return EngagementRule(
		label=label or " or ".join(kinds),
		touches=TouchFilter(kinds=frozenset(kinds)),
		measure=measure,
		points=points,
		fade=fade,
		**more,
	)


def touched(kind: str, *days_ago: int, signal: str | None = None) -> dict[TouchSort, dict[int, int]]:
	"""Touches of one kind so many days before NOW."""
	today = NOW.toordinal()
	return {TouchSort(kind, signal): {today - ago: days_ago.count(ago) for ago in days_ago}}


def engaged(*rules: EngagementRule, groups: Iterable[Group] = ()) -> EngagementSet:
	return EngagementSet(groups=tuple(groups), rules=rules)


def a_group(name: str, at_most: int | None = None, at_least: int | None = None) -> Group:
	return Group(name=name, at_most=at_most, at_least=at_least)


def a_model(
	*rules: Rule,
	groups: Iterable[Group] = (),
	grades: Iterable[tuple[str, float | None]] = (("Hot", 50), ("Warm", 20), ("Cold", None)),
	scale: Scale = Scale.POINTS,
	engagement: EngagementSet | None = None,
) -> ScoringModel:
	return ScoringModel(
		name="Test model",
		scale=scale,
		grades=tuple(Grade(name=name, at_least=at_least) for name, at_least in grades),
		fit=RuleSet(groups=tuple(groups), rules=rules),
		engagement=engagement or EngagementSet(),
	)


def compiled(*rules: Rule, **more: Any) -> CompiledModel:
	return compile_model(a_model(*rules, **more), CATALOGUE)


def scored(lead: LeadSnapshot, *rules: Rule, now: datetime = NOW, **more: Any) -> Score:
	return compiled(*rules, **more).score(lead, now)


CRITERIA_CATALOGUE = FieldCatalogue(
	[
		*CATALOGUE,
		Field(name="market_segment", label="Market Segment", kind=Kind.LINK, links_to="Market Segment"),
		Field(name="li_subjects", label="Subjects of Interest", kind=Kind.LIST, links_to="Lead Subject"),
		Field(name="li:answer:BANT:Budget", label="BANT: Budget", kind=Kind.CHOICE),
		*score_fields(),
		*touch_fields("<intent>", "Touches with Intent", "Last Touch with Intent"),
		*touch_fields("<inbound>", "Inbound Touches", "Last Inbound Touch"),
		*touch_fields("Demo Request", "Touches: Demo Request", "Last Touch: Demo Request"),
	]
)


def asks(stage: Stage, condition: Condition, label: str | None = None) -> Criterion:
	return Criterion(stage=stage, label=label or f"{condition}", condition=condition)


A_LEAD_IS_REACHABLE = asks(Stage.LEAD, when("email_id", "is set"), "Can be reached")
AN_MQL_SCORES_WELL = asks(Stage.MQL, when("li:score", "is at least", 20), "Scores well")
AN_SQL_HAS_A_BUDGET = asks(Stage.SQL, when("li:answer:BANT:Budget", "is", "Confirmed"), "Has a budget")


def a_definition(
	*criteria: Criterion,
	stages: Iterable[Stage] = (Stage.LEAD, Stage.MQL, Stage.SAL, Stage.SQL),
	by_itself: Iterable[Stage] = (Stage.LEAD, Stage.MQL),
	gates: dict[Target, Stage] | None = None,
	scope: Scope | None = None,
	version: str = "Agreement v1",
) -> Definition:
	"""Without criteria of its own, one that asks for an e-mail, a score of 20 and a budget."""
	moving = set(by_itself)
	return Definition(
		name="Tested",
		version=version,
		scope=scope or Scope(company="Atelier"),
		stages=tuple(UsedStage(stage=one, meaning="Agreed", by_itself=one in moving) for one in stages),
		criteria=criteria or (A_LEAD_IS_REACHABLE, AN_MQL_SCORES_WELL, AN_SQL_HAS_A_BUDGET),
		gates=tuple((gates or {}).items()),
	)


def agreed(*criteria: Criterion, **more: Any) -> CompiledDefinition:
	return CompiledDefinition(a_definition(*criteria, **more), CRITERIA_CATALOGUE)
