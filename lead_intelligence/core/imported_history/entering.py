"""What of a line may enter the journey of its lead: nothing twice, and nothing that the app has recorded itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from ..problems import Problem
from ..qualification.place import NOWHERE, Place
from ..qualification.stages import Stage
from .past_line import PastAnswer, PastDeal, PastLine, in_order, stands_on

_NOT_ITSELF: Final = (
	"{stage}: {at} is not entered, because the app has recorded this lead's stages itself since {since}."
)
_NOT_OTHERWISE: Final = (
	"{stage}: {at} is not entered, because an earlier import says {before}. Undo that import if it is wrong."
)
_NOT_ANOTHER_DEAL: Final = "The opportunity is not entered, because an earlier import has entered another one of this lead. Undo that import if it is wrong."
_NOT_BESIDE_RECORDS: Final = "The opportunity is not entered, because ERPNext holds an opportunity, a quotation or a customer of this lead."


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPast:
	"""What is stored of a lead. `recorded_since`: the first stage that the app has dated itself, None where there is none. `imported`: when
	earlier imports say that stages were reached. `has_records`: ERPNext holds an opportunity, a quotation or a customer of it. Times are
	naive, in the system time zone."""

	place: Place = NOWHERE
	recorded_since: datetime | None = None
	imported: Mapping[Stage, datetime] = field(default_factory=dict)
	answers: frozenset[datetime] = frozenset()
	deal: PastDeal | None = None
	has_records: bool = False


NEW_LEAD = KnownPast()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
	"""One row for the journey."""

	before: Stage | None
	after: Stage
	at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
	"""`place`: where the lead stands from now on; None where it keeps its own. `already`: so much of the line is there. `left_out`: why the rest
	is not entered."""

	steps: tuple[PastStep, ...] = ()
	answer: PastAnswer | None = None
	deal: PastDeal | None = None
	place: Place | None = None
	already: int = 0
	left_out: tuple[Problem, ...] = ()

	@property
	def is_empty(self) -> bool:
		return not (self.steps or self.answer or self.deal)


def entering(line: PastLine, known: KnownPast = NEW_LEAD) -> Entering:
	fresh: dict[Stage, datetime] = {}
	already, left_out = 0, []
	for stage, at in in_order(line.stages):
		before = known.imported.get(stage)
		if before == at:
			already += 1
		elif before is not None:
			left_out.append(_dated_otherwise(stage, at, before))
		elif problem := _recorded_itself(at, known, stage.value):
			left_out.append(problem)
		else:
			fresh[stage] = at
	answer, deal = line.answer, line.deal
	if answer and answer.at in known.answers:
		answer, already = None, already + 1
	elif answer and (problem := _recorded_itself(answer.at, known, "Answered On")):
		answer = None
		left_out.append(problem)
	if deal and known.deal:
		same = _says_the_same(deal, known.deal)
		already += same
		if not same:
			left_out.append(Problem(message=_NOT_ANOTHER_DEAL))
		deal = None
	elif deal and known.has_records:
		left_out.append(Problem(message=_NOT_BESIDE_RECORDS))
		deal = None
	return Entering(
		steps=_steps(fresh, known.imported),
		answer=answer,
		deal=deal,
		place=_place({**known.imported, **fresh}, known) if fresh else None,
		already=already,
		left_out=tuple(left_out),
	)


def _recorded_itself(at: datetime, known: KnownPast, what: str) -> Problem | None:
	since = known.recorded_since
	if since is None or at < since:
		return None
	return Problem(message=_NOT_ITSELF, values={"stage": what, "at": at, "since": since})


def _dated_otherwise(stage: Stage, at: datetime, before: datetime) -> Problem:
	return Problem(message=_NOT_OTHERWISE, values={"stage": stage.value, "at": at, "before": before})


def _says_the_same(deal: PastDeal, other: PastDeal) -> bool:
	"""Whoever it belonged to."""
	return replace(deal, owner=None) == replace(other, owner=None)


def _steps(fresh: Mapping[Stage, datetime], imported: Mapping[Stage, datetime]) -> tuple[PastStep, ...]:
	"""Each comes from where the lead stood before, by all that is known of its past."""
	steps, before = [], None
	for stage, at in in_order({**imported, **fresh}):
		if stage in fresh:
			steps.append(PastStep(before=before, after=stage, at=at))
		before = stage
	return tuple(steps)


def _place(stages: Mapping[Stage, datetime], known: KnownPast) -> Place | None:
	"""Only of a lead that has no stage of its own. It is history: cycle 0, judged by no agreement."""
	if known.place.stage is not None and not known.place.is_of_the_past:
		return None
	found = stands_on(stages)
	return Place(stage=found[0], since=found[1]) if found else None
