"""When each lead first came to each stage, worked out from the journey: a row for each lead, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Max, Min
from pypika.queries import QueryBuilder
from pypika.terms import AggregateFunction, Criterion, Term

from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage, rank

JOURNEY: Final = "Lead Journey Entry"
SOLD: Final = "sold"
_CONVERTED: Final = sorted(stage.value for stage in CONVERTED)


def moments_in_journey(
	moments: Iterable[Stage], reached: Iterable[Stage], leads: Collection[str] | None = None
) -> QueryBuilder:
	"""`moments`: the stages whose `at` is wanted; `reached`: those whose `since` and `sold` are. `leads`: only these. All of it is in the
	index, in the order in which it is wanted."""
	journey = frappe.qb.DocType(JOURNEY)
	stage, at = journey.stage_after, journey.at
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		query = query.force_index("lead_stages")
	bits = Case()
	for one in LADDER:
		bits = bits.when(stage == one.value, bit_of(one))
	# The greatest of equal names: the plain one makes the database look for a way to do it lead by lead, and then sort all rows first.
	query = query.select(Max(journey.lead).as_("lead"), Min(placed_at(journey)).as_("placed"))
	query = query.select(AggregateFunction("BIT_OR", bits).as_("mask"))
	query = query.select(*(Min(Case().when(stage == one.value, at)).as_(at_name(one)) for one in moments))
	for name, rungs in _spans(reached).items():
		in_span = stage.isin([rung.value for rung in rungs])
		query = query.select(Min(Case().when(in_span, at)).as_(name))
	named = [one.value for one in LADDER]
	meant = journey.lead.isnotnull() if leads is None else journey.lead.isin(list(leads))
	return query.where(stage.isin(named) & meant).groupby(journey.lead)


def _spans(reached: Iterable[Stage]) -> Mapping[str, Sequence[Stage]]:
	"""By name of a column, the rungs of which it is the first moment."""
	found: dict[str, Sequence[Stage]] = {}
	for one in reached:
		above = LADDER[rank(one) :]
		found[since_name(one)] = [rung for rung in above if rung not in CONVERTED]
		found[sold_name(one)] = [rung for rung in above if rung in CONVERTED]
	return {name: rungs for name, rungs in found.items() if rungs}


def last_moment(journey: Table) -> Term:
	return Max(journey.at)


def last_by_itself(journey: Table) -> Term:
	"""Of the stages that do not follow from a sale. What was never on one of these at a known moment may have come when it was made, which
	the journey does not say."""
	return Max(Case().when(journey.stage_after.notin(_CONVERTED), journey.at))


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


def since_name(stage: Stage) -> str:
	return f"since_{stage.value.lower()}"


def sold_name(stage: Stage) -> str:
	"""From all rungs but the last, the same."""
	return "sold_last" if stage is LADDER[-1] else SOLD
