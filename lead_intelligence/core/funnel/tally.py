"""Cases as they pass by: kept as counts, and eight bytes for each time that one took."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from .cases import Case, Ladder, Moment
from .cohorts import all_counts
from .passage import Pair, Passages

_MOST_RUNGS_FOR_ALL_PAIRS = 12


class Ending(NamedTuple):
	"""What became of one case. `amount`: only of the won."""

	entered: int | None
	came: int
	days_to_won: int | None
	days_to_lost: int | None
	amount: Decimal | None


class Endings:
	"""`by_day`: as cohorts take it. `days_to_won`, `days_to_lost`: calendar days from the first rung to the end, of the won and of
	the lost (those won are not lost). `amount`: of the won of which it is known, who are `with_amount`."""

	__slots__ = ("amount", "by_day", "days_to_lost", "days_to_won", "ladder", "with_amount")

	def __init__(self, ladder: Ladder) -> None:
		self.ladder = ladder
		self.by_day: Counter[tuple[int | None, int]] = Counter()
		self.days_to_won: Counter[int] = Counter()
		self.days_to_lost: Counter[int] = Counter()
		self.amount = Decimal(0)
		self.with_amount = 0

	@property
	def counts(self) -> Counter[int]:
		return all_counts(self.by_day)

	def add(self, ending: Ending) -> None:
		self.by_day[ending.entered, ending.came] += 1
		if ending.amount is not None:
			self.amount += ending.amount
			self.with_amount += 1
		if ending.days_to_won is not None:
			self.days_to_won[ending.days_to_won] += 1
		if ending.days_to_lost is not None:
			self.days_to_lost[ending.days_to_lost] += 1


class FunnelTally:
	"""`groups`: by the value of a column, where cases are grouped. `days`: by stage, the first and the last day on which a case came
	to it. `undated`: by stage, the cases that came to it nobody knows when. `won_in_time`: by day of entry, those won within so many
	calendar days."""

	def __init__(self, ladder: Ladder, in_time_days: int) -> None:
		self.ladder = ladder
		self.all = Endings(ladder)
		self.groups: dict[str, Endings] = {}
		self.passages = Passages(timed_pairs(len(ladder.rungs)))
		self.days: list[tuple[int, int] | None] = [None] * len(ladder.stages)
		self.undated = [0] * len(ladder.stages)
		self.won_in_time: Counter[int] = Counter()
		self._in_time_days = in_time_days
		self._lost = ladder.lost_places
		self._rungs = ladder.bits

	def add(self, case: Case, group: str | None = None, amount: Decimal | None = None) -> None:
		ending = self._ending(case, amount)
		self.all.add(ending)
		if group is not None:
			found = self.groups.get(group)
			if found is None:
				found = self.groups[group] = Endings(self.ladder)
			found.add(ending)
		self.passages.add(case)
		self._note_days(case)
		won, entered = case.moments[self.ladder.won], ending.entered
		if won is not None and entered is not None and won.day - entered <= self._in_time_days:
			self.won_in_time[entered] += 1

	def _ending(self, case: Case, amount: Decimal | None) -> Ending:
		moments, to_won, to_lost = case.moments, None, None
		first, is_won = moments[0], (case.came & self._rungs).bit_length() > self.ladder.won
		if first is not None:
			if is_won:
				won = moments[self.ladder.won]
				if won is not None and self.ladder.won:
					to_won = won.day - first.day
			elif self._lost and (ends := [moment for place in self._lost if (moment := moments[place])]):
				to_lost = min(ends).day - first.day
		return Ending(self._entered(case), case.came, to_won, to_lost, amount if is_won else None)

	def _entered(self, case: Case) -> int | None:
		"""The day of the lowest rung of which it is known."""
		for moment in case.moments[: len(self.ladder.rungs)]:
			if moment is not None:
				return moment.day
		return None

	def _note_days(self, case: Case) -> None:
		for place, moment in enumerate(case.moments):
			if moment is not None:
				self.days[place] = _widened(self.days[place], moment)
			elif case.came >> place & 1:
				self.undated[place] += 1


def timed_pairs(rungs: int) -> tuple[Pair, ...]:
	"""All, while they are few; else neighbours, and each from the first."""
	if rungs <= _MOST_RUNGS_FOR_ALL_PAIRS:
		return tuple(combinations(range(rungs), 2))
	near = {(place, place + 1) for place in range(rungs - 1)}
	return tuple(sorted(near | {(0, place) for place in range(1, rungs)}))


def _widened(days: tuple[int, int] | None, moment: Moment) -> tuple[int, int]:
	if days is None:
		return moment.day, moment.day
	first, last = days
	if first <= moment.day <= last:
		return days
	return min(first, moment.day), max(last, moment.day)
