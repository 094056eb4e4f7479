"""How long answers took, one by one and over many: elapsed, and in the working time of a calendar.

Moments are without a zone, in that of the system, as working calendars take them. Durations are exact to the
microsecond. Figures are in seconds, each the floating-point number nearest to the exact value.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from ..metrics.quantile import MEDIAN, NINE_TENTHS, quantile_of
from .clock import SECOND, Clock, microseconds
from .working_calendar import WorkingCalendar


class ResponseState(str, Enum):
	ANSWERED = "answered"
	OPEN = "open"
	EARLY = "answered before due"
	"""The clocks that wrote the two moments disagree, or one of them is of something else: no response time."""
	NOT_DUE = "not due yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
	"""`elapsed`: until the answer; of an open one until the moment as of which it is looked at, None without such a
	moment. Negative for an answer before `due_from`. `working`: None without a calendar, and where nothing is to be
	timed."""

	state: ResponseState
	due_from: datetime
	answered_at: datetime | None
	elapsed: timedelta | None
	working: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
	"""Takes response times. Without a calendar only elapsed ones."""

	system_zone: ZoneInfo
	calendar: WorkingCalendar | None = None
	_clock: Clock = field(init=False, repr=False, compare=False)

	def __post_init__(self) -> None:
		if self.calendar and self.calendar.system_zone != self.system_zone:
			raise ValueError("the calendar takes moments in another zone")
		object.__setattr__(self, "_clock", Clock(self.system_zone))

	def response(
		self, due_from: datetime, answered_at: datetime | None, now: datetime | None = None
	) -> Response:
		"""An answer at the very moment it is due took no time. `now` only matters where there is no answer."""
		until = now if answered_at is None else answered_at
		elapsed = None if until is None else self.elapsed(due_from, until)
		working = None
		if elapsed is not None and elapsed < timedelta(0):
			state = ResponseState.NOT_DUE if answered_at is None else ResponseState.EARLY
			elapsed = elapsed if answered_at else None
		else:
			state = ResponseState.OPEN if answered_at is None else ResponseState.ANSWERED
			if until and self.calendar:
				working = self.calendar.working_time(due_from, until)
		return Response(
			state=state, due_from=due_from, answered_at=answered_at, elapsed=elapsed, working=working
		)

	def elapsed(self, since: datetime, until: datetime) -> timedelta:
		"""The time that really passes, whatever clocks do meanwhile."""
		return timedelta(microseconds=self._clock.instant(until) - self._clock.instant(since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
	"""How many took no longer than `limit`: their share of those that were timed, and of all there were to time."""

	limit: timedelta
	count: int
	share: float
	share_of_all: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationFigures:
	"""In seconds. The median of an even number is the mean of the two in the middle; `p90` lies on the straight line
	between its neighbours where it falls between two (as numpy's percentile does unless told otherwise)."""

	count: int
	shortest: float
	mean: float
	median: float
	p90: float
	longest: float
	within: tuple[Within, ...]


class Durations:
	"""Eight bytes each."""

	__slots__ = ("_microseconds",)

	def __init__(self, durations: Iterable[timedelta] = ()) -> None:
		self._microseconds = array("q", map(microseconds, durations))

	def __len__(self) -> int:
		return len(self._microseconds)

	def add(self, duration: timedelta) -> None:
		self._microseconds.append(microseconds(duration))

	def figures(self, limits: Sequence[timedelta] = (), out_of: int | None = None) -> DurationFigures | None:
		"""None of none. `out_of`: all there were to time, else those that were."""
		ordered = sorted(self._microseconds)
		count = len(ordered)
		if not count:
			return None
		within = (bisect_right(ordered, microseconds(limit)) for limit in limits)
		return DurationFigures(
			count=count,
			shortest=ordered[0] / SECOND,
			mean=sum(ordered) / (count * SECOND),
			median=quantile_of(ordered, MEDIAN, SECOND),
			p90=quantile_of(ordered, NINE_TENTHS, SECOND),
			longest=ordered[-1] / SECOND,
			within=tuple(
				Within(
					limit=limit,
					count=found,
					share=found / count,
					share_of_all=found / max(out_of or 0, count),
				)
				for limit, found in zip(limits, within, strict=True)
			),
		)


class ResponseTimes:
	"""Responses as they pass by. Those answered before they were due, and those not due yet, are only counted."""

	__slots__ = ("_states", "elapsed", "waiting", "waiting_working", "working")

	def __init__(self) -> None:
		self._states = dict.fromkeys(ResponseState, 0)
		self.elapsed, self.working = Durations(), Durations()
		"""Of the answered."""
		self.waiting, self.waiting_working = Durations(), Durations()
		"""Of the open, as of the moment at which they were looked at."""

	def count(self, state: ResponseState) -> int:
		return self._states[state]

	@property
	def due(self) -> int:
		"""Answered or open."""
		return self._states[ResponseState.ANSWERED] + self._states[ResponseState.OPEN]

	def add(self, response: Response) -> None:
		self._states[response.state] += 1
		if response.state is ResponseState.ANSWERED:
			elapsed, working = self.elapsed, self.working
		elif response.state is ResponseState.OPEN:
			elapsed, working = self.waiting, self.waiting_working
		else:
			return
		if response.elapsed is not None:
			elapsed.add(response.elapsed)
		if response.working is not None:
			working.add(response.working)
