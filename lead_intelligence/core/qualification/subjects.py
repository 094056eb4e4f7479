"""Subjects of interest of a lead: a text of names, brought to the names of the subjects that there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from ..problems import Problem
from ..rules.text import fold

SUBJECTS_FIELD: Final = "li_subjects"
_PLACE_OF_SUBJECTS: Final = "Subjects of Interest"
_SEPARATORS: Final = re.compile(r"[,;\r\n]+")
_MOST_CLOSE: Final = 3
_MOST_NAMED: Final = 12
_SHOWN: Final = 60
# What a person types in a hurry resembles the name at least so much.
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
	"""`names`: each once, in their order. `unknown`: those of them that there is no subject of."""

	names: tuple[str, ...]
	unknown: tuple[str, ...]

	@property
	def text(self) -> str:
		return ", ".join(self.names)


def split_subjects(text: str | None) -> tuple[str, ...]:
	"""The names in a text, each once, whatever separates them."""
	pieces = (" ".join(piece.split()) for piece in _SEPARATORS.split(text or ""))
	return _each_once(piece for piece in pieces if piece)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
	found: dict[str, str] = {}
	for name in names:
		found.setdefault(fold(name), name)
	return tuple(found.values())


def by_folded_name(names: Iterable[str]) -> dict[str, str]:
	return {fold(name): name for name in names}


def read_subjects(text: str | None, known: Mapping[str, str]) -> Subjects:
	"""`known`: the names of the subjects by what counts when names are compared."""
	given = split_subjects(text)
	return Subjects(
		names=tuple(known.get(fold(name), name) for name in given),
		unknown=tuple(name for name in given if fold(name) not in known),
	)


def renamed(text: str | None, old: str, new: str) -> str:
	"""The text with another name in the place of a subject's old one, once even if it was there already."""
	names = split_subjects(text)
	if fold(old) not in map(fold, names):
		return text or ""
	return ", ".join(_each_once(new if fold(name) == fold(old) else name for name in names))


def unknown_subject(name: str, known: Mapping[str, str]) -> Problem:
	"""The refusal of a name that there is no subject of."""
	shown: dict[str, object] = {"subject": name[:_SHOWN]}
	close = closest(name, known)
	if close:
		return Problem(
			message="There is no subject '{subject}'. Did you mean {close}?",
			place=_PLACE_OF_SUBJECTS,
			values={**shown, "close": ", ".join(close)},
		)
	if known:
		named = [*known.values()][:_MOST_NAMED]
		return Problem(
			message="There is no subject '{subject}'. There are: {known}.",
			place=_PLACE_OF_SUBJECTS,
			values={**shown, "known": ", ".join(named) + (" …" if len(known) > len(named) else "")},
		)
	return Problem(
		message="There is no subject '{subject}', nor any other yet. A sales manager can add it to the list Lead Subject.",
		place=_PLACE_OF_SUBJECTS,
		values=shown,
	)


def closest(name: str, known: Mapping[str, str]) -> list[str]:
	"""The subjects that may be meant, the most alike first."""
	wanted = fold(name)
	alike = get_close_matches(wanted, known, n=_MOST_CLOSE, cutoff=_ALIKE)
	parts = [key for key in known if len(wanted) > 2 and (wanted in key or key in wanted)]
	return [known[key] for key in dict.fromkeys([*alike, *parts])][:_MOST_CLOSE]
