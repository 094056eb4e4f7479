"""Where a score is wrong: groups of leads that were won more, or less, often than other leads with the very same score.

N. Mantel, W. Haenszel, Statistical aspects of the analysis of data from retrospective studies of disease, Journal of the
National Cancer Institute 22 (1959): among the leads with equal points, how many of a group are won is a draw without
replacement. Expectations and variances add up over all scores. So nothing needs to be learned, however few leads a score has,
and that groups differ in their scores is no error. Among many groups some differ by chance: S. Holm, A simple sequentially
rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import erfc, sqrt
from typing import Final

from ..metrics.conversion import LEVEL
from ..metrics.tally import Tally, total
from .counts import ScoredCount, counted_by, tallies_by_points

_NOBODY: Final = Tally(leads=0, won=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupError:
	"""`expected`: how many would have been won, had the group been like all leads of its scores. `chance`: how likely chance alone
	leads at least as far away; None where it could not lead anywhere, or with too few leads to ask. `is_found`: not by chance."""

	group: str
	tally: Tally
	open: int
	expected: float
	chance: float | None
	is_found: bool = False

	@property
	def expected_rate(self) -> float | None:
		return self.expected / self.tally.leads if self.tally.leads else None

	@property
	def more(self) -> float:
		"""How many more were won than expected; less than nought for fewer."""
		return self.tally.won - self.expected


def errors_of(counts: Iterable[ScoredCount], fewest: int, level: float = LEVEL) -> list[GroupError]:
	"""One for each group, the most leads gone wrong first. Groups of fewer than `fewest` leads are shown, not judged."""
	every = list(counts)
	all_leads = tallies_by_points(every)
	by_group = counted_by(every, lambda one: (one.group or "", one.points))
	tallies: dict[str, dict[int, Tally]] = {}
	open_ones: dict[str, int] = {}
	for (group, points), count in by_group.items():
		tallies.setdefault(group, {})[points] = count.outcome
		open_ones[group] = open_ones.get(group, 0) + count.leads - count.decided
	found = [
		_error(group, by_points, all_leads, open_ones[group], fewest) for group, by_points in tallies.items()
	]
	found.sort(key=lambda error: (-round(abs(error.more), 9), error.group))
	if is_told_of_won_only(found):
		return [replace(error, chance=None) for error in found]
	return _with_findings(found, 1 - level)


def is_told_of_won_only(errors: Iterable[GroupError]) -> bool:
	"""Whether it looks as if only won leads had been told apart: all that are were won, and none of the others was. A file of sales that
	names the rep of each says nothing of how many leads the rep had, so that no rate of theirs means anything."""
	ended = [error for error in errors if error.tally.leads]
	told = [error for error in ended if error.group]
	others = [error for error in ended if not error.group]
	return (
		bool(told and others)
		and not any(error.tally.lost for error in told)
		and not any(error.tally.won for error in others)
	)


def _error(
	group: str, by_points: dict[int, Tally], all_leads: dict[int, Tally], open_: int, fewest: int
) -> GroupError:
	tally, expected, variance = total(by_points.values()), 0.0, 0.0
	for points in sorted(by_points):
		leads, everyone = by_points[points].leads, all_leads.get(points, _NOBODY)
		if not leads:
			continue
		share = leads / everyone.leads
		expected += share * everyone.won
		if everyone.leads > 1:
			others = everyone.leads - leads
			variance += (
				share * others * everyone.won * everyone.lost / (everyone.leads * (everyone.leads - 1))
			)
	return GroupError(
		group=group,
		tally=tally,
		open=open_,
		expected=expected,
		chance=_chance(tally.won - expected, variance) if tally.leads >= fewest else None,
	)


def _chance(difference: float, variance: float) -> float | None:
	"""Two-sided, by the normal distribution with the correction for continuity: counts move in whole steps."""
	if variance < 1e-9:
		return None
	return erfc(max(0.0, abs(difference) - 0.5) / sqrt(2 * variance))


def _with_findings(errors: Sequence[GroupError], alpha: float) -> list[GroupError]:
	asked = sorted((error.chance, place) for place, error in enumerate(errors) if error.chance is not None)
	found: set[int] = set()
	for passed, (chance, place) in enumerate(asked):
		if chance > alpha / (len(asked) - passed):
			break
		found.add(place)
	return [replace(error, is_found=place in found) for place, error in enumerate(errors)]
