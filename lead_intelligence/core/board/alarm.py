"""What is to be looked at first: a sentence, how bad it is, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from ..reporting.result import Sentence


class Severity(str, Enum):
	"""The worst first."""

	ALARM = "alarm"
	WARNING = "warning"
	NOTE = "note"


NOW: Final = "now"
"""Stands for this moment in what a list is filtered by."""


class Place(str, Enum):
	REPORT = "report"
	LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
	"""Where more is to be seen: a report by its name, or the list of a doctype, each with its filters. Of a report they come besides those
	of the board; of a list they are rows of field, operator and value."""

	place: Place
	name: str
	filters: Mapping[str, str] = field(default_factory=dict)
	rows: tuple[tuple[str, str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
	"""`name`: what kind it is, once each. `who`: a user whom it is about most."""

	name: str
	severity: Severity
	sentence: Sentence
	target: Target
	who: str | None = None


def worst_first(alarms: Iterable[Alarm]) -> list[Alarm]:
	order = list(Severity)
	return sorted(alarms, key=lambda one: order.index(one.severity))


def report(name: str, **filters: str) -> Target:
	return Target(place=Place.REPORT, name=name, filters=filters)


def rows_of(doctype: str, *rows: tuple[str, str, object]) -> Target:
	return Target(place=Place.LIST, name=doctype, rows=rows)
