"""What a field of a lead can hold: a typed value, nothing by statement (EMPTY) or nobody's word yet (UNKNOWN)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, Literal


class Absent(Enum):
	"""Two ways of having no value. Neither of them is False, zero or the empty text."""

	UNKNOWN = "unknown"
	EMPTY = "empty"

	# Both are looked up in dictionaries for every rule; Enum's own hash is written in Python.
	__hash__ = object.__hash__

	def __repr__(self) -> str:
		return self.name


UNKNOWN: Final[Literal[Absent.UNKNOWN]] = Absent.UNKNOWN
EMPTY: Final[Literal[Absent.EMPTY]] = Absent.EMPTY

Known = str | int | float | bool | date | datetime | tuple[str, ...]
Value = Known | Absent


class Kind(str, Enum):
	"""The type of a field, as far as conditions care. Money is in the company's currency, times are naive and in
	the system time zone."""

	TEXT = "text"
	NUMBER = "number"
	MONEY = "money"
	DATE = "date"
	DATETIME = "datetime"
	CHOICE = "choice"
	LINK = "link"
	TREE = "tree"
	YES_NO = "yes/no"
	LIST = "list"


_YES: Final = frozenset({"1", "1.0", "yes", "y", "true", "oui", "vrai"})
_NO: Final = frozenset({"0", "0.0", "no", "n", "false", "non", "faux"})


def read_value(raw: object, kind: Kind) -> Value:
	"""Read `raw` as a value of `kind`. None and blank text are UNKNOWN, a list without items is EMPTY.

	Raises ValueError, with a sentence for people, when `raw` is something else than the kind can hold.
	"""
	if raw is None or isinstance(raw, Absent):
		return UNKNOWN if raw is None else raw
	if isinstance(raw, str):
		raw = raw.strip()
		if not raw:
			return UNKNOWN
	if kind in (Kind.NUMBER, Kind.MONEY):
		return _read_number(raw)
	if kind is Kind.DATE:
		moment = _read_moment(raw)
		return moment.date() if isinstance(moment, datetime) else moment
	if kind is Kind.DATETIME:
		moment = _read_moment(raw)
		return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
	if kind is Kind.YES_NO:
		return _read_yes_no(raw)
	if kind is Kind.LIST:
		return _read_list(raw)
	return raw if isinstance(raw, str) else _as_text(raw)


def _shown(raw: object) -> str:
	text = str(raw)
	return text if len(text) <= 40 else text[:37] + "..."


def _as_text(raw: object) -> str:
	if isinstance(raw, (int, float, Decimal, date)):
		return str(raw)
	raise ValueError(f"'{_shown(raw)}' is not a text")


def _read_number(raw: object) -> int | float:
	if isinstance(raw, bool):
		return int(raw)
	if isinstance(raw, int):
		return raw
	try:
		number = float(raw) if isinstance(raw, (float, str, Decimal)) else math.nan
	except ValueError:
		number = math.nan
	if math.isfinite(number):
		return int(number) if number.is_integer() else number
	raise ValueError(f"'{_shown(raw)}' is not a number")


def _read_moment(raw: object) -> date | datetime:
	moment = raw
	if isinstance(raw, str):
		try:
			moment = date.fromisoformat(raw) if len(raw) == 10 else datetime.fromisoformat(raw)
		except ValueError:
			moment = None
	if isinstance(moment, datetime):
		if moment.tzinfo is not None:
			raise ValueError(f"'{_shown(raw)}' has a time zone; times are expected in the system time zone")
		return moment
	if isinstance(moment, date):
		return moment
	raise ValueError(f"'{_shown(raw)}' is not a date; write it as YYYY-MM-DD")


def _read_yes_no(raw: object) -> bool:
	text = str(raw).strip().lower()
	if text in _YES:
		return True
	if text in _NO:
		return False
	raise ValueError(f"'{_shown(raw)}' is neither yes nor no")


def _read_list(raw: object) -> Value:
	if isinstance(raw, str):
		return (raw,)
	if not isinstance(raw, Iterable):
		raise ValueError(f"'{_shown(raw)}' is not a list")
	items = tuple(str(item).strip() for item in raw if item is not None and str(item).strip())
	return items or EMPTY


def value_to_json(value: Value) -> object:
	"""The JSON form of a value: ISO text for dates, a list for a list, null for EMPTY. UNKNOWN has none.

	Raises ValueError for UNKNOWN: what nobody has said is left out, never written as null.
	"""
	if isinstance(value, (str, int, float)):
		return value
	if isinstance(value, Absent):
		if value is UNKNOWN:
			raise ValueError("an unknown value is left out of JSON")
		return None
	if isinstance(value, datetime):
		return value.isoformat(sep=" ")
	if isinstance(value, date):
		return value.isoformat()
	return list(value)
