"""Which lead a line is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..problems import Problem, Refused
from .past_line import PastLine
from .values import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
	"""A lead of the site. `numbers`: the own numbers by which earlier lines of its company know it."""

	lead: str
	company: str | None
	numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
	"""Of one line: the leads with its id, with its own number in its company, and with its address."""

	by_id: Candidate | None = None
	by_number: Sequence[Candidate] = ()
	by_email: Sequence[Candidate] = ()


def matched(line: PastLine, company: str, found: Candidates, *, creates: bool) -> str | None:
	"""The name of the lead; None for one that is to be made. Raises Refused where that is not clear, or not wanted."""
	candidate = _candidate(line, company, found)
	if candidate is None:
		if not creates:
			message = "There is no such lead. Create it, correct how the line names it, or have this import create what is missing."
			raise _refused(message)
		return None
	if candidate.company and candidate.company != company:
		message = "The lead {lead} belongs to {other}, not to {company}."
		raise _refused(message, lead=candidate.lead, other=candidate.company, company=company)
	return candidate.lead


def _candidate(line: PastLine, company: str, found: Candidates) -> Candidate | None:
	number = line.own_number
	if len(found.by_number) > 1:
		leads = ", ".join(sorted(one.lead for one in found.by_number))
		raise _refused(
			"Several leads have the own number '{number}': {leads}.", number=shown(number or ""), leads=leads
		)
	by_number = found.by_number[0] if found.by_number else None
	if line.lead_id:
		if found.by_id is None:
			raise _refused(
				"There is no lead '{lead}', or you may not see it. Correct the Lead ID, or clear it.",
				lead=shown(line.lead_id),
			)
		if by_number and by_number.lead != found.by_id.lead:
			message = "The own number '{number}' is that of the lead {other}, not of {lead}."
			raise _refused(message, number=shown(number or ""), other=by_number.lead, lead=found.by_id.lead)
		return found.by_id
	if by_number:
		return by_number
	here = [one for one in found.by_email if one.company in (company, None, "")]
	if len(here) > 1:
		leads = ", ".join(sorted(one.lead for one in here)[:5])
		message = (
			"Several leads have the address '{email}': {leads}. Fill in the Lead ID of the one that is meant."
		)
		raise _refused(message, email=shown(line.email or ""), leads=leads)
	if here and number and here[0].numbers:
		message = "The lead {lead} has the address '{email}', but another own number: {other}. Fill in its Lead ID, or clear the address."
		other = ", ".join(sorted(here[0].numbers))
		raise _refused(message, lead=here[0].lead, email=shown(line.email or ""), other=shown(other))
	return here[0] if here else None


class SeenLines:
	"""A file has one line for each lead. Remembers what the lines were about."""

	def __init__(self) -> None:
		self._leads: dict[str, int] = {}
		self._numbers: dict[tuple[str, str], int] = {}
		self._emails: dict[tuple[str, str], tuple[int, str | None]] = {}

	def add(self, line: PastLine, company: str, lead: str | None) -> None:
		"""`lead`: None for one that is to be made. Raises Refused for what another line is about already."""
		number, email = line.own_number, line.email
		other = self._leads.get(lead) if lead else None
		if number:
			other = other or self._numbers.get((company, number))
		if other:
			raise already_on(other)
		if email and lead is None and (company, email) in self._emails:
			other, other_number = self._emails[company, email]
			if number and other_number:
				message = "Line {line} has the same address '{email}', but another own number: {other}. Clear the address, or correct the number."
				raise _refused(message, line=other, email=shown(email), other=shown(other_number))
			raise already_on(other)
		if lead:
			self._leads[lead] = line.line
		if number:
			self._numbers[company, number] = line.line
		if email and lead is None:
			self._emails[company, email] = line.line, number


def already_on(line: int) -> Refused:
	return _refused("Line {line} is about the same lead. A file has one line for each.", line=line)


def _refused(message: str, **values: object) -> Refused:
	return Refused(Problem(message=message, values=values))
