"""The queue in words: why a lead is in it now, what to do, and why it stands before another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ..problems import Translate, untranslated
from ..sla.response_clock import Purpose
from .groups import Group
from .queued_lead import HotSignal, PlannedStep, StepKind
from .ranking import Criterion, Entry, deciding_criterion
from .reasons import Reason

Moment = Callable[[datetime], str]
NameOf = Callable[[str], str]


def why_sentence(
	reason: Reason,
	translate: Translate = untranslated,
	moment: Moment = str,
	name_of: NameOf = str,
	day: Callable[[date], str] = str,
) -> str:
	"""For example: The first response is late since 09:12. `moment` and `day` say how these are shown, `name_of` what a user is called."""
	at = moment(reason.at) if reason.at else "…"
	match reason.group:
		case Group.DUE_NOW | Group.LATE | Group.CLOCK_RUNNING:
			return _clock(reason, at, translate)
		case Group.TO_ACCEPT:
			return _handover(reason, at, translate, moment, name_of)
		case Group.PLANNED_STEP:
			return _step(reason.step, at, translate, name_of) if reason.step else ""
		case Group.HOT_SIGNAL:
			return _hot(reason.hot, at, translate) if reason.hot else ""
		case Group.BACK_AGAIN:
			return _back(reason, at, translate, day)
		case Group.UNATTENDED:
			return translate("Left without contact for too long, since {0}.").format(at)
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


def _handover(reason: Reason, at: str, translate: Translate, moment: Moment, name_of: NameOf) -> str:
	handover = reason.handover
	handed_at = moment(handover.handed_at) if handover and handover.handed_at else None
	by = name_of(handover.by) if handover and handover.by else None
	if handed_at is None:
		said = translate("Was handed over to you and waits for your answer.")
	elif by:
		said = translate("{0} handed it over to you at {1}, and waits for your answer.").format(by, handed_at)
	else:
		said = translate("Was handed over to you at {0} and waits for your answer.").format(handed_at)
	return f"{said} {translate('It is due by {0}.').format(at)}" if reason.at else said


def _step(step: PlannedStep, at: str, translate: Translate, name_of: NameOf) -> str:
	match step.kind:
		case StepKind.CALL:
			said = translate("A call is planned for {0}.")
		case StepKind.EMAIL:
			said = translate("An e-mail is planned for {0}.")
		case StepKind.MEETING:
			said = translate("A meeting is planned for {0}.")
		case StepKind.MESSAGE:
			said = translate("A message is planned for {0}.")
		case StepKind.OTHER:
			said = translate("A step is planned for {0}.")
	said = said.format(at)
	if step.by:
		said = f"{said[:-1]}, {translate('by {0}').format(name_of(step.by))}."
	return f"{said} {step.note}" if step.note else said


def _hot(hot: HotSignal, at: str, translate: Translate) -> str:
	if hot.kind is None:
		return translate("Is getting warmer: engagement rose by {0} points, seen at {1}.").format(
			hot.points, at
		)
	said = translate("Shows intent to buy: {0} at {1}.").format(translate(hot.kind), at)
	return f"{said[:-1]}, “{hot.subject}”." if hot.subject else said


def _back(reason: Reason, at: str, translate: Translate, day: Callable[[date], str]) -> str:
	if reason.day:
		return translate("Is to be looked at again since {0}.").format(day(reason.day))
	said = translate("Was snoozed until {0}.").format(at)
	note = reason.snooze.note if reason.snooze else None
	return f"{said} {note}" if note else said


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


def precedence(first: Entry, second: Entry, translate: Translate = untranslated) -> str:
	"""Why `first` stands before `second`."""
	if first.group is not second.group:
		labels = group_label(first.group, translate), group_label(second.group, translate)
		return translate("“{0}” comes before “{1}”.").format(*labels)
	match deciding_criterion(first, second):
		case Criterion.SOONEST:
			return translate("It is due sooner.")
		case Criterion.LATEST if first.group is Group.LATE:
			return translate("It became late more recently, so the chance to reach somebody is better.")
		case Criterion.LATEST:
			return translate("Its signal is more recent.")
		case Criterion.LONGEST:
			return translate("It has waited longer.")
		case Criterion.GRADE:
			return translate("Its grade is better.")
		case Criterion.SCORE:
			return translate("Its score is higher.")
		case _:
			return translate("Nothing else tells them apart, so it goes by their numbers.")
