"""How soon reps answered, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pypika import Case
from pypika.functions import Count, Floor, Min
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.how_often import how_often
from lead_intelligence.adapters.reports.response_counts import ResponseCounts
from lead_intelligence.core.metrics.quantile import spread_of
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.responding.responses import ANSWERED, DECIDED, Responses, Standing, Time

_NUMBERS = {standing: number for number, standing in enumerate(sorted(ANSWERED))}
"""What the database groups by is best a number."""
_STANDINGS = {number: standing for standing, number in _NUMBERS.items()}


@dataclass(slots=True)
class RepAnswers:
	"""`leads`: how many were answered, by standing. `seconds`: until the answer, how often each, by time."""

	leads: dict[Standing, int] = field(default_factory=dict)
	seconds: dict[Time, dict[int, int]] = field(default_factory=lambda: {time: {} for time in Time})

	@property
	def figures(self) -> Responses:
		answered = sum(self.leads.values())
		decided = sum(leads for standing, leads in self.leads.items() if standing in DECIDED)
		return Responses(
			leads=answered,
			answered=answered,
			in_time=Tally(leads=decided, won=self.leads.get(Standing.IN_TIME, 0)),
			working=spread_of(self.seconds[Time.WORKING]),
			elapsed=spread_of(self.seconds[Time.ELAPSED]),
		)

	def count(self, standing: Standing, leads: int) -> None:
		self.leads[standing] = self.leads.get(standing, 0) + leads

	def took(self, time: Time, second: int, leads: int) -> None:
		seconds = self.seconds[time]
		seconds[second] = seconds.get(second, 0) + leads


def all_answers(reps: Iterable[RepAnswers]) -> RepAnswers:
	found = RepAnswers()
	for one in reps:
		for standing, leads in one.leads.items():
			found.count(standing, leads)
		for time, seconds in one.seconds.items():
			for second, leads in seconds.items():
				found.took(time, second, leads)
	return found


def answers_of_reps(counts: ResponseCounts) -> dict[str, RepAnswers]:
	"""By who answered. `counts`: by rep, of what was answered."""
	found: dict[str, RepAnswers] = {}
	names: dict[tuple[int, int], str] = {}
	table = counts.rows.table
	standing = Case()
	for one_standing, number in _NUMBERS.items():
		standing = standing.when(table.standing == one_standing.value, number)

	def answered() -> tuple[QueryBuilder, Term]:
		query, rep = counts.joined(counts.rows, answered=True)
		return query.where(table.standing.isin(sorted(one.value for one in ANSWERED))), rep

	query, rep = answered()
	terms = {**ids_of(rep), "number": standing}
	for one, other, number, name, leads in grouped(query, terms, Min(rep), Count("*")):
		names[one, other] = name
		found.setdefault(name, RepAnswers()).count(_STANDINGS[number], leads)
	for time, seconds in ((Time.WORKING, table.working), (Time.ELAPSED, table.elapsed)):
		query, rep = answered()
		query = query.where(seconds.isnotnull())
		for (one, other), often in how_often(query, ids_of(rep), Floor(seconds)):
			for second, leads in often.items():
				found[names[one, other]].took(time, second, leads)
	return found
