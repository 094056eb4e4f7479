"""Frozen inputs completed by today's values, without what became known after the outcome."""

from __future__ import annotations

from datetime import datetime

from lead_intelligence.core.snapshot.values import UNKNOWN
from lead_intelligence.core.tuning.as_it_was import as_it_was
from tests.builders import NOW, a_lead, touched

THEN, TODAY = datetime(2026, 1, 1), datetime(2026, 3, 1)
DAY = THEN.toordinal()


def test_what_was_looked_at_then_is_as_it_was_even_where_it_was_unknown() -> None:
	frozen, today = a_lead(country="France"), a_lead(country="Spain", visits=9, pages=4)
	lead = as_it_was(frozen, today, frozenset({"country", "visits"}), DAY)
	assert lead.value("country") == "France"
	assert lead.value("visits") is UNKNOWN
	assert lead.value("pages") == 4


def test_places_in_trees_and_times_of_changes_go_with_their_fields() -> None:
	frozen = a_lead(territory="Lyon", within={"territory": ["Lyon", "France"]}, changed={"visits": THEN})
	today = a_lead(
		territory="Paris",
		within={"territory": ["Paris", "France"]},
		changed={"visits": TODAY, "pages": TODAY},
	)
	lead = as_it_was(frozen, today, frozenset({"territory", "visits"}), DAY)
	assert lead.ancestors == {"territory": frozenset({"Lyon", "France"})}
	assert lead.changed_at == {"visits": THEN, "pages": TODAY}


def test_touches_are_those_up_to_the_day() -> None:
	today = a_lead(touches={**touched("Webinar", 0, 5, 9), **touched("Call", 1)})
	lead = as_it_was(a_lead(), today, frozenset(), NOW.toordinal() - 5)
	assert lead.touches == touched("Webinar", 5, 9)
