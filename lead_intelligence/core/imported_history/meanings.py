"""What the columns of a file of history mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from ..qualification.stages import BESIDE, LADDER, Stage

MOST_COLUMNS: Final = 200


class Meaning(str, Enum):
	IGNORE = "Ignore"
	LEAD_ID = "Lead ID"
	OWN_NUMBER = "Own Number"
	EMAIL = "E-Mail"
	FIRST_NAME = "First Name"
	LAST_NAME = "Last Name"
	COMPANY_NAME = "Company Name"
	PHONE = "Phone"
	SOURCE = "Source"
	CAMPAIGN = "Campaign"
	TERRITORY = "Territory"
	LEAD_OWNER = "Lead Owner"
	MARKET_SEGMENT = "Market Segment"
	COMPANY = "Company"
	FIRST_CONTACT = "First Contact"
	RAW = "Reached Raw"
	LEAD = "Reached Lead"
	MQL = "Reached MQL"
	SAL = "Reached SAL"
	SQL = "Reached SQL"
	OPPORTUNITY = "Reached Opportunity"
	CUSTOMER = "Reached Customer"
	NURTURE = "Reached Nurture"
	DISQUALIFIED = "Reached Disqualified"
	ANSWERED_ON = "Answered On"
	ANSWERED_BY = "Answered By"
	OPENED_ON = "Opportunity Opened On"
	AMOUNT = "Opportunity Amount"
	OUTCOME = "Opportunity Outcome"
	CLOSED_ON = "Opportunity Closed On"
	DEAL_OWNER = "Opportunity Owner"


STAGE_OF: Final[Mapping[Meaning, Stage]] = {
	Meaning(f"Reached {stage.value}"): stage for stage in (*LADDER, *sorted(BESIDE))
}
MOMENTS: Final = (
	*(Meaning.FIRST_CONTACT, *STAGE_OF),
	*(Meaning.ANSWERED_ON, Meaning.OPENED_ON, Meaning.CLOSED_ON),
)
"""Those that hold a date, or a date with a time."""
_TELL_LEADS_APART: Final = (Meaning.LEAD_ID, Meaning.OWN_NUMBER, Meaning.EMAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
	"""One column of the file, by its name in the first line, and what it means."""

	column: str
	meaning: Meaning


def columns_by_meaning(mapped: Sequence[Mapped]) -> dict[Meaning, str]:
	"""The column of each meaning, without those that are ignored. Raises Refused for all that keeps the file from being read."""
	used = [one for one in mapped if one.meaning is not Meaning.IGNORE]
	found = {one.meaning: one.column for one in reversed(used)}
	problems = [*twice((one.column, one.meaning.value) for one in used), *_missing(found)]
	if problems:
		raise Refused(*problems)
	return found


def twice(used: Iterable[tuple[str, str]]) -> list[Problem]:
	"""`used`: columns and what each of them means."""
	used = list(used)
	by_meaning: dict[str, list[str]] = {}
	for column, meaning in used:
		by_meaning.setdefault(meaning, []).append(column)
	meanings = [
		Problem(
			message="{columns} are both {meaning}. Choose Ignore for all but one of them.",
			values={"meaning": meaning, "columns": ", ".join(columns)},
		)
		for meaning, columns in by_meaning.items()
		if len(columns) > 1
	]
	named = Counter(column for column, _meaning in used)
	columns = [
		Problem(message="The column {column} stands in the table twice.", values={"column": column})
		for column, number in named.items()
		if number > 1
	]
	return meanings + columns


def _missing(found: Mapping[Meaning, str]) -> list[Problem]:
	problems = []
	if not any(meaning in found for meaning in _TELL_LEADS_APART):
		problems.append(
			Problem(
				message="No column tells one lead from another. Say which one is the Lead ID, the Own Number or the E-Mail."
			)
		)
	if not any(meaning in found for meaning in MOMENTS):
		problems.append(
			Problem(
				message="No column holds a date. Say which one is the First Contact, or when a stage was reached."
			)
		)
	if Meaning.ANSWERED_BY in found and Meaning.ANSWERED_ON not in found:
		problems.append(
			Problem(
				message="{column} says who answered, but no column says when. Say which one is Answered On, or ignore {column}.",
				values={"column": found[Meaning.ANSWERED_BY]},
			)
		)
	knows_outcome = Meaning.OUTCOME in found or Meaning.CUSTOMER in found
	if Meaning.CLOSED_ON in found and not knows_outcome:
		problems.append(
			Problem(
				message="{column} says when opportunities were closed, but no column says how. Say which one is the Opportunity Outcome.",
				values={"column": found[Meaning.CLOSED_ON]},
			)
		)
	return problems
