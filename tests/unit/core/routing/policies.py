"""Routing policies in one line, so that a test says only what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lead_intelligence.core.routing.policy import RoutingPolicy, RoutingRule, Target
from lead_intelligence.core.rules.conditions import Condition
from tests.builders import when

IS_CEO = when("job_title", "is", "CEO")
GONE = when("shoe_size", "is at least", 40)


def a_rule(condition: Condition | None = None, pool: str | None = "France", **more: Any) -> RoutingRule:
	"""`row` is given by the policy. Without a pool, leads go to that of their territory."""
	target = more.pop("target", Target.POOL if pool else Target.TERRITORY)
	return RoutingRule(row=0, condition=condition, pool=pool, target=target, **more)


def a_policy(*rules: RoutingRule, title: str = "Standard", **more: Any) -> RoutingPolicy:
	numbered = tuple(replace(rule, row=row) for row, rule in enumerate(rules, start=1))
	more.setdefault("company", "Ateliers Lumen")
	return RoutingPolicy(title=title, version=f"{title} v1", rules=numbered, **more)
