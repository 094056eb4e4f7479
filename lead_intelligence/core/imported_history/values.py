"""Dates and amounts as the cells of a file write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Final

from ..problems import Problem, Refused

SHOWN_CHARACTERS: Final = 60
EARLIEST_YEAR: Final = 1900
LARGEST_AMOUNT: Final = Decimal("1e12")
# As many decimals as any currency has, and few enough to come back from the database as they were.
_SMALLEST: Final = Decimal("0.001")
"""What is written where nothing is known."""
_NOTHING: Final = frozenset({"", "-", "--", "null", "none", "nan", "nat", "n/a", "na", "\\n"})
_TIME = (
	r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
	r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})" + _TIME)
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})[-/. ](?P<year>\d{4})" + _TIME)
_GROUPED: Final = {
	".": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+"),
	",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d+(?:,\d*)?|,\d+"),
}
_SPACES: Final = str.maketrans("", "", " \t\xa0\u202f\u2009'’")
_SIGNS: Final = "€$£¥"
_MINUS: Final = ("-", "−", "(")

InSystemTime = Callable[[datetime], datetime]
"""From a moment with its zone to the same one without, in the time zone of the system."""


class DateOrder(str, Enum):
	YEAR_FIRST = "Year-Month-Day"
	DAY_FIRST = "Day-Month-Year"
	MONTH_FIRST = "Month-Day-Year"


class DecimalSign(str, Enum):
	POINT = "1,234.56"
	COMMA = "1.234,56"


_PATTERNS: Final = {
	DateOrder.YEAR_FIRST: (_YEAR_FIRST,),
	DateOrder.DAY_FIRST: (_YEAR_FIRST, _DAY_FIRST),
	DateOrder.MONTH_FIRST: (_YEAR_FIRST, _MONTH_FIRST),
}
_EXAMPLES: Final = {
	DateOrder.YEAR_FIRST: "2024-12-31",
	DateOrder.DAY_FIRST: "31/12/2024",
	DateOrder.MONTH_FIRST: "12/31/2024",
}


def is_blank(text: str) -> bool:
	return text.strip().casefold() in _NOTHING


def shown(text: str) -> str:
	return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def read_moment(text: str, order: DateOrder, now: datetime, in_system_time: InSystemTime) -> datetime:
	"""Naive, in the time zone of the system. A day without a time is its midnight; a time without a zone is taken as the system's. `now`
	(naive, likewise): what is later is refused. A date that begins with the year is read whatever the order. Raises Refused."""
	moment = _read(text, order, in_system_time)
	if moment > now:
		raise _refused(
			"'{text}' is in the future. History ends today: correct it, or clear it.",
			text=shown(text.strip()),
		)
	if moment.year < EARLIEST_YEAR:
		message = "'{text}' is before {year}. Clear it if nobody knows the date."
		raise _refused(message, text=shown(text.strip()), year=EARLIEST_YEAR)
	return moment


def read_day(text: str, order: DateOrder) -> date:
	"""Of the past or of the future; a time beside it plays no part. Raises Refused."""
	return _read(text, order, lambda moment: moment.replace(tzinfo=None)).date()


def _read(text: str, order: DateOrder, in_system_time: InSystemTime) -> datetime:
	bare = text.strip()
	for pattern in _PATTERNS[order]:
		if match := pattern.fullmatch(bare):
			break
	else:
		message = "'{text}' is not a date that is written like {example}. Correct it, or choose how dates are written."
		raise _refused(message, text=shown(bare), example=_EXAMPLES[order])
	try:
		return _moment(match, in_system_time)
	except (ValueError, OverflowError):
		raise _refused("'{text}' is a date that does not exist. Correct it.", text=shown(bare)) from None


def _moment(match: re.Match[str], in_system_time: InSystemTime) -> datetime:
	parts = match.groupdict()
	hour, half = int(parts["hour"] or 0), (parts["half"] or "")[:1].lower()
	if half:
		if not 1 <= hour <= 12:
			raise ValueError(hour)
		hour = hour % 12 + (12 if half == "p" else 0)
	fraction = (parts["fraction"] or "")[:6].ljust(6, "0")
	naive = datetime(
		int(parts["year"]),
		int(parts["month"]),
		int(parts["day"]),
		hour,
		int(parts["minute"] or 0),
		int(parts["second"] or 0),
		int(fraction),
	)
	return in_system_time(naive.replace(tzinfo=_zone(parts["zone"]))) if parts["zone"] else naive


def _zone(text: str) -> timezone:
	if text.upper() in ("Z", "UTC"):
		return timezone.utc
	digits = text[1:].replace(":", "").ljust(4, "0")
	offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
	return timezone(-offset if text[0] == "-" else offset)


def read_amount(text: str, sign: DecimalSign, currency: str) -> Decimal:
	"""In `currency`, whose code or sign may stand beside it. Raises Refused."""
	bare = _without_currency(text, currency)
	if bare.startswith(_MINUS) and _GROUPED[_point(sign)].fullmatch(bare.strip("-−()")):
		raise _refused(
			"'{text}' is negative. An opportunity has an amount of nought or more.", text=shown(text)
		)
	return _amount(bare, text, sign, currency)


def read_signed_amount(text: str, sign: DecimalSign, currency: str) -> Decimal:
	"""The same of what may be negative, with a minus before or after it, or in brackets. Raises Refused."""
	bare = _without_currency(text, currency)
	is_negative = bare.startswith(_MINUS) or bare.endswith(_MINUS[:2])
	amount = _amount(bare.strip("-−()") if is_negative else bare, text, sign, currency)
	return -amount if is_negative else amount


def _without_currency(text: str, currency: str) -> str:
	bare = text.strip()
	for beside in (currency.upper(), *_SIGNS):
		if bare.upper().startswith(beside):
			bare = bare[len(beside) :]
			break
		if bare.upper().endswith(beside):
			bare = bare[: -len(beside)]
			break
	return bare.translate(_SPACES)


def _point(sign: DecimalSign) -> str:
	return "." if sign is DecimalSign.POINT else ","


def _amount(bare: str, text: str, sign: DecimalSign, currency: str) -> Decimal:
	point = _point(sign)
	if not _GROUPED[point].fullmatch(bare):
		message = "'{text}' is not an amount in {currency} that is written like {example}. Correct it, or choose how amounts are written."
		raise _refused(message, text=shown(text), currency=currency.upper(), example=sign.value)
	plain = bare.replace("," if point == "." else ".", "").replace(",", ".")
	amount = Decimal(plain)
	if amount >= LARGEST_AMOUNT:
		raise _refused("'{text}' is too large an amount.", text=shown(text))
	return amount.quantize(_SMALLEST)


def _refused(message: str, **values: object) -> Refused:
	return Refused(Problem(message=message, values=values))
