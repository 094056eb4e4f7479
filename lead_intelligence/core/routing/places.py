"""To which territory a place belongs: of the rows that it fits, the most specific one says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import product
from typing import Final, NamedTuple

from ..rules.text import fold
from .postal_codes import Code, beginning_of, code_of

_NO_WORD = re.compile(r"[\W_]+")
_SHORT: Final = {"st": "saint", "ste": "sainte"}
_CEDEX: Final = "cedex"

Rank = tuple[int, int, bool, bool, bool, int]
_Where = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
	"""As it is written with a lead."""

	country: str | None = None
	state: str | None = None
	city: str | None = None
	postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
	"""What is left out fits all. `code_from`: what postal codes begin with, or with `code_to` the first of them. `order`: of rows that
	are equally specific, the one with the least counts."""

	name: str
	territory: str
	country: str | None = None
	state: str | None = None
	city: str | None = None
	code_from: str | None = None
	code_to: str | None = None
	order: int = 0

	@property
	def where(self) -> _Where:
		return fold(self.country or ""), place_name(self.state), place_name(self.city)


class Codes(NamedTuple):
	"""The codes of a row, all as long as these when they are compared."""

	first: str
	last: str

	@property
	def span(self) -> int:
		"""How many codes come after the first one, by digits where there are no letters."""
		if self.first == self.last:
			return 0
		base = 10 if (self.first + self.last).isdecimal() else 36
		first, last = (int(code.replace(" ", "0"), base) for code in (self.first, self.last))
		return last - first


def codes_of(row: PlaceRow) -> tuple[Codes | None, Codes | None] | None:
	"""Plain and British ones; None where the row asks for no code."""
	if not row.code_from and not row.code_to:
		return None
	first = beginning_of(row.code_from)
	if first is None:
		# What is no code fits none.
		return None, None
	last = (beginning_of(row.code_to) if row.code_to else None) or first
	british = None
	if first.british and last.british and len(first.british) == len(last.british):
		british = Codes(first.british, last.british)
	return Codes(first.plain, last.plain) if len(first.plain) == len(last.plain) else None, british


def rank(row: PlaceRow, codes: Codes | None) -> Rank:
	"""The more specific, the larger: a longer code, then fewer codes, then a city, a state, a country; then the earlier row."""
	return _rank(row, codes, row.where)


def _rank(row: PlaceRow, codes: Codes | None, where: _Where) -> Rank:
	country, state, city = where
	length, span = (len(codes.first), -codes.span) if codes else (0, 0)
	return length, span, bool(city), bool(state), bool(country), -row.order


def place_name(text: str | None) -> str:
	"""A city or a state as it is compared: Saint-Denis, ST DENIS and St. Denis Cedex 2 are one."""
	return _place_name(text) if text else ""


@lru_cache(maxsize=65_536)
def _place_name(text: str) -> str:
	words = _NO_WORD.sub(" ", fold(text)).split()
	if _CEDEX in words[1:]:
		words = words[: words.index(_CEDEX, 1)]
	return " ".join(_SHORT.get(word, word) for word in words)


class _Ranked(NamedTuple):
	rank: Rank
	row: PlaceRow


class _Segments:
	"""Ranges of codes of one length, cut at all their ends: whichever is the most specific of those around each piece."""

	def __init__(self, ranges: Iterable[tuple[Codes, _Ranked]]) -> None:
		sorted_ranges = sorted(ranges, key=lambda one: one[0])
		# A range begins before its first code and ends after its last one.
		self._cuts = sorted(
			{cut for codes, _one in sorted_ranges for cut in ((codes.first, 0), (codes.last, 2))}
		)
		self._best: list[_Ranked | None] = []
		waiting: list[tuple[tuple[int, ...], int, tuple[str, int], _Ranked]] = []
		following = 0
		for cut in self._cuts:
			while following < len(sorted_ranges) and (sorted_ranges[following][0].first, 0) <= cut:
				codes, one = sorted_ranges[following]
				order = tuple(-int(part) for part in one.rank)
				heappush(waiting, (order, following, (codes.last, 2), one))
				following += 1
			while waiting and waiting[0][2] <= cut:
				heappop(waiting)
			self._best.append(waiting[0][3] if waiting else None)

	def find(self, code: str) -> _Ranked | None:
		at = bisect_right(self._cuts, (code, 1)) - 1
		return self._best[at] if at >= 0 else None


class _OneWay:
	"""The rows of one country, state and city, by codes of one kind."""

	def __init__(self, rows: Sequence[tuple[Codes, _Ranked]]) -> None:
		self._single: dict[str, _Ranked] = {}
		ranges: dict[int, list[tuple[Codes, _Ranked]]] = {}
		for codes, one in rows:
			if codes.first == codes.last:
				known = self._single.get(codes.first)
				self._single[codes.first] = max(known, one, key=_by_rank) if known else one
			else:
				ranges.setdefault(len(codes.first), []).append((codes, one))
		self._lengths = sorted({*map(len, self._single), *ranges}, reverse=True)
		self._ranges = {length: _Segments(some) for length, some in ranges.items()}

	def find(self, code: str) -> _Ranked | None:
		for length in self._lengths:
			beginning = code[:length]
			if len(beginning) < length:
				continue
			single = self._single.get(beginning)
			if single:
				return single
			if length in self._ranges and (found := self._ranges[length].find(beginning)):
				return found
		return None


class CompiledPlaces:
	"""Rows looked up by what they name, so that tens of thousands of them cost a save nothing."""

	def __init__(self, rows: Sequence[PlaceRow]) -> None:
		self._rows = tuple(rows)
		plain: dict[_Where, list[tuple[Codes, _Ranked]]] = {}
		british: dict[_Where, list[tuple[Codes, _Ranked]]] = {}
		self._without: dict[_Where, _Ranked] = {}
		for row in rows:
			where, codes = row.where, codes_of(row)
			if codes is None:
				one = _Ranked(_rank(row, None, where), row)
				known = self._without.get(where)
				self._without[where] = max(known, one, key=_by_rank) if known else one
				continue
			for ways, way in ((plain, codes[0]), (british, codes[1])):
				if way:
					ways.setdefault(where, []).append((way, _Ranked(_rank(row, way, where), row)))
		self._plain = {where: _OneWay(some) for where, some in plain.items()}
		self._british = {where: _OneWay(some) for where, some in british.items()}

	def __bool__(self) -> bool:
		return bool(self._rows)

	def find(self, place: Place) -> PlaceRow | None:
		"""The row that counts for the place."""
		code = code_of(place.postal_code)
		ways, text = self._way(code)
		found: list[_Ranked] = []
		country, state, city = _where(place)
		for where in product({"", country}, {"", state}, {"", city}):
			named = ways[where].find(text) if text and where in ways else None
			found += [one for one in (named, self._without.get(where)) if one]
		return max(found, key=_by_rank).row if found else None

	def _way(self, code: Code | None) -> tuple[Mapping[_Where, _OneWay], str]:
		if code is None:
			return {}, ""
		return (self._british, code.british) if code.british else (self._plain, code.plain)

	def fitting(self, place: Place) -> tuple[PlaceRow, ...]:
		"""All rows that the place fits, the one that counts first. For explanations: it looks at every row."""
		code = code_of(place.postal_code)
		found = [one for row in self._rows if (one := _fits(row, _where(place), code))]
		return tuple(one.row for one in sorted(found, key=_by_rank, reverse=True))


def _by_rank(one: _Ranked) -> Rank:
	return one.rank


def _where(place: Place) -> _Where:
	return fold(place.country or ""), place_name(place.state), place_name(place.city)


def _fits(row: PlaceRow, where: _Where, code: Code | None) -> _Ranked | None:
	if any(asked not in ("", said) for asked, said in zip(row.where, where, strict=True)):
		return None
	codes = codes_of(row)
	if codes is None:
		return _Ranked(rank(row, None), row)
	way, text = (codes[1], code.british) if code and code.british else (codes[0], code.plain if code else "")
	if way is None or not text or len(text) < len(way.first):
		return None
	return _Ranked(rank(row, way), row) if way.first <= text[: len(way.first)] <= way.last else None
