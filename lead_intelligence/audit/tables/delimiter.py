"""Which character separates the cells of a text table."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice

from ..refusal import AuditRefused

_CANDIDATES = (",", ";", "\t", "|")
_SAMPLED_ROWS = 200
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def known_delimiter(name: str) -> str:
	"""The character a person asked for, by itself or by name."""
	delimiter = _NAMES.get(name.strip().lower(), name)
	if len(delimiter) != 1 or delimiter in '"\r\n\0':
		raise AuditRefused(
			f"'{name}' cannot separate cells. Use one character, or: comma, semicolon, tab, pipe."
		)
	return delimiter


def named_delimiter(delimiter: str) -> str:
	names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
	return names.get(delimiter, f"'{delimiter}'")


def detect_delimiter(sample: list[str]) -> str:
	"""The candidate that splits most rows of the sample, the first among them, into equally many cells."""
	best, best_weight = ",", 0.0
	for delimiter in _CANDIDATES:
		widths = _widths(sample, delimiter)
		if not widths or widths[0] < 2:
			continue
		alike = Counter(widths)[widths[0]] / len(widths)
		weight = alike * alike * (widths[0] ** 0.5)
		if weight > best_weight:
			best, best_weight = delimiter, weight
	return best


def _widths(sample: list[str], delimiter: str) -> list[int]:
	widths: list[int] = []
	rows = csv.reader(sample, delimiter=delimiter)
	try:
		for row in islice(rows, _SAMPLED_ROWS):
			if any(row):
				widths.append(len(row))
	except csv.Error:
		pass
	return widths
