"""What the columns of a file of costs mean, guessed and as people say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from ..imported_history.guessing import are_dates, guess_by_name, plain_name
from ..imported_history.meanings import twice
from ..problems import Problem, Refused


class CostColumn(str, Enum):
	IGNORE = "Ignore"
	SOURCE = "Source"
	CAMPAIGN = "Campaign"
	FROM = "From"
	TO = "To"
	MONTH = "Month"
	AMOUNT = "Amount"
	CURRENCY = "Currency"
	NOTE = "Note"


# In English and French, and as the platforms of advertisements call them. Earlier ones are tried first.
_NAMES: Final[Mapping[CostColumn, tuple[str, ...]]] = {
	CostColumn.SOURCE: (
		*("source", "lead source", "utm source", "channel", "canal", "platform", "plateforme", "origine"),
		*("source du prospect",),
	),
	CostColumn.CAMPAIGN: ("campaign", "campaign name", "campagne", "utm campaign", "nom de la campagne"),
	CostColumn.FROM: (
		*("from", "from date", "start", "start date", "begin", "reporting starts", "du", "debut"),
		*("date de debut", "debut des rapports", "date", "day", "jour"),
	),
	CostColumn.TO: (
		*("to", "to date", "end", "end date", "until", "reporting ends", "au", "fin", "date de fin"),
		*("fin des rapports",),
	),
	CostColumn.MONTH: ("month", "mois", "period", "periode"),
	CostColumn.AMOUNT: (
		*("amount", "cost", "costs", "amount spent", "spend", "total spent", "montant", "cout", "couts"),
		*("montant depense", "depense", "depenses"),
	),
	CostColumn.CURRENCY: ("currency", "currency code", "devise", "monnaie", "code de devise"),
	CostColumn.NOTE: ("note", "notes", "comment", "description", "commentaire", "remarque"),
}
_WITH_CURRENCY: Final = re.compile(r"(.+?) [a-z]{3}")


def guess_columns(columns: Sequence[str], examples: Sequence[Sequence[str]]) -> list[CostColumn]:
	"""For each column. `examples`: some of its cells, in the order of the columns. A column of dates is no column of anything else."""
	wanted = {name: meaning for meaning, names in _NAMES.items() for name in names}
	named = [_without_currency(column, wanted) for column in columns]
	days = (CostColumn.FROM, CostColumn.TO)
	guessed = guess_by_name(
		named, wanted, CostColumn.IGNORE, lambda one, place: one not in days or are_dates(examples[place])
	)
	if CostColumn.FROM in guessed and CostColumn.MONTH in guessed:
		# The days are more exact.
		guessed[guessed.index(CostColumn.MONTH)] = CostColumn.IGNORE
	return guessed


def _without_currency(column: str, wanted: Mapping[str, CostColumn]) -> str:
	"""As in "Amount spent (EUR)"."""
	plain = plain_name(column)
	match = None if plain in wanted else _WITH_CURRENCY.fullmatch(plain)
	return match.group(1) if match else plain


def cost_columns(said: Sequence[tuple[str, CostColumn]], *, has_source: bool) -> dict[CostColumn, str]:
	"""The column of each meaning. `has_source`: whether a source is given for all lines. Raises Refused for all that keeps the file
	from being read."""
	used = [(column, meaning) for column, meaning in said if meaning is not CostColumn.IGNORE]
	found: dict[CostColumn, str] = {meaning: column for column, meaning in reversed(used)}
	problems = twice((column, meaning.value) for column, meaning in used)
	problems += _missing(found, has_source)
	if problems:
		raise Refused(*problems)
	return found


def _missing(found: Mapping[CostColumn, str], has_source: bool) -> list[Problem]:
	problems = []
	if CostColumn.AMOUNT not in found:
		problems.append(Problem(message="No column holds the amount. Say which one is the Amount."))
	if CostColumn.FROM not in found and CostColumn.MONTH not in found:
		problems.append(Problem(message="No column says for which days. Say which one is From, or Month."))
	if not (has_source or CostColumn.SOURCE in found or CostColumn.CAMPAIGN in found):
		problems.append(
			Problem(
				message="No column names the source or the campaign. Say which one does, or choose a source for all lines."
			)
		)
	if CostColumn.MONTH in found and (CostColumn.FROM in found or CostColumn.TO in found):
		problems.append(
			Problem(
				message="{column} is the month, and there are days besides. Choose Ignore for one of them.",
				values={"column": found[CostColumn.MONTH]},
			)
		)
	return problems
