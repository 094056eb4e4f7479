"""What is asked of Lead Response Time, beside whose leads and of which days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..reporting.choices import chosen
from .responses import Time

BY_BUCKET: Final = "Response Time"
BY_REP: Final = "Rep"
BY_HOUR: Final = "Hour"
BY_WEEKDAY: Final = "Weekday"


class Basis(str, Enum):
	DUE = "Due in the Period"
	"""Leads that came to be due a first response in the period, whatever has become of that until now."""
	ANSWERED = "Answered in the Period"
	"""Leads that were answered in the period, whenever that was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseQuestion:
	"""`by`: what the rows tell apart. `time`: which of the two decides in which row of the response time a lead stands."""

	by: str = BY_BUCKET
	basis: Basis = Basis.DUE
	time: Time = Time.WORKING


def read_question(values: Mapping[str, object], groups: Collection[str]) -> ResponseQuestion:
	"""`groups`: by what else leads can be told apart. Raises Refused with a sentence."""
	by = chosen(values, "group_by", "Group By", (BY_BUCKET, BY_REP, BY_HOUR, BY_WEEKDAY, *groups), BY_BUCKET)
	basis = chosen(values, "basis", "Basis", [one.value for one in Basis], Basis.DUE.value)
	time = chosen(values, "time", "Time", [one.value for one in Time], Time.WORKING.value)
	return ResponseQuestion(by=by, basis=Basis(basis), time=Time(time))
