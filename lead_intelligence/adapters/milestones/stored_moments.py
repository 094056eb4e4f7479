"""The same as the journey says, as it was worked out before: read by whom nothing has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import frappe
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.milestones.journey_moments import SOLD, at_name, since_name, sold_name
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage

DOCTYPE: Final = "Lead Milestones"
# Of the last stage that does not follow from a sale, both are the same.
_LAST_BY_ITSELF: Final = [stage for stage in LADDER if stage not in CONVERTED][-1]
SPANS: Final = tuple(
	since_name(stage) for stage in LADDER if stage not in CONVERTED and stage is not _LAST_BY_ITSELF
)
COLUMNS: Final = (
	*("name", "placed", "mask", *map(at_name, LADDER), *SPANS, SOLD),
	*("last_at", "by_itself", "came_at", "number"),
)


def stored_moments(
	moments: Iterable[Stage], reached: Iterable[Stage], without: Collection[str] = ()
) -> tuple[QueryBuilder, Table]:
	"""With the columns of `moments_in_journey`. `without`: leads that are not meant."""
	stored = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(stored).select(stored.name.as_("lead"), stored.placed, stored.mask)
	query = query.select(*(stored[at_name(stage)] for stage in moments))
	for name, term in _spans(stored, reached).items():
		query = query.select(term.as_(name))
	if without:
		query = query.where(stored.name.notin(sorted(without)))
	return query, stored


def _spans(stored: Table, reached: Iterable[Stage]) -> dict[str, Term]:
	found: dict[str, Term] = {}
	for stage in reached:
		if stage not in CONVERTED:
			name = since_name(stage)
			found[name] = stored[at_name(stage) if stage is _LAST_BY_ITSELF else name]
		found[sold_name(stage)] = stored[at_name(stage) if stage is LADDER[-1] else SOLD]
	return found
