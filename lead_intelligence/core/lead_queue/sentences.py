"""The queue in words: why a lead is in it now, what to do, and why it stands before another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from ..problems import Translate, untranslated
from ..sla.response_clock import Purpose
from .groups import Group
from .queued_lead import HotSignal, PlannedStep, QueuedLead, StepKind
from .ranking import Criterion, Entry, deciding_criterion
from .reasons import Reason

Moment = Callable[[datetime], str]
_UNKNOWN: Final = "…"
_OF_TIME: Final = (Criterion.SOONEST, Criterion.LATEST, Criterion.LONGEST)


def why_sentence(
	reason: Reason,
	translate: Translate = untranslated,
	moment: Moment = str,
	day: Callable[[date], str] = str,
) -> str:
	"""For example: The first response is late since 09:12. `moment` and `day` say how these are shown."""
	at = moment(reason.at) if reason.at else _UNKNOWN
	match reason.group:
		case Group.DUE_NOW | Group.LATE | Group.CLOCK_RUNNING:
			return _clock(reason, at, translate)
		case Group.TO_ACCEPT:
			return _handover(reason, translate, moment)
		case Group.PLANNED_STEP:
			return _step(reason.step, at, translate) if reason.step else ""
		case Group.HOT_SIGNAL:
			return _hot(reason.hot, at, translate) if reason.hot else ""
		case Group.BACK_AGAIN:
			return _back(reason, at, translate, day)
		case Group.UNATTENDED:
			return translate("Nothing has happened with it since {0}, which is too long.").format(at)
		case Group.OPEN:
			return translate("Nothing presses: take it up when there is time.")


def _clock(reason: Reason, at: str, translate: Translate) -> str:
	is_late = reason.group is Group.LATE
	match reason.purpose:
		case Purpose.ACCEPTANCE if is_late:
			return translate("Waits for your answer, which is late since {0}.").format(at)
		case Purpose.ACCEPTANCE:
			return translate("Waits for your answer: accept or refuse it by {0}.").format(at)
		case Purpose.NEXT_TOUCH if is_late:
			return translate("The next contact is late since {0}.").format(at)
		case Purpose.NEXT_TOUCH:
			return translate("The next contact is due by {0}.").format(at)
		case _ if is_late:
			return translate("The first response is late since {0}.").format(at)
		case _:
			return translate("The first response is due by {0}.").format(at)


def _handover(reason: Reason, translate: Translate, moment: Moment) -> str:
	handover = reason.handover
	since = moment(handover.handed_at) if handover and handover.handed_at else None
	by = handover.by if handover else None
	due_at = moment(reason.at) if reason.at else None
	if since is None:
		said = translate("Waits for your answer")
	else:
		said = translate("Has waited for your answer since {0}").format(since)
	if by:
		said = translate("{0}, handed over by {1}").format(said, by)
	return translate("{0}, due by {1}.").format(said, due_at) if due_at else f"{said}."


def _step(step: PlannedStep, at: str, translate: Translate) -> str:
	match step.kind:
		case StepKind.CALL:
			said = translate("A call was planned for {0}")
		case StepKind.EMAIL:
			said = translate("An e-mail was planned for {0}")
		case StepKind.MEETING:
			said = translate("A meeting was planned for {0}")
		case StepKind.MESSAGE:
			said = translate("A message was planned for {0}")
		case StepKind.OTHER:
			said = translate("A step was planned for {0}")
	said = said.format(at)
	if step.by:
		said = translate("{0}, by {1}").format(said, step.by)
	return _quoting(said, step.note, translate)


def _hot(hot: HotSignal, at: str, translate: Translate) -> str:
	if hot.kind is None:
		return translate("Is getting warmer: engagement has risen by {0} points, {1}.").format(hot.points, at)
	said = translate("Shows intent to buy: {0}, {1}").format(translate(hot.kind), at)
	return _quoting(said, hot.subject, translate)


def _back(reason: Reason, at: str, translate: Translate, day: Callable[[date], str]) -> str:
	if reason.day:
		return translate("Is to be looked at again since {0}.").format(day(reason.day))
	said = translate("Was snoozed until {0}").format(at)
	return _quoting(said, reason.snooze.note if reason.snooze else None, translate)


def _quoting(said: str, text: str | None, translate: Translate) -> str:
	"""What people wrote is told from what is known."""
	return translate("{0}: “{1}”.").format(said, text) if text else f"{said}."


def group_label(group: Group, translate: Translate = untranslated) -> str:
	return translate(group.value)


def group_sentence(group: Group, translate: Translate = untranslated) -> str:
	"""What the group is, and how it is put in order."""
	match group:
		case Group.DUE_NOW:
			return translate(
				"A response clock is about to run out and can still be kept. The least time left comes first."
			)
		case Group.LATE:
			return translate(
				"A response clock has run out. The best grade comes first, and of one grade what became late last: the chance to reach somebody falls with every minute."
			)
		case Group.PLANNED_STEP:
			return translate("Something was planned for now, or for earlier. The earliest comes first.")
		case Group.HOT_SIGNAL:
			return translate(
				"The lead shows that it may buy now, and nobody has answered yet. The latest signal comes first."
			)
		case Group.TO_ACCEPT:
			return translate(
				"The lead was handed over to you, to accept or to refuse. What is due first comes first."
			)
		case Group.CLOCK_RUNNING:
			return translate("A response clock runs, with time left. What is due first comes first.")
		case Group.BACK_AGAIN:
			return translate(
				"A snooze is over, or the day has come to look at a lead in Nurture again. The best grade comes first."
			)
		case Group.UNATTENDED:
			return translate(
				"Nothing has happened with the lead for too long. The best grade comes first, then the longest wait."
			)
		case Group.OPEN:
			return translate("Nothing presses. The best grade comes first, then the highest score.")


def precedence(first: Entry, second: Entry, translate: Translate = untranslated, moment: Moment = str) -> str:
	"""Why `first` stands before `second`: by the first criterion that tells them apart."""
	if first.group is not second.group:
		labels = group_label(first.group, translate), group_label(second.group, translate)
		return translate("“{0}” comes before “{1}”.").format(*labels)
	at, other = (moment(one.at) if one.at else _UNKNOWN for one in (first, second))
	criterion = deciding_criterion(first, second)
	if criterion in _OF_TIME and at == other:
		return translate("Both are of the same minute, {0}: the seconds decide.").format(at)
	match criterion:
		case Criterion.SOONEST if second.at is None:
			return translate("It is due by {0}, the other has no time set.").format(at)
		case Criterion.SOONEST:
			return translate("It is due sooner: {0}, the other {1}.").format(at, other)
		case Criterion.LATEST if first.group is Group.LATE:
			return translate(
				"It became late more recently, {0} and not {1}, so the chance to reach somebody is better."
			).format(at, other)
		case Criterion.LATEST:
			return translate("Its signal is more recent: {0}, that of the other {1}.").format(at, other)
		case Criterion.LONGEST:
			return translate("It has waited longer: since {0}, the other since {1}.").format(at, other)
		case Criterion.GRADE:
			return _by_grade(first.lead.grade, second.lead, translate)
		case Criterion.SCORE if second.lead.score is None:
			return translate("It has a score, the other has none.")
		case Criterion.SCORE:
			scores = (f"{one.lead.score:.10g}" for one in (first, second))
			return translate("Its score is higher: {0}, the other {1}.").format(*scores)
		case _:
			return translate("Nothing else tells them apart, so it goes by their numbers.")


def _by_grade(grade: str | None, other: QueuedLead, translate: Translate) -> str:
	if other.grade_rank is None:
		return translate("It has grade {0}, the other has none that is known.").format(grade or _UNKNOWN)
	return translate("Its grade is better: {0}, the other {1}.").format(
		grade or _UNKNOWN, other.grade or _UNKNOWN
	)
