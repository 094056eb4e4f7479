"""Rows that leads are told apart by: how they are called, keyed, ordered and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .result import Chart, Column, Sentence, Series, Shape

ALL: Final = "all"
"""The key of the total row."""
_MOST_BARS: Final = 15
_MOST_POINTS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
	"""`label`: English, what the leads are told apart by. `in_time`: by the calendar. `words`: by value, those that are words of ours. `order`:
	of the values, where they have one."""

	label: str
	in_time: bool = False
	of_users: bool = False
	words: Mapping[str, Sentence] | None = None
	order: Sequence[str] | None = None

	@property
	def column(self) -> Column:
		# Its label is the name of a filter's choice, which is translated as that.
		return Column(name="group", label=self.label, shape=Shape.USER if self.of_users else Shape.TEXT)

	def shown(self, group: str) -> str | Sentence:
		return (self.words or {}).get(group) or group or Sentence(text="Not Given")

	def ordered(self, leads: Mapping[str, float]) -> list[str]:
		"""By time, or those with most first."""
		if self.in_time:
			return sorted(leads)
		if self.order is not None:
			return [group for group in self.order if group in leads]
		return sorted(leads, key=lambda group: (-leads[group], group.casefold(), group))

	def chart(self, groups: Sequence[str], *series: Series, shape: Shape = Shape.COUNT) -> Chart | None:
		"""Of the first groups, or of the last days; `series` hold a number for each of the groups."""
		if not groups:
			return None
		shown = slice(-_MOST_POINTS, None) if self.in_time else slice(_MOST_BARS)
		return Chart(
			labels=[self.shown(group) for group in groups[shown]],
			series=[
				Series(label=one.label, numbers=one.numbers[shown], kind=one.kind, values=one.values)
				for one in series
			],
			shape=shape,
		)


def key_of(group: str) -> str:
	return f"={group}"


def group_of(key: str) -> str | None:
	"""None for the total row."""
	return key[1:] if key.startswith("=") else None
