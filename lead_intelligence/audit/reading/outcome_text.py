"""How a lead ended, from the text of its outcome cell."""

from __future__ import annotations

from collections.abc import Sequence

from ..mapping.column_map import OutcomeColumn, missing_column
from ..refusal import AuditRefused

_MOST_LISTED = 12
_MOST_REMEMBERED = 1_000

Won = bool | None


class OutcomeReader:
	"""`read(cells)` is True for won, False for lost, None when the outcome is not known."""

	def __init__(self, outcome: OutcomeColumn, columns: Sequence[str]) -> None:
		if outcome.column not in columns:
			raise AuditRefused(
				f"The outcome is to be found in the column '{outcome.column}', {missing_column(columns)}"
			)
		self.outcome = outcome
		self.won = self.lost = self.unknown = 0
		self._index = list(columns).index(outcome.column)
		self._won = frozenset(map(_folded, outcome.won))
		self._lost = frozenset(map(_folded, outcome.lost)) if outcome.lost is not None else None
		self._blank: Won = False if outcome.blank_is_lost else None
		self._remembered: dict[str, Won] = {}
		self._seen: list[str] = []

	def read(self, cells: Sequence[str]) -> Won:
		text = cells[self._index]
		try:
			won = self._remembered[text]
		except KeyError:
			won = self._judge(text)
		if won:
			self.won += 1
		elif won is None:
			self.unknown += 1
		else:
			self.lost += 1
		return won

	def refuse_constant(self) -> None:
		"""Without both won and lost leads there is nothing to compare."""
		if self.won and self.lost:
			return
		column, seen = self.outcome.column, self._listed()
		meant = " or ".join(f"'{value}'" for value in self.outcome.won)
		if not self._seen:
			raise AuditRefused(f"The outcome column '{column}' is blank in all rows. Leave out the outcome.")
		if not self.won:
			raise AuditRefused(
				f"No lead has {meant} in the outcome column '{column}'; the values there are: {seen}."
			)
		raise AuditRefused(
			f"Every lead with a known outcome has {meant} in the outcome column '{column}' (values: {seen}), "
			"so there is nothing to compare. Leave out the outcome."
		)

	def _judge(self, text: str) -> Won:
		folded = _folded(text)
		won: Won
		if not folded:
			won = self._blank
		elif folded in self._won:
			won = True
		elif self._lost is None or folded in self._lost:
			won = False
		else:
			won = None
		if folded and len(self._seen) <= _MOST_LISTED and text.strip() not in self._seen:
			self._seen.append(text.strip())
		if len(self._remembered) < _MOST_REMEMBERED:
			self._remembered[text] = won
		return won

	def _listed(self) -> str:
		shown = ", ".join(value[:40] for value in self._seen[:_MOST_LISTED])
		return shown + (" …" if len(self._seen) > _MOST_LISTED else "")


def parse_outcome(text: str, columns: Sequence[str]) -> OutcomeColumn:
	"""`Column=value` or `Column=value,value`. The column may itself contain an equals sign."""
	column, found, values = text.partition("=")
	while found and column.strip() not in columns:
		more, found, rest = values.partition("=")
		if not found:
			break
		column, values = f"{column}={more}", rest
	if column.strip() not in columns:
		column, _, values = text.partition("=")
	won = tuple(value.strip() for value in values.split(",") if value.strip())
	if not column.strip() or not won:
		raise AuditRefused(f"--outcome '{text}' is not of the form Column=value, for example Converted=1.")
	return OutcomeColumn(column=column.strip(), won=won)


def _folded(text: str) -> str:
	return text.strip().casefold()
