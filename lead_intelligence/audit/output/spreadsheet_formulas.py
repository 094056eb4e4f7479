"""Cells that a spreadsheet would run are made harmless; numbers stay numbers.

A text that begins with one of = + - @, a tab, a carriage return or a line feed, or with a full-width form of these
signs, gets an apostrophe in front, unless all of it is a plain number: a sign, digits with points, commas and blanks
between them, an exponent or a percent sign. So -12.5 and +33 6 12 34 56 78 stay, -2+3 and =1 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_STARTERS = frozenset("=+-@\t\r\n＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d.,\xa0\u202f ]*\d(?:[eE][+-]?\d+)?[\xa0\u202f ]?%?")


def neutralised(text: str) -> str:
	return f"'{text}" if text[:1] in _STARTERS and not _PLAIN_NUMBER.fullmatch(text) else text


def neutralised_row(cells: Iterable[str]) -> list[str]:
	return [neutralised(cell) if cell[:1] in _STARTERS else cell for cell in cells]
