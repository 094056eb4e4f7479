"""When each lead first came to each stage, worked out from the journey: a row for each lead, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, Max, Min
from pypika.queries import QueryBuilder
from pypika.terms import AggregateFunction, Criterion, NullValue, Term

from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage, rank

JOURNEY: Final = "Lead Journey Entry"
SINCE: Final = "since"
"""The first moment on a stage of its own, at a known moment."""
SOLD: Final = "sold"
CAME: Final = "came_at"
SOLD_STAGES: Final = tuple(stage for stage in LADDER if stage in CONVERTED)
BY_ITSELF: Final = tuple(stage for stage in LADDER if stage not in CONVERTED)
"""Stages that do not follow from a sale."""
_CONVERTED: Final = sorted(stage.value for stage in CONVERTED)


def moments_in_journey(
	moments: Iterable[Stage], reached: Iterable[Stage], leads: Collection[str] | None = None
) -> QueryBuilder:
	"""`moments`: the stages whose `at` is wanted; `reached`: those that the lead came to, or passed over. `leads`: only these. All of it is in the
	index, in the order in which it is wanted."""
	journey = frappe.qb.DocType(JOURNEY)
	stage = journey.stage_after
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		query = query.force_index("lead_stages")
	bits = Case()
	for one in LADDER:
		bits = bits.when(stage == one.value, bit_of(one))
	# The greatest of equal names: the plain one makes the database look for a way to do it lead by lead, and then sort all rows first.
	query = query.select(Max(journey.lead).as_("lead"), Min(placed_at(journey)).as_("placed"))
	query = query.select(AggregateFunction("BIT_OR", bits).as_("mask"))
	query = query.select(*(_first_of(journey, (one,)).as_(at_name(one)) for one in moments))
	query = query.select(*(term.as_(name) for name, term in _ways(journey, reached).items()))
	named = [one.value for one in LADDER]
	meant = journey.lead.isnotnull() if leads is None else journey.lead.isin(list(leads) or [""])
	return query.where(stage.isin(named) & meant).groupby(journey.lead)


def _ways(journey: Table, reached: Iterable[Stage]) -> Mapping[str, Term]:
	"""When the lead came to those stages or beyond. To the first of all it came when it was made, where the journey does not say when."""
	found: dict[str, Term] = {}
	for stage in reached:
		if stage is LADDER[0]:
			since, sold = _first_of(journey, BY_ITSELF), _first_of(journey, SOLD_STAGES)
			# Told by the journey alone.
			came = Case().when(Min(placed_at(journey)).isnull(), since)
			found |= {SINCE: since, SOLD: sold, CAME: came}
		else:
			found[reached_name(stage)] = _reached(journey, stage)
	return found


def _reached(journey: Table, stage: Stage) -> Term:
	"""What ERPNext made of the lead counts only where nothing else is known: an order that is dated before the first contact does not say when
	the lead came. Null where no moment is known."""
	above = LADDER[rank(stage) :]
	sold = _first_of(journey, [rung for rung in above if rung in CONVERTED])
	if stage in CONVERTED:
		return sold
	since = _first_of(journey, [rung for rung in above if rung not in CONVERTED])
	return Case().when(since == Min(placed_at(journey)), NullValue()).else_(Coalesce(since, sold))


def _first_of(journey: Table, stages: Sequence[Stage]) -> Term:
	return Min(Case().when(journey.stage_after.isin([stage.value for stage in stages]), journey.at))


def last_moment(journey: Table) -> Term:
	"""None of its moments lies later. Null where it was never on a stage of its own at a known moment: it may have come when it was made, which
	the journey does not say."""
	by_itself = Case().when(journey.stage_after.notin(_CONVERTED), journey.at)
	return Case().when(Max(by_itself).isnotnull(), Max(journey.at))


def placed_at(journey: Table) -> Case:
	"""When the app first saw a lead that is older than it is, and put it on the stages that it had come to by then."""
	by_us = journey.cause.isnull() | (journey.cause != Cause.IMPORT.value)
	return Case().when(_is_first(journey) & by_us & journey.stage_after.notin(_CONVERTED), journey.at)


def _is_first(journey: Table) -> Criterion:
	return (journey.cycle == 0) & (journey.stage_before.isnull() | (journey.stage_before == ""))


def bit_of(stage: Stage) -> int:
	return 1 << rank(stage)


def at_name(stage: Stage) -> str:
	return f"at_{stage.value.lower()}"


def reached_name(stage: Stage) -> str:
	"""Of any but the first."""
	return f"reached_{stage.value.lower()}"
