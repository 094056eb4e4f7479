"""Chunks of lines: what each says, which lead it is about, and what of it is to be entered. Reads only, but for what it is told to create."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import frappe
from frappe.model.document import Document
from frappe.utils import validate_email_address, validate_phone_number

from lead_intelligence.adapters.history_imports.known_pasts import candidates_of, known_pasts, lines_taken
from lead_intelligence.adapters.history_imports.masters import FIELDS, Masters, field_of
from lead_intelligence.audit.tables.table import Record
from lead_intelligence.core.imported_history.entering import NEW_LEAD, Entering, entering
from lead_intelligence.core.imported_history.line_reader import LineReader
from lead_intelligence.core.imported_history.matching import Candidates, SeenLines, already_on, matched
from lead_intelligence.core.imported_history.meanings import Meaning
from lead_intelligence.core.imported_history.past_line import PastLine
from lead_intelligence.core.imported_history.references import missing, not_valid
from lead_intelligence.core.imported_history.unreadable import unreadable
from lead_intelligence.core.problems import Problem, Refused


@dataclass(slots=True, kw_only=True)
class JudgedLine:
	"""`lead`: None for one that is to be made, which `is_new`. `fields`: of Lead, what the line says. `problems`: why nothing of it is entered."""

	record: Record
	past: PastLine | None = None
	company: str = ""
	lead: str | None = None
	is_new: bool = False
	fields: dict[str, str] = field(default_factory=dict)
	answered_by: str | None = None
	deal_owner: str | None = None
	entering: Entering | None = None
	problems: tuple[Problem, ...] = ()


class Judging:
	def __init__(self, doc: Document, reader: LineReader, columns: int, *, makes: bool) -> None:
		"""`makes`: missing sources and the like are created, and leads locked, as their chunk is to be entered."""
		self._import = str(doc.name)
		self._company = doc.company
		self._creates = bool(doc.create_leads)
		self._reader = reader
		self._columns = columns
		self._makes = makes
		self._seen = SeenLines()
		self._companies: dict[str, str] = {}
		self.masters = Masters(creates=bool(doc.create_masters), makes=makes)

	def judge(self, records: Sequence[Record]) -> list[JudgedLine]:
		lines = [self._read(record) for record in records]
		sound = [line for line in lines if line.past]
		found = candidates_of([(line.past, line.company) for line in sound if line.past])
		for line, candidates in zip(sound, found, strict=True):
			self._match(line, candidates)
		leads = sorted({line.lead for line in sound if line.lead and not line.problems})
		taken = lines_taken(self._import, leads) if self._makes else {}
		known = known_pasts(leads, lock=self._makes)
		for line in sound:
			if line.past and not line.problems:
				other = taken.get(line.lead or "", line.past.line)
				past = known.get(line.lead, NEW_LEAD) if line.lead else NEW_LEAD
				self._enter(line, entering(line.past, past), other)
		return lines

	def _read(self, record: Record) -> JudgedLine:
		line = JudgedLine(record=record)
		if record.problem:
			line.problems = (unreadable(record.problem, len(record.cells), self._columns),)
			return line
		try:
			past = self._reader.read(record.line, record.cells)
			line.company = self._company_of(past)
			line.past = past
		except Refused as refusal:
			line.problems = refusal.problems
		return line

	def _company_of(self, past: PastLine) -> str:
		text = past.texts.get(Meaning.COMPANY.value)
		if not text:
			return str(self._company)
		if not self._companies:
			# Only those that the user may see.
			self._companies = {
				name.casefold(): name for name in frappe.get_list("Company", pluck="name", limit=0)
			}
		if text.casefold() not in self._companies:
			raise missing(Meaning.COMPANY, text)
		return self._companies[text.casefold()]

	def _match(self, line: JudgedLine, candidates: Candidates) -> None:
		past = line.past
		assert past is not None
		try:
			line.lead = matched(past, line.company, candidates, creates=self._creates)
			self._seen.add(past, line.company, line.lead)
			line.is_new = line.lead is None
		except Refused as refusal:
			line.problems = refusal.problems
			return
		self._resolve(line, past)

	def _resolve(self, line: JudgedLine, past: PastLine) -> None:
		"""Nothing is created for a line that is refused, so that is found out first."""
		problems: list[Problem] = []
		users = {
			Meaning.ANSWERED_BY: past.answer.by if past.answer else None,
			Meaning.DEAL_OWNER: past.deal.owner if past.deal else None,
			Meaning.LEAD_OWNER: past.texts.get(Meaning.LEAD_OWNER.value) if line.lead is None else None,
		}
		named: dict[Meaning, str] = {}
		for meaning, text in users.items():
			try:
				if text:
					named[meaning] = self.masters.user_of(text)
			except Refused as refusal:
				problems += [problem.at("{column}", column=meaning.value) for problem in refusal.problems]
		line.answered_by, line.deal_owner = named.get(Meaning.ANSWERED_BY), named.get(Meaning.DEAL_OWNER)
		if line.lead is None:
			problems += self._unfit(past)
			if not problems:
				problems += self._fields(line, past, named.get(Meaning.LEAD_OWNER))
		line.problems = tuple(problems)

	def _unfit(self, past: PastLine) -> list[Problem]:
		"""What ERPNext would refuse when the lead is next saved."""
		phone = past.texts.get(Meaning.PHONE.value)
		problems: list[Problem] = []
		if past.email and not validate_email_address(past.email):
			problems += not_valid(Meaning.EMAIL, past.email).problems
		if phone and not validate_phone_number(phone):
			problems += not_valid(Meaning.PHONE, phone).problems
		return problems

	def _fields(self, line: JudgedLine, past: PastLine, owner: str | None) -> list[Problem]:
		problems: list[Problem] = []
		for meaning in FIELDS:
			text = past.texts.get(meaning.value)
			if not text:
				continue
			try:
				line.fields[field_of(meaning)] = self.masters.name_of(meaning, text)
			except Refused as refusal:
				problems += refusal.problems
		if owner:
			line.fields["lead_owner"] = owner
		return problems

	def _enter(self, line: JudgedLine, found: Entering, taken_by: int) -> None:
		if taken_by != line.record.line:
			line.problems = already_on(taken_by).problems
		elif found.is_empty and found.left_out:
			line.problems = found.left_out
		line.entering = found
