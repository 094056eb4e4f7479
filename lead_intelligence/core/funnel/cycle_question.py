"""What is asked of the Sales Cycle, beside whose leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..qualification.stages import Stage
from ..reporting.choices import chosen

BY_QUALIFICATION: Final = "Qualification"
BY_ANSWERS: Final = "Qualification Answers"


class Start(str, Enum):
	"""From when on the cycle is counted."""

	FIRST_CONTACT = "First Contact"
	LEAD = "Lead"
	MQL = "MQL"
	SAL = "SAL"
	SQL = "SQL"
	OPPORTUNITY = "Opportunity"

	@property
	def stage(self) -> Stage | None:
		"""The stage whose first day it is; None where it is another day."""
		return None if self in (Start.FIRST_CONTACT, Start.OPPORTUNITY) else Stage(self.value)


class CycleBasis(str, Enum):
	BEGUN = "Begun in the Period"
	CLOSED = "Closed in the Period"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleQuestion:
	by: str
	start: Start
	basis: CycleBasis


def read_cycle_question(values: Mapping[str, object], groups: Collection[str]) -> CycleQuestion:
	"""`groups`: all that leads can be told apart by; the first of them where nothing is chosen. Raises Refused with a sentence."""
	return CycleQuestion(
		by=chosen(
			values, "group_by", "Group By", (*groups, BY_QUALIFICATION, BY_ANSWERS), next(iter(groups))
		),
		start=Start(
			chosen(values, "start", "Counted from", [one.value for one in Start], Start.FIRST_CONTACT.value)
		),
		basis=CycleBasis(
			chosen(values, "basis", "Basis", [one.value for one in CycleBasis], CycleBasis.BEGUN.value)
		),
	)
