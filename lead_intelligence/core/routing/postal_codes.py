"""Postal codes in a form in which the beginning of one can be compared, as people write them: 75 011, F-75011, sw1a 1aa."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

POSTAL_CODE_FIELD: Final = "li_postal_code"
# The sign of a country before a code of digits is no part of it: D-10115.
_SIGN = re.compile(r"[A-Z]{1,2}\s*-\s*(?=\d)")
_BRITISH = re.compile(r"([A-Z]{1,2})(\d{1,2})([A-Z]?)(\d[A-Z]{2})")
# The beginning of one. Without the blank, SW11 could be SW11 and SW1 1: it is the former.
_BRITISH_BEGINNING = re.compile(
	r"([A-Z]{1,2})(?:(\d{1,2})(?:([A-Z]?) (\d[A-Z]?)|([A-Z])(\d[A-Z]?)|([A-Z]?)))?"
)


class Code(NamedTuple):
	"""`british`: with a place for each part, since M is not ME, and SW1 is not SW11; None for what cannot be one. A whole British code
	looks like no other, so the country need not be known."""

	plain: str
	british: str | None


def code_of(text: str | None) -> Code | None:
	"""Of a whole code; None where nothing is said."""
	plain = _plain(text)
	if not plain:
		return None
	whole = _BRITISH.fullmatch(plain)
	return Code(plain, _places(*whole.groups()) if whole else None)


def beginning_of(text: str | None) -> Code | None:
	"""Of what codes begin with, which may be a whole one."""
	if text and text.isascii() and text.isdigit():
		return Code(text, None)
	code = code_of(text)
	if code is None or code.british:
		return code
	begun = _begun(text)
	return Code(code.plain, _places(*_parts(*begun.groups())) if begun else None)


def tidy(text: str | None) -> str | None:
	"""What codes begin with as it is stored, so that one is not written in two ways."""
	begun = _begun(text) or _BRITISH.fullmatch(_plain(text))
	if begun is None:
		return _plain(text) or None
	if begun.re is _BRITISH:
		area, district, letter, inward = begun.groups()
	else:
		area, district, letter, inward = _parts(*begun.groups())
	return f"{area}{district or ''}{letter} {inward}".strip()


def _begun(text: str | None) -> re.Match[str] | None:
	return _BRITISH_BEGINNING.fullmatch(_written(text)) or _BRITISH_BEGINNING.fullmatch(_plain(text))


def _parts(area: str, district: str | None, *more: str | None) -> tuple[str, str | None, str, str]:
	letter, inward, other_letter, other_inward, last_letter = more
	return area, district, letter or other_letter or last_letter or "", inward or other_inward or ""


def _places(area: str, district: str | None, letter: str, inward: str) -> str:
	return f"{area:<2}{int(district):02}{letter}{inward}" if district else f"{area:<2}"


def _plain(text: str | None) -> str:
	return "".join(c for c in _written(text) if c != " ")


def _written(text: str | None) -> str:
	"""Letters and digits with blanks between them."""
	signs = unicodedata.normalize("NFKC", text or "").upper()
	# A digit of another script is one of ours.
	digits = "".join(str(unicodedata.decimal(c, c)) for c in signs)
	without = _SIGN.sub("", digits.strip(), count=1) if _SIGN.match(digits.strip()) else digits
	return " ".join(re.sub(r"[^0-9A-Z]", " ", without).split())
