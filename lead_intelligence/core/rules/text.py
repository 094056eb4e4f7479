"""How texts are compared: without regard to case, accents and runs of blanks, as a person would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

MAX_STARS = 2
_CACHED_LENGTH = 200
# Letters that people also write in plain ones, and that Unicode does not take apart.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
# Marks of these classes make another letter of it (nukta, Japanese voicing, virama): they are no accents.
_PARTS_OF_LETTERS = frozenset({0, 7, 8, 9})


def fold(text: str) -> str:
	"""`text` reduced to what counts when two texts are compared."""
	return _fold_cached(text) if len(text) <= _CACHED_LENGTH else _fold(text)


def _fold(text: str) -> str:
	if not text.isascii():
		decomposed = unicodedata.normalize("NFKD", text)
		letters = "".join(c for c in decomposed if unicodedata.combining(c) in _PARTS_OF_LETTERS)
		text = unicodedata.normalize("NFC", letters).casefold().translate(_PLAIN)
	return " ".join(text.casefold().split())


_fold_cached = lru_cache(maxsize=65_536)(_fold)


def phrases_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
	"""A pattern that finds any of the phrases as whole words in a folded text.

	`*` stands for up to 50 letters of a word (`market*` finds marketing). It never reaches across words and a phrase
	may have two at most, which keeps the search linear in the length of the text.
	"""
	alternatives = (re.escape(fold(phrase)).replace(r"\*", r"\w{0,50}") for phrase in phrases)
	return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")
