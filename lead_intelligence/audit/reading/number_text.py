"""Numbers as people and spreadsheets write them."""

from __future__ import annotations

import re

_SPACES = str.maketrans("", "", " \t\xa0\u202f\u2009'’")
_CURRENCY = re.compile(r"^(?:[€$£¥]|[A-Z]{3}(?=[\d\s.+-]))|(?:[€$£¥]|(?<=[\d\s.])[A-Z]{3})$")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = {
	".": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?"),
	",": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?"),
}


def read_number(text: str, decimal: str, *, is_money: bool) -> int | float:
	"""Digits with an optional sign, thousands in groups of three, and for money a currency sign or code.

	Raises ValueError with a sentence. A separator that is neither the decimal sign nor between groups of three is
	never guessed at: with a decimal point "1,5" is not a number.
	"""
	bare = _CURRENCY.sub("", text).translate(_SPACES) if is_money else text.translate(_SPACES)
	bare = bare.replace("−", "-")
	if _GROUPED[decimal].fullmatch(bare):
		bare = bare.replace("," if decimal == "." else ".", "")
	if decimal == ",":
		if "." in bare:
			raise ValueError(f"'{_shown(text)}' is not a number with a decimal comma")
		bare = bare.replace(",", ".")
	if not _PLAIN.fullmatch(bare):
		raise ValueError(f"'{_shown(text)}' is not a number")
	try:
		return int(bare)
	except ValueError:
		number = float(bare)
	if number in (float("inf"), float("-inf")):
		raise ValueError(f"'{_shown(text)}' is too large a number")
	return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _shown(text: str) -> str:
	return text if len(text) <= 40 else text[:37] + "..."
