"""The order of two leads, read off the table of docs/lead-desk-order.md one column after the other, without any of the code that ranks."""

from __future__ import annotations

from datetime import datetime

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.ranking import Entry


def is_before(first: Entry, second: Entry, groups: tuple[Group, ...]) -> bool:
	if first.group is not second.group:
		return groups.index(first.group) < groups.index(second.group)
	for verdict in _verdicts(first, second):
		if verdict is not None:
			return verdict
	return first.lead.name < second.lead.name


def _verdicts(first: Entry, second: Entry) -> list[bool | None]:
	one, other = first.lead, second.lead
	grade = _smaller(one.grade_rank, other.grade_rank)
	score = _smaller(other.score, one.score) if None not in (one.score, other.score) else None
	if (one.score is None) != (other.score is None):
		score = one.score is not None
	sooner, later = _smaller(first.at, second.at), _larger(first.at, second.at)
	match first.group:
		case Group.DUE_NOW | Group.PLANNED_STEP | Group.TO_ACCEPT | Group.CLOCK_RUNNING:
			return [sooner, grade, score]
		case Group.LATE:
			return [grade, later, score]
		case Group.HOT_SIGNAL:
			return [later, grade, score]
		case Group.BACK_AGAIN | Group.UNATTENDED:
			return [grade, sooner, score]
		case Group.OPEN:
			return [grade, score, sooner]


def _smaller(one: float | datetime | None, other: float | datetime | None) -> bool | None:
	"""What is not known comes last. None where they are alike."""
	if one == other:
		return None
	return one is not None and (other is None or one < other)


def _larger(one: datetime | None, other: datetime | None) -> bool | None:
	if one == other:
		return None
	return one is not None and (other is None or one > other)
