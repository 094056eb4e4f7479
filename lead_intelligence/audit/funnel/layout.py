"""How a file says when its cases came to which stages.

*Wide*: a row is a case, and each stage has a column with a date. *Long*: a row is an event, with the case, the stage and the
moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from ..mapping.column_map import missing_column
from ..mapping.column_names import bare, is_called, named_column
from ..refusal import AuditRefused
from .column_facts import ColumnFacts, looks_dated
from .options import MOST_STAGES, NamedColumns, Options

# Tiers, best first. Names of one tier have the same right, so that two of them leave the choice open.
_OF_WHAT = (
	"lead|mql|prospect|contact|ticket|opportunity|deal|customer|account|application|case|trace|request|order"
)
_CASES = (
	r"case_concept_name|case_?(?:id|no|number|key|ref|reference)",
	rf"(?:{_OF_WHAT})_?(?:id|no|number|key|ref|reference)",
	_OF_WHAT,
	"id",
	r"(?!event|activity|row|line|stage|status|user|owner|resource).*_id",
	"name|no|number|key|ref|uuid",
)
_STAGES = (
	r"(?:lead_|deal_|li_|pipeline_|sales_)?stage(?:_name|_after|_reached)?",
	"activity(?:_name)?|concept_name",
	"(?:lead_|deal_)?(?:status|state|phase|step|milestone)(?:_name)?|task",
	"event(?:_name|_type)?|type|action",
)
_MOMENTS = (
	"at|moment|time_timestamp|timestamp|datetime|date_time",
	"(?:stage|event|entered|reached|changed|occurred|happened)_?(?:at|on|date|time|timestamp)|date|time|when",
	"complete(?:d)?_?(?:timestamp|time|at|on|date)",
)
_NO_STAGES = r"(?:last_|date_)?(?:modified|updated)(?:_.*)?|last_.*|(?:date_of_)?birth_?(?:date|day)?|date_of_birth|next_.*|due_.*"


class Kind(str, Enum):
	WIDE = "wide"
	LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
	"""Names of columns that the file has. `dated`: of a wide one, the column of each stage. `passed_over`: columns of dates that are
	not taken for stages."""

	kind: Kind
	id: str | None
	stage: str | None = None
	at: str | None = None
	dated: tuple[str, ...] = ()
	passed_over: tuple[str, ...] = ()
	group_by: str | None = None
	amount: str | None = None


def layout_of(
	names: Sequence[str],
	facts: Mapping[str, ColumnFacts],
	named: NamedColumns,
	options: Options,
	wanted: str | None,
	file: str,
) -> Layout:
	chosen = NamedColumns(
		id=named_column("--id", named.id, names),
		stage=named_column("--stage", named.stage, names),
		at=named_column("--at", named.at, names),
		group_by=named_column("--group-by", named.group_by, names),
		amount=named_column("--amount", named.amount, names),
	)
	finder = _Finder(names, facts, chosen, options, file)
	kind = Kind(wanted) if wanted else finder.kind()
	if kind is Kind.WIDE and (chosen.stage or chosen.at):
		raise AuditRefused("--stage and --at name columns of a long file; leave them out, or --layout wide.")
	return finder.wide() if kind is Kind.WIDE else finder.long()


class _Finder:
	def __init__(
		self,
		names: Sequence[str],
		facts: Mapping[str, ColumnFacts],
		named: NamedColumns,
		options: Options,
		file: str,
	) -> None:
		self._names, self._facts, self._named = names, facts, named
		self._options, self._file = options, file
		self._dated = [name for name in names if facts[name].is_dated]
		self._others = [name for name in names if name not in self._dated]

	def kind(self) -> Kind:
		if self._named.stage or self._named.at:
			return Kind.LONG
		asked = self._options.stages
		if asked and all(self._column(name) for name in asked):
			return Kind.WIDE
		stage, case = self._first(_STAGES, self._others), self._case(self._others)
		if not stage and case and len(self._dated) == 1 and self._facts[case].repeats:
			raise AuditRefused(
				f"{self._file} has several rows for the same '{case}' and one column of dates, but no column that is known to say "
				f"to which stage a case came. Name it with --stage; or, if each row is a case, say --layout wide."
			)
		if not stage or not case or not self._dated:
			return Kind.WIDE
		return Kind.LONG if len(self._dated) == 1 or self._facts[case].repeats else Kind.WIDE

	def wide(self) -> Layout:
		asked = (*self._options.stages, *self._options.lost)
		passed_over: tuple[str, ...] = ()
		if self._options.stages:
			dated = tuple(self._asked(name) for name in asked)
			if len(set(dated)) < len(dated):
				raise AuditRefused("--stages and --lost name a column twice.")
		else:
			lost = tuple(self._asked(name) for name in self._options.lost)
			found = [name for name in self._names if name in self._dated or self._is_blank_stage(name)]
			no_stages = {self._named.id, self._named.group_by, self._named.amount, *lost}
			rungs = [name for name in found if name not in no_stages and not is_called(_NO_STAGES, name)]
			passed_over = tuple(
				name
				for name in self._names
				if (name in found or self._facts[name].moments)
				and name not in rungs
				and name not in no_stages
			)
			if not any(name in self._dated for name in rungs):
				raise AuditRefused(self._no_dates())
			dated = (*rungs, *lost)
		if len(dated) > MOST_STAGES:
			raise AuditRefused(
				f"{self._file} has {len(dated)} columns of dates; at most {MOST_STAGES} fit. Name those of stages with --stages."
			)
		free = [name for name in self._names if name not in dated]
		return Layout(
			kind=Kind.WIDE,
			id=self._named.id or self._unique(free),
			dated=dated,
			passed_over=passed_over,
			group_by=self._named.group_by,
			amount=self._named.amount,
		)

	def long(self) -> Layout:
		taken = {self._named.id, self._named.stage, self._named.at}
		free = [name for name in self._names if name not in taken]
		at = self._named.at or self._moment([name for name in free if name in self._dated])
		stage = self._named.stage or self._only(
			_STAGES, [name for name in free if name != at], "to which stage a case came", "--stage"
		)
		case = self._named.id or self._only(
			_CASES, [name for name in free if name not in (at, stage)], "which case a row is about", "--id"
		)
		if len({case, stage, at}) < 3:
			raise AuditRefused("--id, --stage and --at must name three columns.")
		return Layout(
			kind=Kind.LONG,
			id=case,
			stage=stage,
			at=at,
			group_by=self._named.group_by,
			amount=self._named.amount,
		)

	def _asked(self, name: str) -> str:
		column = self._column(name)
		if column is None:
			raise AuditRefused(
				f"The stage '{name}' is named like no column of {self._file}, {missing_column(self._names)}"
			)
		return column

	def _column(self, name: str) -> str | None:
		if name in self._names:
			return name
		alike = [one for one in self._names if bare(one) == bare(name) != ""]
		return alike[0] if len(alike) == 1 else None

	def _is_blank_stage(self, name: str) -> bool:
		"""A column of a stage to which no case has come yet."""
		return not self._facts[name].filled and looks_dated(name)

	def _unique(self, free: Sequence[str]) -> str | None:
		"""The ID of a wide file only names rows: one that repeats is none."""
		for tier in _CASES:
			for name in free:
				if is_called(tier, name) and self._facts[name].filled and not self._repeats_much(name):
					return name
		return None

	def _repeats_much(self, name: str) -> bool:
		facts = self._facts[name]
		return 2 * len(facts.values) < facts.filled

	def _case(self, free: Sequence[str]) -> str | None:
		return self._first(_CASES, free)

	def _moment(self, dated: Sequence[str]) -> str:
		if len(dated) == 1:
			return dated[0]
		if not dated:
			raise AuditRefused(self._no_dates())
		return self._only(_MOMENTS, dated, "when a case came to a stage", "--at")

	def _first(self, tiers: Sequence[str], free: Sequence[str]) -> str | None:
		return next((name for tier in tiers for name in free if is_called(tier, name)), None)

	def _only(self, tiers: Sequence[str], free: Sequence[str], what: str, option: str) -> str:
		for tier in tiers:
			found = [name for name in free if is_called(tier, name)]
			if len(found) > 1:
				listed = ", ".join(f"'{name}'" for name in found)
				raise AuditRefused(
					f"{self._file} has several columns that may say {what}: {listed}. Name one with {option}."
				)
			if found:
				return found[0]
		raise AuditRefused(
			f"{self._file} has no column that is known to say {what}. Name it with {option}. "
			f"Its columns are: {self._listed()}."
		)

	def _no_dates(self) -> str:
		return (
			f"{self._file} has no column of dates like 2024-03-11. Name how they are written with --format, e.g. DD/MM/YYYY, "
			f"or the columns with --stages. Its columns are: {self._listed()}."
		)

	def _listed(self) -> str:
		return ", ".join(self._names[:30]) + (" …" if len(self._names) > 30 else "")
