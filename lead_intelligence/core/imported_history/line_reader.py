"""From the cells of a line to what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar

from ..problems import Problem, Refused
from ..qualification.stages import Stage
from .meanings import MOMENTS, STAGE_OF, Meaning
from .past_line import DealOutcome, PastAnswer, PastDeal, PastLine
from .values import DateOrder, DecimalSign, InSystemTime, is_blank, read_amount, read_moment, shown

M = TypeVar("M")
LONGEST_TEXT: Final = 140
_NO_TEXTS: Final = frozenset(
	{*MOMENTS, Meaning.IGNORE, Meaning.AMOUNT, Meaning.OUTCOME, Meaning.ANSWERED_BY, Meaning.DEAL_OWNER}
)
# What a spreadsheet would run has an apostrophe in front in the files that we write, and so in those that come back.
_MADE_HARMLESS: Final = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
	"""How a file is read. `columns`: by meaning. `won`, `lost`: the texts that mean so, in any capitals. `now`: naive, system time zone.
	`currency`: of the amounts; `currencies`: of those of lines that name one of these companies, in small letters."""

	columns: Mapping[Meaning, str]
	now: datetime
	in_system_time: InSystemTime
	currency: str
	currencies: Mapping[str, str] = field(default_factory=dict)
	dates: DateOrder = DateOrder.YEAR_FIRST
	amounts: DecimalSign = DecimalSign.POINT
	won: frozenset[str] = field(default_factory=lambda: frozenset({"won"}))
	lost: frozenset[str] = field(default_factory=lambda: frozenset({"lost"}))


def several(text: str | None) -> frozenset[str]:
	"""The texts between commas, without regard to capitals and blanks around them."""
	return frozenset(part.strip().casefold() for part in (text or "").split(",") if part.strip())


def text_of(cell: str) -> str:
	text = cell[1:] if cell.startswith(_MADE_HARMLESS) else cell
	return " ".join(text.split())


def places_in(header: Sequence[str], columns: Mapping[M, str]) -> dict[M, int]:
	"""Where the columns stand. Raises Refused where the header lacks one."""
	places = {name: place for place, name in enumerate(header)}
	missing = [column for column in columns.values() if column not in places]
	if missing:
		raise Refused(
			*(
				Problem(
					message="The file has no column {column}. Attach the file again.",
					values={"column": column},
				)
				for column in missing
			)
		)
	return {meaning: places[column] for meaning, column in columns.items()}


class LineReader:
	def __init__(self, reading: Reading, header: Sequence[str]) -> None:
		"""Raises Refused where the header lacks a column that is to be read."""
		self._reading = reading
		self._places = places_in(header, reading.columns)

	def read(self, line: int, cells: Sequence[str]) -> PastLine:
		"""Raises Refused with a sentence for each cell that cannot be understood."""
		found = {meaning: text_of(cells[place]) for meaning, place in self._places.items()}
		problems: list[Problem] = []
		moments = self._moments(found, problems)
		amount = self._amount(found, problems)
		texts = self._texts(found, problems)
		deal, derived = self._deal(found, moments, amount, problems)
		answer = self._answer(found, moments, problems)
		if not problems and not moments:
			problems.append(Problem(message="The line has no date, so nothing of it can be entered."))
		if not problems and not any(name in texts for name in _KEYS):
			problems.append(
				Problem(
					message="The line does not say which lead it is about. Give it a Lead ID, an Own Number or an E-Mail."
				)
			)
		if problems:
			raise Refused(*problems)
		return PastLine(
			line=line,
			stages={**_stages(moments), **derived},
			lead_id=texts.pop(Meaning.LEAD_ID.value, None),
			own_number=texts.pop(Meaning.OWN_NUMBER.value, None),
			email=texts.pop(Meaning.EMAIL.value, "").lower() or None,
			texts=texts,
			first_contact=moments.get(Meaning.FIRST_CONTACT),
			answer=answer,
			deal=deal,
		)

	def _at(self, problem: Problem, meaning: Meaning) -> Problem:
		return problem.at("{column}", column=self._reading.columns[meaning])

	def _moments(self, found: Mapping[Meaning, str], problems: list[Problem]) -> dict[Meaning, datetime]:
		reading, moments = self._reading, {}
		for meaning in MOMENTS:
			text = found.get(meaning, "")
			if is_blank(text):
				continue
			try:
				moments[meaning] = read_moment(text, reading.dates, reading.now, reading.in_system_time)
			except Refused as refusal:
				problems += [self._at(problem, meaning) for problem in refusal.problems]
		return moments

	def _amount(self, found: Mapping[Meaning, str], problems: list[Problem]) -> Decimal | None:
		text, reading = found.get(Meaning.AMOUNT, ""), self._reading
		if is_blank(text):
			return None
		try:
			currency = reading.currencies.get(found.get(Meaning.COMPANY, "").casefold(), reading.currency)
			return read_amount(text, reading.amounts, currency)
		except Refused as refusal:
			problems += [self._at(problem, Meaning.AMOUNT) for problem in refusal.problems]
			return None

	def _texts(self, found: Mapping[Meaning, str], problems: list[Problem]) -> dict[str, str]:
		texts = {}
		for meaning, text in found.items():
			if meaning in _NO_TEXTS or not text:
				continue
			texts[meaning.value] = text
			if len(text) > LONGEST_TEXT:
				message = "'{text}' is longer than {most} characters. Shorten it."
				problem = Problem(message=message, values={"text": shown(text), "most": LONGEST_TEXT})
				problems.append(self._at(problem, meaning))
		email = texts.get(Meaning.EMAIL.value)
		if email and not _is_address(email):
			problem = Problem(
				message="'{text}' is not an e-mail address. Correct it, or clear it.",
				values={"text": shown(email)},
			)
			problems.append(self._at(problem, Meaning.EMAIL))
		return texts

	def _answer(
		self, found: Mapping[Meaning, str], moments: Mapping[Meaning, datetime], problems: list[Problem]
	) -> PastAnswer | None:
		by, at = found.get(Meaning.ANSWERED_BY) or None, moments.get(Meaning.ANSWERED_ON)
		if at:
			return PastAnswer(at=at, by=by)
		is_given = not is_blank(found.get(Meaning.ANSWERED_ON, ""))
		if by and not is_given:
			problem = Problem(
				message="It says who answered, but not when. Fill in {other}, or clear it.",
				values={"other": self._reading.columns.get(Meaning.ANSWERED_ON, "")},
			)
			problems.append(self._at(problem, Meaning.ANSWERED_BY))
		return None

	def _deal(
		self,
		found: Mapping[Meaning, str],
		moments: Mapping[Meaning, datetime],
		amount: Decimal | None,
		problems: list[Problem],
	) -> tuple[PastDeal | None, dict[Stage, datetime]]:
		"""The opportunity of the line, and the stages that follow from it where the file does not date them itself."""
		text = found.get(Meaning.OUTCOME, "")
		outcome = self._outcome(text)
		opened = moments.get(Meaning.OPENED_ON) or moments.get(Meaning.OPPORTUNITY)
		closed, won_on = moments.get(Meaning.CLOSED_ON), moments.get(Meaning.CUSTOMER)
		if won_on and not text:
			outcome = DealOutcome.WON
		owner = found.get(Meaning.DEAL_OWNER) or None
		if outcome is DealOutcome.WON:
			closed = closed or won_on
		if not (opened or closed or text or owner or amount is not None):
			return None, {}
		if outcome is DealOutcome.OPEN and closed:
			self._refuse_closing(text, problems)
		derived = {}
		if opened and Meaning.OPPORTUNITY not in self._reading.columns:
			derived[Stage.OPPORTUNITY] = opened
		if outcome is DealOutcome.WON and closed and Meaning.CUSTOMER not in self._reading.columns:
			derived[Stage.CUSTOMER] = closed
		deal = PastDeal(outcome=outcome, opened_at=opened, closed_at=closed, amount=amount, owner=owner)
		return deal, derived

	def _outcome(self, text: str) -> DealOutcome:
		said = text.casefold()
		if said in self._reading.won:
			return DealOutcome.WON
		return DealOutcome.LOST if said in self._reading.lost else DealOutcome.OPEN

	def _refuse_closing(self, text: str, problems: list[Problem]) -> None:
		problem = Problem(
			message="The opportunity is closed, but its outcome '{text}' means neither won nor lost. Correct it, clear this date, or say above which outcomes mean won or lost.",
			values={"text": shown(text)},
		)
		problems.append(self._at(problem, Meaning.CLOSED_ON))


_KEYS: Final = (Meaning.LEAD_ID.value, Meaning.OWN_NUMBER.value, Meaning.EMAIL.value)


def _stages(moments: Mapping[Meaning, datetime]) -> dict[Stage, datetime]:
	"""A first contact is when a lead came in, unless the file says itself when that was."""
	stages = {STAGE_OF[meaning]: at for meaning, at in moments.items() if meaning in STAGE_OF}
	if Meaning.FIRST_CONTACT in moments and Stage.RAW not in stages:
		stages[Stage.RAW] = moments[Meaning.FIRST_CONTACT]
	return stages


def _is_address(text: str) -> bool:
	name, at, host = text.partition("@")
	return bool(
		name and at and "." in host and "@" not in host and " " not in text and not host.startswith(".")
	)
