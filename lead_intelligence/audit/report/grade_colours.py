"""One colour per grade, from the highest down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_BY_RANK: Final = ("#c2410c", "#d99a1c", "#3b82c4", "#7c8a9a", "#a7b1bc")
# The names that Frappe gives to the colours of its indicators.
_BY_NAME: Final = {
	"red": "#c53030",
	"orange": "#c2570c",
	"yellow": "#d99a1c",
	"green": "#2f855a",
	"blue": "#3b82c4",
	"cyan": "#2aa5b8",
	"light blue": "#63a4d9",
	"purple": "#7c5cc4",
	"pink": "#cc4d88",
	"gray": "#7c8a9a",
	"grey": "#7c8a9a",
	"darkgrey": "#5f6c7b",
	"light gray": "#a7b1bc",
}


def grade_colours(grades: Sequence[Mapping[str, Any]]) -> dict[str, str]:
	by_rank = [*_BY_RANK[:2], *([_BY_RANK[2]] * max(0, len(grades) - len(_BY_RANK))), *_BY_RANK[2:]]
	if len(grades) <= len(_BY_RANK):
		by_rank = [*_BY_RANK[: max(len(grades) - 1, 1)], _BY_RANK[3 if len(grades) < 5 else 4]][: len(grades)]
	return {
		grade["grade"]: _BY_NAME.get((grade["colour"] or "").lower(), colour)
		for grade, colour in zip(grades, by_rank, strict=True)
	}
