"""A first draft of `map.yaml` for a file nobody has described yet."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ...core.snapshot.values import Kind
from ..refusal import AuditRefused
from ..tables.opening import open_table
from ..tables.table import Table
from .column_facts import ColumnFacts, GuessedKind, guess_kind

_SAMPLED_ROWS = 20_000
_ID_NAME = re.compile(
	r"(^|[^a-z])(id|number|no|nr|num|ref|reference|key|uuid|guid|numéro|référence|n°)($|[^a-z])", re.I
)
_OUTCOME_NAME = re.compile(
	r"convert|won|outcome|success|customer|client|closed|sold|is_?sql|gagné|vendu|résultat", re.I
)
_WON_TEXT = re.compile(r"1|yes|y|true|oui|won|closed won|converted|customer|gagné|converti|client", re.I)
_PLAIN_SCALAR = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ()/+ -]*[\wÀ-ÿ)]|[A-Za-z]|\d+")


def write_suggestion(
	file: Path,
	draft: Path,
	*,
	encoding: str | None = None,
	delimiter: str | None = None,
	sheet: str | None = None,
) -> int:
	"""Writes the draft and returns the number of columns in it. Never writes over a file."""
	text, columns = suggested_map(
		open_table(file, encoding=encoding, delimiter=delimiter, sheet=sheet), file.name
	)
	try:
		with draft.open("x", encoding="utf-8") as target:
			target.write(text)
	except FileExistsError:
		raise AuditRefused(f"{draft} exists already and is not written over. Name another path.") from None
	except OSError as reason:
		raise AuditRefused(f"{draft} cannot be written: {reason.strerror or reason}.") from None
	return columns


def suggested_map(table: Table, file: str) -> tuple[str, int]:
	facts = _facts(table)
	rows = facts[0].rows if facts else 0
	if not rows:
		raise AuditRefused(f"{file} has no rows from which a mapping could be guessed.")
	lines = [
		f"# First draft of a mapping for {file}, guessed from {rows:,} rows. Read it line by line:",
		"# - take out columns that were filled in after the outcome: they know the answer;",
		"# - correct kinds; they are " + ", ".join(kind.value for kind in Kind) + ";",
		"# - say what a blank means where it does not mean 'nobody has said' (blank: 0).",
		"",
		*_id_lines(facts),
		*_outcome_lines(facts),
		*_unknown_lines(facts),
		"fields:",
	]
	names: set[str] = set()
	set_apart = {_id_column(facts): "the ID", _outcome_column(facts): "the outcome"}
	for column in facts:
		lines += _field_lines(column, names, set_apart.get(column, ""))
	return "\n".join(lines) + "\n", len(facts)


def _facts(table: Table) -> list[ColumnFacts]:
	facts = [ColumnFacts(column) for column in table.columns]
	for record in islice(table.records(), _SAMPLED_ROWS):
		if record.problem is None:
			for column, cell in zip(facts, record.cells, strict=True):
				column.add(cell)
	return facts


def _id_column(facts: Sequence[ColumnFacts]) -> ColumnFacts | None:
	unique = [column for column in facts if column.is_unique and _ID_NAME.search(column.column)]
	return unique[0] if unique else None


def _id_lines(facts: Sequence[ColumnFacts]) -> list[str]:
	column = _id_column(facts)
	if column is None:
		return ["# id: the column that identifies a lead", ""]
	return [f"id: {_scalar(column.column)}", ""]


def _outcome_column(facts: Sequence[ColumnFacts]) -> ColumnFacts | None:
	for column in facts:
		texts = column.meaningful
		if (
			2 <= len(texts) <= 12
			and _OUTCOME_NAME.search(column.column)
			and any(map(_WON_TEXT.fullmatch, texts))
		):
			return column
	return None


def _outcome_lines(facts: Sequence[ColumnFacts]) -> list[str]:
	column = _outcome_column(facts)
	if column is None:
		return [
			"# outcome:",
			"#   column: the column that says how a lead ended",
			"#   won: the value that means won",
			"",
		]
	texts = list(column.meaningful)
	won = next(text for text in texts if _WON_TEXT.fullmatch(text))
	others = ", ".join(_scalar(text) for text in texts if text != won)
	return [
		"outcome:",
		f"  column: {_scalar(column.column)}",
		f"  won: {_scalar(won)}",
		f"  lost: [{others}]",
		"",
	]


def _unknown_lines(facts: Sequence[ColumnFacts]) -> list[str]:
	seen = list(dict.fromkeys(text for column in facts for text in column.placeholders))
	if not seen:
		return []
	return [
		"# Placeholders: texts that mean 'nobody has said', in every column.",
		f"unknown: [{', '.join(map(_scalar, seen))}]",
		"",
	]


def _field_lines(facts: ColumnFacts, names: set[str], about: str) -> Iterator[str]:
	texts = facts.meaningful
	name = _field_name(facts.column, names)
	if not texts:
		about = "no content"
	elif len(texts) == 1 and not facts.blank and not facts.placeholders:
		about = f"always {next(iter(texts))[:40]!r}"
	guessed = guess_kind(facts)
	if not about and facts.is_unique and guessed.kind is Kind.TEXT:
		about = "different in every row"
	prefix = "  # " if about else "  "
	yield f"{prefix}{name}:" + (f"  # {_one_line(about)}" if about else _share_of_blanks(facts))
	yield f"{prefix}  column: {_scalar(facts.column)}"
	yield f"{prefix}  kind: {guessed.kind.value}" + _comment(guessed, facts)
	if guessed.decimal:
		yield f'{prefix}  decimal: "{guessed.decimal}"'
	if guessed.dates:
		yield f"{prefix}  dates: [{', '.join(guessed.dates)}]"
	if guessed.separator:
		yield f'{prefix}  separator: "{guessed.separator}"'


def _share_of_blanks(facts: ColumnFacts) -> str:
	missing = facts.blank + sum(facts.texts[text] for text in facts.placeholders)
	share = missing / facts.rows
	return "" if not missing else f"  # {share:.0%} say nothing" if share >= 0.01 else "  # few say nothing"


def _comment(guessed: GuessedKind, facts: ColumnFacts) -> str:
	if guessed.kind is Kind.CHOICE:
		common = ", ".join(text[:30] for text, _ in facts.meaningful.most_common(4))
		return f"  # {len(facts.meaningful)} different, mostly {_one_line(common)}"
	if guessed.dates and ("DD" in guessed.dates[0] and "MM" in guessed.dates[0]):
		return "  # is the day or the month first?" if _either_way(facts) else ""
	return ""


def _either_way(facts: ColumnFacts) -> bool:
	return all(
		int(text[:2]) <= 12 and int(text[3:5]) <= 12
		for text in facts.meaningful
		if text[:2].isdigit() and text[3:5].isdigit()
	)


def _field_name(column: str, names: set[str]) -> str:
	plain = unicodedata.normalize("NFKD", column).encode("ascii", "ignore").decode()
	bare = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:60] or "field"
	name = f"f_{bare}" if bare[0].isdigit() else bare
	number = 2
	while name in names:
		name, number = f"{bare}_{number}", number + 1
	names.add(name)
	return name


def _scalar(text: str) -> str:
	"""YAML for a text. JSON's quoting is valid YAML but for characters that YAML does not allow as they are."""
	if _PLAIN_SCALAR.fullmatch(text):
		return text
	quoted = json.dumps(text, ensure_ascii=False)
	return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)


def _one_line(text: str) -> str:
	return " ".join("".join(c if c.isprintable() else " " for c in text).split())
