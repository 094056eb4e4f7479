"""Journeys drawn at random, and all that is read of them, with their milestones stored, marked, or worked out."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import frappe

from lead_intelligence.adapters.board.asked import asked_board
from lead_intelligence.adapters.board.leads import steps_made
from lead_intelligence.adapters.digests import groups
from lead_intelligence.adapters.reports import funnel_activity, funnel_counts, source_return_counts
from lead_intelligence.adapters.reports.asking import AskedLeads, asked
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.numbers import digest
from lead_intelligence.adapters.reports.stage_reach import Reach, reach_in_parts
from lead_intelligence.core.funnel.question import FunnelQuestion
from lead_intelligence.core.qualification.stages import BESIDE, LADDER
from tests.site.report_builders import a_bare_lead, a_past_deal, a_stage_row

MILESTONES = "Lead Milestones"
STAGES = [stage.value for stage in (*LADDER, *BESIDE)]
PERIOD = {"from_date": "2025-01-01", "to_date": "2025-06-30", "compare": 1}


def random_journeys(company: str, seed: int, number: int = 40) -> list[str]:
	"""Whatever the journey may hold: unknown moments, leads that were placed, imported ones, several cycles, stages beside the ladder."""
	random = Random(seed)
	return [_a_random_journey(company, random) for _number in range(number)]


def _a_random_journey(company: str, random: Random) -> str:
	created = datetime(2024, 9, 1) + timedelta(minutes=random.randrange(60 * 24 * 400))
	fields = {"source": random.choice(["Ads", "Fair", None]), "lead_owner": random.choice(["a@b.c", None])}
	lead = a_bare_lead(company, creation=created, **fields)
	moment, before = created + timedelta(minutes=random.randrange(-9000, 9000)), None
	for place in range(random.randint(0, 6)):
		stage = random.choice(STAGES)
		values: dict[str, Any] = {"cycle": random.choice([0, 1, 1]), "before": before}
		values["cause"] = random.choice(["Save", "Import", "Conversion", None])
		if place and random.random() < 0.3:
			values["before"] = None
		a_stage_row(lead, stage, None if random.random() < 0.15 else str(moment), **values)
		before, moment = stage, moment + timedelta(minutes=random.choice([0, random.randrange(60 * 24 * 90)]))
	if random.random() < 0.4:
		a_past_deal(lead, "Open", str(created), None)
	return lead


def readings(company: str | None) -> dict[str, Any]:
	"""Whatever is read of when leads came to their stages."""
	filters = asked({**PERIOD, **({"company": company} if company else {})})
	before = filters.before()
	assert before
	leads, periods = AskedLeads(filters), (filters.period, before.period)
	found: dict[str, Any] = {"leads": _of_each(Reach(leads, LADDER, reached=LADDER))}
	some = sorted(found["leads"])[::2]
	found["some"] = _of_each(Reach(leads, LADDER, reached=LADDER, leads=some))
	assert found["some"] == {lead: found["leads"][lead] for lead in some}
	parts: dict[str, Any] = {}
	for part in reach_in_parts(leads, LADDER, reached=LADDER, of_lead=False):
		some = _of_each(part)
		assert not parts.keys() & some.keys()
		parts |= some
	found["parts"] = parts
	ripe = datetime(2025, 5, 1)
	for dimension in (Dimension.SOURCE, Dimension.MONTH, Dimension.OWNER):
		origins = source_return_counts.Origins(asked=leads, dimension=dimension, periods=periods)
		cohorts = source_return_counts.of_cohorts(origins, ripe)
		found[f"cohorts {dimension}"] = (cohorts.reached, cohorts.young)
		is_shown = source_return_counts.is_of_cohort(origins)
		found["of the cohort"] = {lead for lead in found["leads"] if is_shown(digest(lead))}
		found[f"activity {dimension}"] = source_return_counts.of_activity(origins)
		for first in (None, LADDER[2]):
			question = FunnelQuestion(first=first)
			funnel = funnel_counts.Cohorts(asked=leads, question=question, periods=periods, ripe_before=ripe)
			activity = funnel_activity.Activity(asked=leads, question=question, periods=periods)
			found[f"crossings {dimension} {first}"] = funnel_counts.crossings(funnel, dimension)
			found[f"flows {dimension} {first}"] = funnel_activity.flows(activity, dimension)
			found[f"climbed {first}"] = funnel_counts.climbed(funnel)
			found[f"steps {first}"] = funnel_activity.steps(activity)
	found["board"] = steps_made(leads, periods)
	for name in ("new_leads", "mqls", "customers"):
		found[f"digest {name}"] = getattr(groups, name)(asked_board(filters))
	return found


def _of_each(reach: Reach) -> dict[str, tuple[Any, ...]]:
	terms = [*map(reach.moment, LADDER), *map(reach.reached_at, LADDER)]
	rows = frappe.qb.from_(reach.table).select(reach.lead, reach.mask, *terms).run()
	found = {lead: tuple(values) for lead, *values in rows}
	assert len(found) == len(rows)
	return found


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
	assert one.keys() == other.keys()
	return [name for name in one if one[name] != other[name]]
