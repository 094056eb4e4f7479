"""What is wrong with a step or a snooze that somebody wants to plan, and with the settings of the queue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from ..problems import Problem, Translate, untranslated
from ..sla.open_clocks import OpenClocks
from .groups import Group
from .queued_lead import StepKind

LONGEST_NOTE: Final = 500
FURTHEST: Final = timedelta(days=731)
SNOOZE_ROW: Final = "Snooze Until"
QUEUE_ROW: Final = "Order of the Queue, row {row}"
_DUE_AT: Final = "Due At"


def mistakes_in_step(kind: str, due_at: datetime, note: str | None, now: datetime) -> tuple[Problem, ...]:
	return tuple(_step_mistakes(kind, due_at, note, now))


def _step_mistakes(kind: str, due_at: datetime, note: str | None, now: datetime) -> Iterator[Problem]:
	if kind not in {one.value for one in StepKind}:
		yield Problem(
			message="'{kind}' is no kind of step. Choose one of {kinds}.",
			place="Kind",
			values={"kind": kind[:60], "kinds": ", ".join(one.value for one in StepKind)},
		)
	yield from _moment_mistakes(due_at, now, _DUE_AT)
	yield from _note_mistakes(note)


def mistakes_in_snooze(
	until: datetime, note: str | None, now: datetime, clocks: OpenClocks
) -> tuple[Problem, ...]:
	"""`clocks`: the open ones of the lead. One that is late cannot be put to sleep."""
	return tuple(_snooze_mistakes(until, note, now, clocks))


def _snooze_mistakes(
	until: datetime, note: str | None, now: datetime, clocks: OpenClocks
) -> Iterator[Problem]:
	if any(due_at is not None and due_at < now for due_at in clocks.values()):
		yield Problem(
			message="A response clock of this lead is late, so it cannot be snoozed. Answer it, or put the lead aside."
		)
	yield from _moment_mistakes(until, now, SNOOZE_ROW)
	yield from _note_mistakes(note)


def _moment_mistakes(moment: datetime, now: datetime, place: str) -> Iterator[Problem]:
	if moment <= now:
		yield Problem(
			message="{moment} is not in the future. Choose a later moment.",
			place=place,
			values={"moment": f"{moment:%Y-%m-%d %H:%M}"},
		)
	elif moment - now > FURTHEST:
		yield Problem(
			message="{moment} is more than two years away. Choose an earlier moment.",
			place=place,
			values={"moment": f"{moment:%Y-%m-%d %H:%M}"},
		)


def _note_mistakes(note: str | None) -> Iterator[Problem]:
	if note and len(note) > LONGEST_NOTE:
		yield Problem(
			message="The note has {length} characters. Shorten it to {most}.",
			place="Note",
			values={"length": len(note), "most": LONGEST_NOTE},
		)


def mistakes_in_order(groups: Iterable[str], translate: Translate = untranslated) -> tuple[Problem, ...]:
	"""Of the rows in the settings, from the first on. `translate`: groups are named as the form shows them."""
	return tuple(_order_mistakes(list(groups), translate))


def _order_mistakes(groups: list[str], translate: Translate) -> Iterator[Problem]:
	known = [group.value for group in Group if group is not Group.OPEN]
	for row, group in enumerate(groups, start=1):
		if group not in known:
			yield Problem(
				message="'{group}' is no group of the queue. Choose one of {groups}.",
				place=QUEUE_ROW,
				values={"row": row, "group": group[:60], "groups": ", ".join(map(translate, known))},
			)
		elif group in groups[: row - 1]:
			yield Problem(
				message="'{group}' is listed twice. Remove one of the two rows.",
				place=QUEUE_ROW,
				values={"row": row, "group": translate(group)},
			)
