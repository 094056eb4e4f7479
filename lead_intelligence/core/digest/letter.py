"""A digest as it is read: all texts are in the reader's language, and plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
	"""A sentence, and where it leads."""

	text: str
	link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
	"""One of the things that changed most: for the better or the worse, what, whom to talk to, how surprising it is. `tone`: good, bad, or
	neither."""

	verdict: str
	what: str
	whom: str
	chance: str | None = None
	tone: str | None = None
	link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
	"""A figure of both weeks, as it is written."""

	label: str
	now: str
	before: str
	tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
	"""Of the parts of a letter, and of the columns of its table."""

	news: str
	alarms: str
	figures: str
	now: str
	before: str
	open: str
	stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
	"""`opening`: sentences before all else; `besides`: one after the news. `why`: why it was sent. `stop`: a link that sends no more of them."""

	subject: str
	heading: str
	opening: Sequence[str]
	news: Sequence[News]
	alarms: Sequence[Line]
	rows: Sequence[Row]
	titles: Titles
	why: str
	besides: str | None = None
	stop: str | None = None
	board: Line | None = None
