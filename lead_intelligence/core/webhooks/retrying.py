"""What follows from an attempt: delivered, tried again and when, or given up and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Final

from ..problems import Problem

MOST_ATTEMPTS: Final = 6
_FIRST_WAIT: Final = timedelta(minutes=1)
_TIMES: Final = 3
_LONGEST_WAIT: Final = timedelta(minutes=30)
_LONGEST_WISH: Final = timedelta(hours=2)
_TRIED_AGAIN: Final = frozenset({408, 425, 429})


class Status(str, Enum):
	WAITING = "Waiting"
	DELIVERED = "Delivered"
	FAILED = "Failed"
	GIVEN_UP = "Given Up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
	"""`excerpt`: the beginning of the body. `retry_after`: the header as it came."""

	status: int
	excerpt: str = ""
	retry_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
	"""Nothing was answered. `final`: it would be the same the next time."""

	problem: Problem
	final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
	"""`wait`: until the next attempt, where there is one."""

	status: Status
	problem: Problem | None = None
	wait: timedelta | None = None


def verdict(outcome: Reply | Failure, attempts: int, now: datetime, *, host: str) -> Verdict:
	"""`attempts`: with this one. `now`: aware."""
	problem, final, wish = _judged(outcome, now, host)
	if problem is None:
		return Verdict(status=Status.DELIVERED)
	if final or attempts >= MOST_ATTEMPTS:
		return Verdict(status=Status.GIVEN_UP, problem=problem)
	wait = max(back_off(attempts), min(wish, _LONGEST_WISH))
	return Verdict(status=Status.FAILED, problem=problem, wait=wait)


def back_off(attempts: int) -> timedelta:
	"""1, 3, 9, 27 and 30 minutes: six attempts within 70 minutes."""
	times = int(_TIMES ** min(max(attempts, 1) - 1, 10))
	return min(_FIRST_WAIT * times, _LONGEST_WAIT)


def _judged(outcome: Reply | Failure, now: datetime, host: str) -> tuple[Problem | None, bool, timedelta]:
	if isinstance(outcome, Failure):
		return outcome.problem, outcome.final, timedelta(0)
	if 200 <= outcome.status < 300:
		return None, False, timedelta(0)
	values = {"host": host, "status": outcome.status}
	if outcome.status in _TRIED_AGAIN or outcome.status >= 500:
		message = "{host} answered with error {status}."
		return Problem(message=message, values=values), False, wished(outcome.retry_after, now)
	if outcome.status in (404, 410):
		message = "{host} answered with error {status}: there is nothing at this address any more. Enter the new address."
		return Problem(message=message, values=values), True, timedelta(0)
	if 300 <= outcome.status < 400:
		message = "{host} answered {status}, which sends us elsewhere. Enter the address that takes the call itself."
		return Problem(message=message, values=values), True, timedelta(0)
	message = "{host} refused the call with error {status}. Look at its answer, and correct the address, secret or template."
	return Problem(message=message, values=values), True, timedelta(0)


def wished(retry_after: str | None, now: datetime) -> timedelta:
	"""What `Retry-After` asks for: seconds or a date. Nothing where it cannot be read or is over."""
	text = (retry_after or "").strip()
	try:
		if text.isascii() and text.isdigit():
			# Whatever is longer is cut anyway, and a number without end would take long to read.
			return min(timedelta(seconds=int(text[:9])), timedelta(days=1))
		at = parsedate_to_datetime(text)
	except (TypeError, ValueError, IndexError, OverflowError):
		return timedelta(0)
	at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
	return max(min(at - now, timedelta(days=1)), timedelta(0))


def no_name(host: str) -> Failure:
	message = "There is no host {host}, or its name cannot be looked up now."
	return Failure(problem=Problem(message=message, values={"host": host}))


def no_connection(host: str) -> Failure:
	message = "{host} cannot be reached: it takes no connection, or drops it."
	return Failure(problem=Problem(message=message, values={"host": host}))


def no_trust(host: str) -> Failure:
	message = "{host} does not show a certificate that can be trusted."
	return Failure(problem=Problem(message=message, values={"host": host}))


def too_late(host: str, seconds: float) -> Failure:
	message = "{host} has not answered within {seconds} seconds."
	return Failure(problem=Problem(message=message, values={"host": host, "seconds": f"{seconds:g}"}))


def not_understood(host: str) -> Failure:
	message = "{host} answers, but not as a web server does."
	return Failure(problem=Problem(message=message, values={"host": host}))


def too_many_redirects(host: str) -> Failure:
	message = "{host} sends us on again and again."
	return Failure(problem=Problem(message=message, values={"host": host}), final=True)
