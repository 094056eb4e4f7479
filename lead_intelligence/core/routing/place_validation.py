"""What is wrong with a row that says to which territory places belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..problems import Problem
from .places import PlaceRow, codes_of, rank
from .postal_codes import beginning_of

_FIRST, _LAST = "Postal Code From", "Postal Code To"


def mistakes_in(row: PlaceRow) -> tuple[Problem, ...]:
	return tuple(_mistakes(row))


def _mistakes(row: PlaceRow) -> Iterator[Problem]:
	if not any((*row.where, row.code_from, row.code_to)):
		yield Problem(
			message="Say which places this is about: choose a country, or give a state, a city or a postal code."
		)
		return
	first, last = beginning_of(row.code_from), beginning_of(row.code_to)
	for place, text, code in ((_FIRST, row.code_from, first), (_LAST, row.code_to, last)):
		if text and code is None:
			yield Problem(
				message="There is no letter from A to Z and no digit in '{code}'. Write the code, or what codes begin with.",
				place=place,
				values={"code": text},
			)
	if row.code_to and not row.code_from:
		yield Problem(
			message="The first code is missing. Give it, or write this one there and leave the last one blank.",
			place=_LAST,
		)
	if first is None or last is None:
		return
	values = {"first": row.code_from, "last": row.code_to}
	if codes_of(row) == (None, None):
		yield Problem(
			message="'{first}' and '{last}' are not equally long. Codes are compared from their beginning: give both with as many characters.",
			place=_LAST,
			values=values,
		)
	elif any(codes and codes.last < codes.first for codes in (codes_of(row) or ())):
		yield Problem(
			message="'{last}' comes before '{first}'. Give the smaller one first.", place=_LAST, values=values
		)


def rivals_of(row: PlaceRow, others: Iterable[PlaceRow]) -> tuple[PlaceRow, ...]:
	"""Rows about some of the same places, for another territory, that are no more and no less specific: for these places, only the order
	tells which of them counts."""
	return tuple(
		other
		for other in others
		if other.name != row.name
		and other.territory != row.territory
		and other.where == row.where
		and _are_rivals(row, other)
	)


def _are_rivals(row: PlaceRow, other: PlaceRow) -> bool:
	mine, theirs = codes_of(row), codes_of(other)
	if mine is None or theirs is None:
		return mine is theirs
	return any(
		one is not None
		and two is not None
		and rank(row, one)[:-1] == rank(other, two)[:-1]
		and one.first <= two.last
		and two.first <= one.last
		for one, two in zip(mine, theirs, strict=True)
	)
