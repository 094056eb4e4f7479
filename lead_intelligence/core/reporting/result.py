"""What a report answers: columns, rows, a chart, the figures on top, and sentences that say what all this is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

Values = Mapping[str, object]


class Shape(str, Enum):
	"""What the cells of a column hold. None in a cell is a figure that does not exist, which is not nought."""

	TEXT = "Text"
	DATE = "Date"
	MOMENT = "Moment"
	COUNT = "Count"
	SHARE = "Share"
	"""From 0 to 1."""
	FACTOR = "Factor"
	AMOUNT = "Amount"
	"""In the currency that the row says under `currency`."""
	DAYS = "Days"
	MINUTES = "Minutes"
	LEAD = "Lead"
	USER = "User"


@dataclass(frozen=True, slots=True)
class Amount:
	"""What fills a sentence and is written as the site writes amounts of the currency."""

	value: Decimal
	currency: str

	def __str__(self) -> str:
		return f"{self.value} {self.currency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
	"""A template in English and what fills it. `tone`: good, bad, or neither."""

	text: str
	values: Values = field(default_factory=dict)
	tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
	"""`label` is English, or `values` fill it as a template. `drill`: behind each figure are leads that can be looked at."""

	name: str
	label: str
	shape: Shape
	values: Values = field(default_factory=dict)
	drill: bool = False
	width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
	label: str
	numbers: Sequence[float | None]
	kind: str = "bar"
	values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
	"""`shape`: of its numbers. `labels` are shown as they are; those that are ours come as `Sentence`."""

	labels: Sequence[str | Sentence]
	series: Sequence[Series]
	shape: Shape = Shape.COUNT
	kind: str = "bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
	"""One figure on top. `before`: the same of the period before, where that is asked for."""

	label: str
	value: float | None
	shape: Shape
	before: float | None = None
	tone: str | None = None
	currency: str | None = None
	values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
	"""Of a statement. `level`: how many lines it is a part of. `is_sum`: it says what lines above come to."""

	label: Sentence
	amount: Decimal
	level: int = 0
	is_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
	"""Amounts that add up, line by line, in one currency. `found`: what is to be said of it, and whether that is good."""

	title: Sentence
	currency: str
	lines: Sequence[Line]
	found: Sequence[Sentence] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
	"""`rows` hold a value for each column by its name, and `key`, by which the row's leads are asked for. Values that are words of
	ours come as `Sentence`. `notes` say what is to be known of just these figures, `how` how they are computed, `statement` what
	they come to beside something else; where that takes long, `statement_follows` in an answer of its own. The last row is the total where
	`has_total`."""

	columns: Sequence[Column]
	rows: Sequence[Mapping[str, object]]
	cards: Sequence[Card] = ()
	chart: Chart | None = None
	notes: Sequence[Sentence] = ()
	how: Sequence[Sentence] = ()
	statement: Statement | None = None
	statement_follows: bool = False
	has_total: bool = False
