"""The same as the journey says, as it was worked out before: read of whom nothing has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import frappe
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.milestones.journey_moments import (
	BY_ITSELF,
	CAME,
	SINCE,
	SOLD,
	at_name,
	reached_name,
)
from lead_intelligence.core.qualification.stages import LADDER, Stage

DOCTYPE: Final = "Lead Milestones"
COLUMNS: Final = (
	*("name", "placed", "mask", *map(at_name, LADDER), SINCE, SOLD, CAME),
	*(*map(reached_name, BY_ITSELF[1:]), "last_at", "number"),
)


def stored_moments(
	moments: Iterable[Stage], reached: Iterable[Stage], without: Collection[str] = ()
) -> tuple[QueryBuilder, Table]:
	"""With the columns of `moments_in_journey`. `without`: leads that are not meant."""
	stored = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(stored).select(stored.name.as_("lead"), stored.placed, stored.mask)
	query = query.select(*(stored[at_name(stage)] for stage in moments))
	for stage in reached:
		query = query.select(*_ways(stored, stage))
	if without:
		query = query.where(stored.name.notin(sorted(without)))
	return query, stored


def _ways(stored: Table, stage: Stage) -> Sequence[Term]:
	if stage is LADDER[0]:
		return stored[SINCE], stored[SOLD], stored[CAME]
	name = reached_name(stage)
	if stage in BY_ITSELF:
		return (stored[name],)
	return (stored[at_name(stage) if stage is LADDER[-1] else SOLD].as_(name),)
