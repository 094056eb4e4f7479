"""By what hand-overs, and refusals, are told apart in a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pypika import Table
from pypika.functions import Coalesce
from pypika.terms import Term

from lead_intelligence.adapters.reports.dimensions import BY_TIME, OFFERED, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Sentence

TO, BY = "Handed Over To", "Handed Over By"
REFUSED_BY, REASON, CONSEQUENCE = "Refused By", "Reason", "Consequence"
_OWN_FIELDS: Final = {
	TO: "to_user",
	BY: "from_user",
	REFUSED_BY: "decided_by",
	REASON: "reason",
	CONSEQUENCE: "consequence",
	# The version under which it was handed over, not the one that the lead has now.
	Dimension.DEFINITION.value: "definition",
}
_OF_USERS: Final = frozenset({TO, BY, REFUSED_BY, Dimension.OWNER.value})
# A lead that qualified by itself is handed over by nobody, and one that nobody of sales owns to nobody in particular.
_OF_NOBODY: Final = {
	BY: {"": Sentence(text="By Itself")},
	TO: {"": Sentence(text="Whoever Comes First")},
}
ALWAYS: Final = (TO, BY, *(dimension.value for dimension in OFFERED))


@dataclass(frozen=True)
class HandoverGroup:
	"""`name`: as the filter "Group By" calls it. `moment`: the field of a hand-over that the parts of the calendar are of."""

	name: str
	moment: str = "handed_at"

	@property
	def in_time(self) -> bool:
		return self.name in {one.value for one in BY_TIME}

	def grouping(self, words: Mapping[str, Sentence] | None = None) -> Grouping:
		"""`words`: by group, those that are words of ours."""
		return Grouping(
			label=self.name,
			in_time=self.in_time,
			of_users=self.name in _OF_USERS,
			words={**_OF_NOBODY.get(self.name, {}), **(words or {})},
		)

	def raw(self, handover: Table, lead: Table) -> Term:
		"""What the database groups by: a text, "" where it is empty. See `group_of` for the group that it belongs to."""
		if self.name in _OWN_FIELDS:
			return Coalesce(handover[_OWN_FIELDS[self.name]], "")
		return value_of(Dimension(self.name), lead, handover[self.moment])

	@property
	def is_of_lead(self) -> bool:
		"""Whether it is told by the lead, and not by the hand-over itself."""
		return not self.in_time and self.name not in _OWN_FIELDS

	@property
	def is_folded(self) -> bool:
		"""Whether several of what the database groups by are one group."""
		return self.name == Dimension.FAMILY.value

	@cached_property
	def group_of(self) -> Callable[[str], str]:
		"""The group of what the database found: a source belongs to its family. Of texts that differ in their capitals alone, the database
		gives one or the other, and they are one group."""
		known: dict[str, str] = {}
		if not self.is_folded:
			return lambda raw: known.setdefault(raw.casefold(), raw)

		def family(source: str) -> str:
			if source not in known:
				known[source] = (family_of(source) if source else None) or ""
			return known[source]

		return family

	def raw_of(self, group: str, present: Iterable[str]) -> list[str]:
		"""Those of the texts `present` in the database that belong to a group."""
		return [raw for raw in present if self.group_of(raw) == group]
