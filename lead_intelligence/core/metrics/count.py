"""Leads counted as they pass by."""

from __future__ import annotations

from dataclasses import dataclass

from .tally import Tally


@dataclass(slots=True)
class Count:
	"""Leads, those among them whose outcome is known, and those that were won."""

	leads: int = 0
	decided: int = 0
	won: int = 0

	def add(self, won: bool | None) -> None:
		self.leads += 1
		if won is not None:
			self.decided += 1
			self.won += won

	@property
	def outcome(self) -> Tally:
		return Tally(leads=self.decided, won=self.won)
