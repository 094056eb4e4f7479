"""A touch as someone outside reports it: checked field by field, and refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn

from ..problems import Problem
from .touch import Direction, Response, Signal

LONGEST_NAME: Final = 140
SUBJECT_KEPT: Final = 500
# A longer one is no subject, but a document that went astray.
LONGEST_SUBJECT: Final = 10_000
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
_EARLIEST: Final = datetime(1970, 1, 1)

FIELDS: Final = (
	*("kind", "lead", "email", "phone", "name", "company_name", "create", "happened_at", "idempotency_key"),
	*("subject", "signal", "direction", "channel", "source", "medium", "campaign"),
	*("response", "answered_by"),
)
_TRUE: Final = (True, 1, "1", "true", "True")
_FALSE: Final = (None, False, 0, "", "0", "false", "False")
_EMAIL: Final = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")
# Neither people nor the database can do anything with these.
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class TouchRefused(ValueError):
	"""`type` is for programs, `problem` for people. `field`: the one to look at, if it is one."""

	def __init__(self, type_: str, field: str | None, problem: Problem) -> None:
		super().__init__(problem.text())
		self.type = type_
		self.field = field
		self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingTouch:
	"""`happened_at` is None where nobody said: then it is now. `subject_cut`: it was longer. `response`: what it is
	towards a lead that waits for us; `answered_by`: the address of the one who did it."""

	kind: str
	happened_at: datetime | None
	idempotency_key: str | None
	lead: str | None
	email: str | None
	phone: str | None
	name: str | None
	company_name: str | None
	create: bool
	signal: str | None
	direction: str | None
	channel: str | None
	source: str | None
	medium: str | None
	campaign: str | None
	subject: str | None
	subject_cut: bool
	response: str | None
	answered_by: str | None


def _refuse(message: str, type_: str, field: str | None, **values: object) -> NoReturn:
	raise TouchRefused(type_, field, Problem(message=message, values={"field": field, **values}))


def read_touch(
	data: object, kinds: Mapping[str, str], now: datetime, to_local: Callable[[datetime], datetime]
) -> IncomingTouch:
	"""`kinds`: the names of those that can be recorded, by the name without capitals. `now` is naive, in the system time
	zone, to which `to_local` converts a moment with an offset."""
	if not isinstance(data, Mapping):
		_refuse("A touch must be a JSON object.", "not_an_object", None)
	for field in data:
		if field not in FIELDS:
			_refuse(
				"There is no field '{field}'. There are: {known}.",
				"unknown_field",
				UNPRINTABLE.sub(" ", str(field))[:LONGEST_NAME],
				known=", ".join(FIELDS),
			)
	subject = _text(data, "subject", LONGEST_SUBJECT)
	response = _one_of(data, "response", [response.value for response in Response])
	answered_by = _email(data, "answered_by")
	if answered_by and not response:
		_refuse("Say in 'response' whether it was an answer or an attempt.", "missing", "response")
	return IncomingTouch(
		kind=_kind(data, kinds),
		happened_at=read_moment(data, "happened_at", now, to_local),
		idempotency_key=_text(data, "idempotency_key"),
		lead=_text(data, "lead"),
		email=_email(data, "email"),
		phone=_text(data, "phone"),
		name=_text(data, "name"),
		company_name=_text(data, "company_name"),
		create=_yes_or_no(data, "create"),
		signal=_one_of(data, "signal", [signal.value for signal in Signal]),
		direction=_one_of(data, "direction", [direction.value for direction in Direction]),
		channel=_text(data, "channel"),
		source=_text(data, "source"),
		medium=_text(data, "medium"),
		campaign=_text(data, "campaign"),
		subject=subject[:SUBJECT_KEPT] if subject else None,
		subject_cut=len(subject or "") > SUBJECT_KEPT,
		response=response,
		answered_by=answered_by,
	)


def _text(data: Mapping[str, Any], field: str, longest: int = LONGEST_NAME) -> str | None:
	value = data.get(field)
	if value is None:
		return None
	if not isinstance(value, str):
		_refuse("'{field}' must be given as text.", "not_text", field)
	if len(value) > longest:
		_refuse("'{field}' may have at most {most} characters.", "too_long", field, most=longest)
	return UNPRINTABLE.sub(" ", value).strip() or None


def _kind(data: Mapping[str, Any], kinds: Mapping[str, str]) -> str:
	given = _text(data, "kind")
	if given is None:
		_refuse("'{field}' is missing.", "missing", "kind")
	if (known := kinds.get(given.casefold())) is None:
		shown = ", ".join(sorted(set(kinds.values())))
		_refuse(
			"There is no kind of touch '{kind}'. There are: {known}.",
			"unknown_kind",
			"kind",
			kind=given,
			known=shown,
		)
	return known


def _email(data: Mapping[str, Any], field: str) -> str | None:
	email = _text(data, field)
	if email is None:
		return None
	if not _EMAIL.fullmatch(email):
		_refuse("'{value}' is not an e-mail address.", "bad_email", field, value=email)
	return email.lower()


def _one_of(data: Mapping[str, Any], field: str, known: list[str]) -> str | None:
	given = _text(data, field)
	if given is None:
		return None
	for value in known:
		if value.casefold() == given.casefold():
			return value
	_refuse("'{field}' must be one of: {known}.", "unknown_value", field, known=", ".join(known))


def _yes_or_no(data: Mapping[str, Any], field: str) -> bool:
	value = data.get(field)
	if not isinstance(value, (str, int, bool, type(None))) or value not in (*_TRUE, *_FALSE):
		_refuse("'{field}' must be true or false.", "not_true_or_false", field)
	return value in _TRUE


def read_moment(
	data: Mapping[str, Any], field: str, now: datetime, to_local: Callable[[datetime], datetime]
) -> datetime | None:
	"""A moment that has come already. Raises TouchRefused."""
	given = _text(data, field)
	if given is None:
		return None
	try:
		moment = datetime.fromisoformat(re.sub("[zZ]$", "+00:00", given))
		if moment.tzinfo is not None:
			moment = to_local(moment).replace(tzinfo=None)
	except (ValueError, OverflowError):
		_refuse(
			"'{value}' is no moment. Write it like 2026-03-31T14:05:00 or 2026-03-31T14:05:00+02:00.",
			"bad_time",
			field,
			value=given,
		)
	if moment > now + CLOCKS_DIFFER_BY:
		_refuse("'{value}' is in the future.", "in_the_future", field, value=given)
	if moment < _EARLIEST:
		_refuse("'{value}' is before 1970.", "too_long_ago", field, value=given)
	return moment
