"""A digest as plain text, to be read as it is: lines of 72 columns, and nothing that only a browser understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final
from unicodedata import combining, east_asian_width

from .letter import Letter, Line, News, Row, Titles

COLUMNS: Final = 72
_GAP: Final = 2
_UNBROKEN: Final = "\u00a0"
_LONGEST_LABEL: Final = 34


def as_text(letter: Letter) -> str:
	"""Addresses are never broken: they stand on lines of their own, however long."""
	lines = [*_wrapped(letter.heading), "=" * min(COLUMNS, columns_of(letter.heading)), ""]
	for sentence in letter.opening:
		lines += [*_wrapped(sentence), ""]
	if letter.news:
		lines += _titled(letter.titles.news)
		for number, one in enumerate(letter.news, 1):
			lines += [*_news(number, one), ""]
	if letter.besides:
		lines += [*_wrapped(letter.besides), ""]
	if letter.alarms:
		lines += _titled(letter.titles.alarms)
		for alarm in letter.alarms:
			lines += [*_pointed(alarm), ""]
	if letter.rows:
		lines += [*_titled(letter.titles.figures), *_table(letter.titles, letter.rows), ""]
	if letter.board:
		lines += [*_wrapped(letter.board.text), *_address(letter.board.link), ""]
	lines += ["-" * COLUMNS, *_wrapped(letter.why)]
	if letter.stop:
		lines += [*_wrapped(f"{letter.titles.stop}:"), letter.stop]
	return "\n".join(line.rstrip() for line in lines) + "\n"


def _titled(title: str) -> list[str]:
	return [*_wrapped(title), "-" * min(COLUMNS, columns_of(title)), ""]


def _news(number: int, one: News) -> Iterator[str]:
	mark = f"{number}. "
	yield from _wrapped(f"{one.verdict}: {one.what}", first=mark)
	for text in (one.whom, one.chance):
		if text:
			yield from _wrapped(text, first=" " * len(mark))
	yield from _address(one.link, " " * len(mark))


def _pointed(alarm: Line) -> Iterator[str]:
	yield from _wrapped(alarm.text, first="* ")
	yield from _address(alarm.link, "  ")


def _address(link: str | None, indent: str = "") -> list[str]:
	return [f"{indent}{link}"] if link else []


def _table(titles: Titles, rows: Sequence[Row]) -> Iterator[str]:
	"""Labels to the left, both weeks in columns to the right; a label that is too long has a line of its own."""
	now, before = ([title, *figures] for title, figures in _columns(titles, rows))
	wide_now, wide_before = (max(map(columns_of, column)) for column in (now, before))
	room = COLUMNS - wide_now - wide_before - 2 * _GAP
	room = max(min(room, max(_LONGEST_LABEL, *(columns_of(row.label) for row in rows))), 10)
	for label, one, other in zip(["", *(row.label for row in rows)], now, before, strict=True):
		*above, last = _folded(label, room) or [""]
		yield from above
		dots = "." if label else " "
		filled = f"{last} {dots * (room - columns_of(last) - 1)}" if columns_of(last) < room else last
		yield f"{filled}{_right(one, wide_now + _GAP)}{_right(other, wide_before + _GAP)}"


def _columns(titles: Titles, rows: Sequence[Row]) -> Iterable[tuple[str, list[str]]]:
	return (titles.now, [row.now for row in rows]), (titles.before, [row.before for row in rows])


def _right(text: str, width: int) -> str:
	return " " * max(width - columns_of(text), 1) + text


def _wrapped(text: str, first: str = "") -> list[str]:
	room = COLUMNS - len(first)
	return [
		f"{first if number == 0 else ' ' * len(first)}{line}"
		for number, line in enumerate(_folded(text, room) or [""])
	]


def _folded(text: str, room: int) -> list[str]:
	"""Broken between words, and within one only where it is longer than a line. A percent sign stays with its number."""
	folded: list[str] = []
	for line in text.replace(" %", f"{_UNBROKEN}%").splitlines():
		is_plain = set(map(columns_of, line)) <= {1}
		folded += wrap(line, room, break_on_hyphens=False) if is_plain else _wide(line, room)
	return [line.replace(f"{_UNBROKEN}%", " %") for line in folded]


def _wide(line: str, room: int) -> list[str]:
	"""The same of texts with characters that take two columns or none."""
	folded, here = [], ""
	for word in line.split():
		while columns_of(word) > room:
			taken = 1
			while columns_of(word[: taken + 1]) <= room:
				taken += 1
			folded += [here, word[:taken]] if here else [word[:taken]]
			here, word = "", word[taken:]
		longer = f"{here} {word}" if here else word
		if columns_of(longer) > room:
			folded.append(here)
			longer = word
		here = longer
	return [*folded, here] if here else folded


def columns_of(text: str) -> int:
	"""How many of a terminal the text takes: signs of East Asia take two, accents that stand by themselves none."""
	return sum(
		0 if combining(character) else 2 if east_asian_width(character) in ("W", "F") else 1
		for character in text
	)
