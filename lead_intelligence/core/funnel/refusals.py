"""What came of leads that sales refused, and whether marketing was right to contest it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from ..metrics.tally import Tally
from ..reporting.rates import percent
from ..reporting.result import Sentence
from .agreement_findings import MANY_REFUSED


class Contest(str, Enum):
	"""How it ended when marketing sent a refused lead to sales once more."""

	NOT_CONTESTED = "Not Contested"
	ACCEPTED = "Accepted after All"
	REFUSED = "Refused Again"
	OPEN = "Not Answered Yet"
	WITHDRAWN = "Went Another Way"


class AnswerSort(NamedTuple):
	"""Answers of sales that count alike. `contest` is None for what was accepted. `accepted_later`: a later hand-over of the lead was."""

	contest: Contest | None
	accepted_later: bool = False


@dataclass(slots=True)
class RefusalCount:
	"""`answered`: what sales accepted or refused. `accepted_later`: refused, and accepted when the lead was handed over again."""

	answered: int = 0
	refused: int = 0
	accepted_later: int = 0
	contests: Counter[Contest] = field(default_factory=Counter)

	def add(self, sort: AnswerSort, number: int = 1) -> None:
		self.answered += number
		if sort.contest is None:
			return
		self.refused += number
		self.accepted_later += number * sort.accepted_later
		self.contests[sort.contest] += number

	def add_all(self, other: RefusalCount) -> None:
		self.answered += other.answered
		self.refused += other.refused
		self.accepted_later += other.accepted_later
		self.contests += other.contests

	@property
	def contested(self) -> int:
		return self.refused - self.contests[Contest.NOT_CONTESTED]

	@property
	def refusal(self) -> Tally:
		"""Of what sales answered, the refused."""
		return Tally(leads=self.answered, won=self.refused)


_MANY_ALL_THE_SAME: Final = 0.1
"""From this share of the refused leads on, those that became opportunities all the same speak against the refusals."""


def findings(
	refusals: RefusalCount, converted: Tally, main_reason: tuple[str | Sentence, int] | None, fewest: int
) -> Iterator[Sentence]:
	"""`converted`: of the leads refused long enough ago, those of which an opportunity came since. `main_reason`: the one given most often,
	and how often."""
	if refusals.refused < fewest:
		yield Sentence(
			text="There are {number} refusals in this period: too few to tell a pattern from chance.",
			values={"number": refusals.refused},
		)
	elif main_reason and main_reason[1] >= MANY_REFUSED * refusals.refused:
		yield Sentence(
			text="{number} of {refused} refusals give one reason: {reason}. Look at the leads behind it first.",
			values={"number": main_reason[1], "refused": refusals.refused, "reason": main_reason[0]},
		)
	if contested := refusals.contested:
		yield Sentence(
			text="Marketing has contested {contested} refusals: sales has accepted {accepted} of them after all, and refused {refused} again.",
			values={
				"contested": contested,
				"accepted": refusals.contests[Contest.ACCEPTED],
				"refused": refusals.contests[Contest.REFUSED],
			},
		)
	if converted.leads >= fewest and converted.won:
		many = converted.won >= _MANY_ALL_THE_SAME * converted.leads
		yield Sentence(
			text="Of {leads} leads refused long enough ago {won} became opportunities all the same: {rate} %.",
			values={"leads": converted.leads, "won": converted.won, "rate": percent(converted.rate or 0)},
			tone="bad" if many else None,
		)
