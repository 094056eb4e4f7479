"""Which encoding the text of a file is in.

A byte order mark decides; else UTF-8 if all of the file is UTF-8, which no other encoding is by accident. What
remains is a guess: the statistics of short Western European texts do not tell cp1252 from its neighbours, so cp1252
is tried first and taken if it gives plausible words, and only then the statistics are asked.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from ..refusal import AuditRefused

UNDECODABLE = "\udcff"
"""Stands for each stretch of bytes that the encoding does not know; no real text contains it."""

MARKING = "lead_intelligence.marking"
_CHUNK = 1 << 20
_SAMPLE = 256 * 1024
_MARKS = (
	(codecs.BOM_UTF8, "utf-8-sig"),
	(codecs.BOM_UTF32_LE, "utf-32"),
	(codecs.BOM_UTF32_BE, "utf-32"),
	(codecs.BOM_UTF16_LE, "utf-16"),
	(codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
	"mac_roman", "cp850", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp932",
	"euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_WORD_WITH_ACCENT = re.compile(r"[^\s!-&(-,./:-@\[-`{-~]*[^\x00-\x7f][^\s!-&(-,./:-@\[-`{-~]*")
_PART = r"[A-ZÀ-ÖØ-ÞŒŠŽŸ]*[a-zà-öø-ÿßœšžªº]*"
_WESTERN_WORD = re.compile(rf"[«‹“„‘¿¡(°±€£]*{_PART}(?:['’-]{_PART})*[»›”’…®™°²³€]*")
_LETTERS_ONLY = re.compile(r"(?:[^\W\d_]|['’-])+")
_SIGNS = re.compile(r"[€£°§«»–—…•·©®™ºª²³µ½¼¾×±“”‘’„‚\xa0\d]+")


def _mark(error: UnicodeError) -> tuple[str, int]:
	if isinstance(error, UnicodeDecodeError):
		return UNDECODABLE, error.end
	raise error


codecs.register_error(MARKING, _mark)


def known_encoding(name: str) -> str:
	"""Python's name of an encoding that a person asked for."""
	try:
		codec = codecs.lookup(name)
		codec.decode(b"")[0].encode()
	except (LookupError, AttributeError, UnicodeError, ValueError):
		raise AuditRefused(f"'{name}' is not an encoding known here. Try utf-8, utf-16 or cp1252.") from None
	return codec.name


def detect_encoding(path: Path) -> str:
	with path.open("rb") as file:
		start = file.read(_SAMPLE)
		for mark, encoding in _MARKS:
			if start.startswith(mark):
				return encoding
		if wide := _wide_encoding(start):
			return wide
		_refuse_binary(start, path)
		file.seek(0)
		telling = bytearray()
		decoder = codecs.getincrementaldecoder("utf-8")()
		valid = True
		while chunk := file.read(_CHUNK):
			if valid:
				try:
					decoder.decode(chunk)
				except UnicodeDecodeError:
					valid = False
			if not chunk.isascii() and len(telling) < _SAMPLE:
				telling += b"".join(line for line in chunk.splitlines(keepends=True) if not line.isascii())
		if valid:
			try:
				decoder.decode(b"", final=True)
				return "utf-8"
			except UnicodeDecodeError:
				pass
	return _guess(bytes(telling[:_SAMPLE]), path)


def _wide_encoding(start: bytes) -> str | None:
	"""UTF-16 without a byte order mark: every other byte of Western text is zero."""
	even, odd = start[0:4096:2], start[1:4096:2]
	if len(odd) < 2 or not start[:4096].count(0) >= 0.3 * len(start[:4096]):
		return None
	if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
		return "utf-16-le"
	if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
		return "utf-16-be"
	return None


def _refuse_binary(start: bytes, path: Path) -> None:
	control = sum(start.count(bytes([code])) for code in range(32) if code not in (0, 9, 10, 12, 13, 26, 27))
	if start.startswith(b"\x89PNG") or start.startswith(b"%PDF") or control > 0.02 * len(start):
		raise AuditRefused(f"{path.name} is neither a text file nor an Excel workbook (.xlsx).", "binary")


def _guess(telling: bytes, path: Path) -> str:
	if _mostly_utf8(telling):
		return "utf-8"
	if _plausible_western(telling):
		return "cp1252"
	guesses = list(from_bytes(telling, cp_isolation=_CANDIDATES))
	if not guesses:
		raise AuditRefused(
			f"The encoding of {path.name} is not recognised. Name it with --encoding, e.g. cp1252.",
			"encoding",
		)
	return min(guesses, key=lambda guess: _signs_within_words(str(guess))).encoding


def _signs_within_words(text: str) -> int:
	"""A wrong encoding turns letters into signs."""
	words = _WORD_WITH_ACCENT.findall(text)
	return sum(1 for word in words if any(c.isalpha() for c in word) and not _LETTERS_ONLY.fullmatch(word))


def _mostly_utf8(telling: bytes) -> bool:
	"""A few damaged rows do not make a UTF-8 file another: they are rejected one by one."""
	text = telling.decode("utf-8", MARKING)
	damaged = text.count(UNDECODABLE)
	sound = sum(1 for character in text if character > "\x7f") - damaged
	return sound > 10 * damaged


def _plausible_western(telling: bytes) -> bool:
	try:
		text = telling.decode("cp1252")
	except UnicodeDecodeError:
		return False
	words = set(_WORD_WITH_ACCENT.findall(text))
	odd = sum(1 for word in words if not _is_western(word))
	return 3 * odd <= len(words)


def _is_western(word: str) -> bool:
	if _SIGNS.fullmatch(word):
		return True
	letters = [character for character in word if character.isalpha()]
	accented = sum(1 for character in letters if character > "\x7f")
	return bool(_WESTERN_WORD.fullmatch(word)) and (len(letters) < 4 or 2 * accented <= len(letters))
