"""What the cells of a column look like, gathered from the first rows of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from ...core.snapshot.values import Kind, read_value
from ..reading.number_text import read_number

_MOST_DISTINCT = 5_000
_NEARLY_ALL = 0.98
_MOST_CHOICES = 60
_PLACEHOLDER = re.compile(
	r"select|please select|choose|none|null|nil|nan|n/?a|n\.a\.|unknown|not known|not specified|undefined|-+|\?+|\.+"
	r"|inconnue?|non renseignée?|à définir|aucune?|sélectionner|choisir|#n/a",
	re.IGNORECASE,
)
_MONEY = re.compile(
	r"revenue|amount|budget|price|turnover|\bca\b|chiffre|montant|prix|\beur\b|\busd\b|[€$£]", re.IGNORECASE
)
_DATE_PATTERNS = {
	"%d/%m/%Y": "DD/MM/YYYY", "%m/%d/%Y": "MM/DD/YYYY", "%d-%m-%Y": "DD-MM-YYYY", "%m-%d-%Y": "MM-DD-YYYY",
	"%d.%m.%Y": "DD.MM.YYYY", "%Y/%m/%d": "YYYY/MM/DD", "%d/%m/%y": "DD/MM/YY", "%m/%d/%y": "MM/DD/YY",
	"%d/%m/%Y %H:%M": "DD/MM/YYYY HH:mm", "%m/%d/%Y %H:%M": "MM/DD/YYYY HH:mm",
	"%d/%m/%Y %H:%M:%S": "DD/MM/YYYY HH:mm:ss", "%m/%d/%Y %H:%M:%S": "MM/DD/YYYY HH:mm:ss",
	"%d.%m.%Y %H:%M": "DD.MM.YYYY HH:mm", "%d-%m-%Y %H:%M": "DD-MM-YYYY HH:mm",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class ColumnFacts:
	"""`texts` counts the different non-blank texts, up to a limit; `has_more` when there are more than that."""

	column: str
	rows: int = 0
	blank: int = 0
	texts: Counter[str] = field(default_factory=Counter)
	has_more: bool = False

	def add(self, cell: str) -> None:
		self.rows += 1
		text = cell.strip()
		if not text:
			self.blank += 1
		elif text in self.texts or len(self.texts) < _MOST_DISTINCT:
			self.texts[text] += 1
		else:
			self.has_more = True

	@property
	def placeholders(self) -> list[str]:
		return [text for text in self.texts if _PLACEHOLDER.fullmatch(text)]

	@property
	def meaningful(self) -> Counter[str]:
		return Counter({text: n for text, n in self.texts.items() if not _PLACEHOLDER.fullmatch(text)})

	@property
	def is_unique(self) -> bool:
		return self.rows > 1 and not self.blank and max(self.texts.values(), default=0) == 1


@dataclass(frozen=True, slots=True)
class GuessedKind:
	kind: Kind
	decimal: str | None = None
	dates: tuple[str, ...] = ()
	separator: str | None = None


def guess_kind(facts: ColumnFacts) -> GuessedKind:
	texts = facts.meaningful
	if not texts:
		return GuessedKind(Kind.TEXT)
	if len(texts) <= 2 and all(_is_yes_no(text) for text in texts):
		return GuessedKind(Kind.YES_NO)
	for decimal in (".", ","):
		if _share(texts, partial(read_number, decimal=decimal, is_money=True)) >= _NEARLY_ALL:
			is_money = bool(_MONEY.search(facts.column)) or any(_MONEY.search(text) for text in texts)
			return GuessedKind(Kind.MONEY if is_money else Kind.NUMBER, decimal if decimal == "," else None)
	if dates := _dates(texts):
		return dates
	if sum(n for text, n in texts.items() if " > " in text) >= 0.5 * texts.total():
		return GuessedKind(Kind.TREE, separator=" > ")
	if not facts.has_more and len(texts) <= _MOST_CHOICES and 3 * len(texts) <= texts.total():
		return GuessedKind(Kind.CHOICE)
	return GuessedKind(Kind.TEXT)


def _is_yes_no(text: str) -> bool:
	try:
		read_value(text, Kind.YES_NO)
	except ValueError:
		return False
	return True


def _dates(texts: Counter[str]) -> GuessedKind | None:
	iso = _share(texts, datetime.fromisoformat)
	with_time = any(":" in text for text in texts)
	kind = Kind.DATETIME if with_time else Kind.DATE
	if iso >= _NEARLY_ALL:
		return GuessedKind(kind)
	for pattern, notation in _DATE_PATTERNS.items():
		if _share(texts, partial(_read_date, pattern=pattern)) >= _NEARLY_ALL:
			return GuessedKind(kind, dates=(notation,))
	return None


def _read_date(text: str, pattern: str) -> datetime:
	return datetime.strptime(text, pattern)


def _share(texts: Counter[str], read: Callable[[str], object]) -> float:
	readable = 0
	for text, number in texts.items():
		try:
			read(text)
		except ValueError:
			continue
		readable += number
	return readable / texts.total()
