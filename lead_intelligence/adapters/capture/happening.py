"""What a record of ERPNext tells: that something happened, when, and with whom. And how such records are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from frappe.utils import get_datetime, getdate, now_datetime

from lead_intelligence.core.engagement.touch import Response

Row = Mapping[str, Any]
Party = tuple[str, str]
Filters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
	"""It counts once for each lead, by its record and `event`.

	`parties`: doctype and name of those that took part or are linked. `addresses`, `numbers`: looked up only if the
	parties lead to no lead. `of_one`: of nobody if more than one lead could be meant. `response`: what it is towards a lead
	that waits for us, and `author` by whom, where the record tells.
	"""

	doctype: str
	name: str
	event: str
	kind: str
	at: datetime
	parties: Sequence[Party] = ()
	addresses: Sequence[str] = ()
	numbers: Sequence[str] = ()
	of_one: bool = False
	response: Response | None = None
	author: str | None = None
	channel: str | None = None
	campaign: str | None = None
	subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
	"""A doctype whose records are read. `fields` and the fields of `tables` are all that `read` looks at.

	`due`: filters of records that tell something new since a time without having been changed.
	"""

	doctype: str
	fields: tuple[str, ...]
	read: Callable[[Sequence[Row]], list[Happening]]
	tables: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
	filters: Filters = field(default_factory=dict)
	due: Callable[[datetime, datetime], list[Filters]] | None = None


def parties_of(row: Row, table: str, doctype: str = "link_doctype", name: str = "link_name") -> list[Party]:
	return [(link[doctype], link[name]) for link in row.get(table) or () if link[doctype] and link[name]]


def first_past(*times: Any) -> datetime:
	"""The first of them that is known and not to come; the last of them in any case."""
	known = [get_datetime(time) for time in times if time]
	now = now_datetime()
	return next((time for time in known if time <= now), known[-1])


def moment_of_day(day: Any, created: Any) -> datetime:
	"""Of a record with a date alone: when it was made, if that was the day."""
	made = get_datetime(created)
	on: date = getdate(day) if day else made.date()
	return made if on >= made.date() else datetime(on.year, on.month, on.day)
