"""Leads and how many of them were won: the only thing every metric here is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
	leads: int
	won: int

	def __post_init__(self) -> None:
		if not 0 <= self.won <= self.leads:
			raise ValueError(f"{self.won} won of {self.leads} leads is not possible.")

	@property
	def lost(self) -> int:
		return self.leads - self.won

	@property
	def rate(self) -> float | None:
		"""None for no leads: a rate of nothing is not zero."""
		return self.won / self.leads if self.leads else None


TallyByPoints: TypeAlias = Mapping[int, Tally]


def total(tallies: Iterable[Tally]) -> Tally:
	leads = won = 0
	for tally in tallies:
		leads += tally.leads
		won += tally.won
	return Tally(leads=leads, won=won)
