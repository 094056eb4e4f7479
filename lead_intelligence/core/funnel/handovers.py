"""What became of leads that marketing handed over to sales: whether they were worked, and what sales answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from ..metrics.tally import Tally
from ..qualification.handing_over import Consequence


class Treatment(str, Enum):
	"""Each hand-over is exactly one of these."""

	NOT_OVER = "Not Over"
	"""The days within which it is to be worked are not over: in no rate yet, whatever has become of it."""
	WORKED = "Worked"
	"""A person answered the lead, or accepted or refused it by itself, within the days."""
	IN_BULK = "In Bulk"
	"""It was accepted or refused together with others within the days, and nobody answered the lead itself."""
	TAKEN_BACK = "Taken Back"
	"""The lead went another way within the days, and nobody had worked it: in no rate."""
	TRIED = "Tried"
	"""Nobody worked it within the days; somebody tried to reach the lead."""
	UNTOUCHED = "Untouched"
	"""Nobody did anything within the days."""


TREATED: Final = frozenset({Treatment.WORKED, Treatment.IN_BULK})
UNTREATED: Final = frozenset({Treatment.TRIED, Treatment.UNTOUCHED})
DUE: Final = TREATED | UNTREATED
"""Those of which a treatment rate is."""


class Reply(str, Enum):
	"""What sales has answered until now, whenever that was."""

	ACCEPTED = "Accepted"
	REFUSED = "Refused"
	NONE = "None"
	"""It waits, or has lapsed."""
	WITHDRAWN = "Withdrawn"
	"""The lead went another way before sales answered."""


class HandoverSort(NamedTuple):
	"""Hand-overs of one sort count alike. `reason` and `consequence` are those of a refusal. `is_over`: the days within which it is to
	be worked have passed; the rest says what happened within them: `withdrawn`, `decided` (accepted, or refused for a reason), `answered`
	(a person answered the lead), `tried` (somebody tried to). `in_bulk`: sales answered it together with others."""

	reply: Reply
	reason: str | None = None
	consequence: str | None = None
	is_over: bool = True
	withdrawn: bool = False
	decided: bool = False
	answered: bool = False
	tried: bool = False
	in_bulk: bool = False

	@property
	def treatment(self) -> Treatment:
		if not self.is_over:
			return Treatment.NOT_OVER
		if self.answered or (self.decided and not self.in_bulk):
			return Treatment.WORKED
		if self.decided:
			return Treatment.IN_BULK
		if self.withdrawn:
			return Treatment.TAKEN_BACK
		return Treatment.TRIED if self.tried else Treatment.UNTOUCHED

	@property
	def is_about_the_lead(self) -> bool:
		"""Whether it was refused for what the lead is, and not for whose it should be."""
		return self.reply is Reply.REFUSED and self.consequence != Consequence.WRONG_TERRITORY.value


@dataclass(slots=True)
class HandoverCount:
	"""`refusals` by reason. `about_the_lead`: refused for what the lead is."""

	handed_over: int = 0
	by_treatment: Counter[Treatment] = field(default_factory=Counter)
	by_reply: Counter[Reply] = field(default_factory=Counter)
	refusals: Counter[str] = field(default_factory=Counter)
	about_the_lead: int = 0
	accepted_in_bulk: int = 0

	def add(self, sort: HandoverSort, number: int = 1) -> None:
		self.handed_over += number
		self.by_treatment[sort.treatment] += number
		self.by_reply[sort.reply] += number
		if sort.reply is Reply.REFUSED:
			self.refusals[sort.reason or ""] += number
			self.about_the_lead += number * sort.is_about_the_lead
		self.accepted_in_bulk += number * (sort.reply is Reply.ACCEPTED and sort.in_bulk)

	def add_all(self, other: HandoverCount) -> None:
		self.handed_over += other.handed_over
		self.by_treatment += other.by_treatment
		self.by_reply += other.by_reply
		self.refusals += other.refusals
		self.about_the_lead += other.about_the_lead
		self.accepted_in_bulk += other.accepted_in_bulk

	@property
	def treatment(self) -> Tally:
		"""Of those that can be judged, the worked ones."""
		return Tally(leads=self._number(DUE), won=self._number(TREATED))

	@property
	def treatment_by_itself(self) -> Tally:
		"""The same without those that were only answered together with others."""
		return Tally(leads=self._number(DUE), won=self.by_treatment[Treatment.WORKED])

	@property
	def acceptance(self) -> Tally:
		"""Of those that sales answered, the accepted ones."""
		accepted, refused = self.by_reply[Reply.ACCEPTED], self.by_reply[Reply.REFUSED]
		return Tally(leads=accepted + refused, won=accepted)

	def _number(self, treatments: Iterable[Treatment]) -> int:
		return sum(self.by_treatment[treatment] for treatment in treatments)
