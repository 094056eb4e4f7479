"""How long the leads of one rep take to be put in order, with all reasons, beside a plain sort by grade and score; and what the words of a
page of them take on top.

python -m benchmarks.desk_order
"""

from __future__ import annotations

import gc
from datetime import datetime, timedelta
from random import Random

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.queued_lead import (
	Handover,
	HotSignal,
	PlannedStep,
	QueuedLead,
	Snooze,
	StepKind,
)
from lead_intelligence.core.lead_queue.ranking import Queue, rank
from lead_intelligence.core.lead_queue.sentences import why_sentence
from lead_intelligence.core.sla.response_clock import Purpose

from .stopwatch import best_of

SIZES, ROUNDS, SHOWN = (60, 5_000, 20_000), 7, 50
_NOW = datetime(2026, 11, 26, 9, 0)
_SOON = timedelta(minutes=30)


def main() -> None:
	print(f"best of {ROUNDS} rounds, one core; {SHOWN} rows in words")
	for size in SIZES:
		leads = _leads(size)
		# Python's collector would walk through all these leads again and again.
		gc.freeze()
		plain = best_of(ROUNDS, lambda leads=leads: sorted(leads, key=_by_grade_and_score))
		queue = rank(leads, _NOW, soon=_SOON)
		busy = sum(entry.group is not Group.OPEN for entry in queue.entries)
		print(f"\n{size} leads: {busy} with a reason, {len(queue.resting)} at rest")
		_say("grade and score alone", plain, plain, size)
		_say(
			"the queue, all reasons",
			best_of(ROUNDS, lambda leads=leads: rank(leads, _NOW, soon=_SOON)),
			plain,
			size,
		)
		_say("the words of its first page", best_of(ROUNDS, lambda queue=queue: _words(queue)), plain, size)


def _say(name: str, seconds: float, beside: float, size: int) -> None:
	print(
		f"{name:28} {seconds * 1e3:8.2f} ms {seconds / size * 1e6:8.2f} µs a lead {seconds / beside:8.1f} × the plain sort"
	)


def _leads(number: int) -> list[QueuedLead]:
	"""Half of them have nothing that presses; of the others, some have several reasons at once."""
	draw = Random(number)
	return [_lead(f"CRM-LEAD-2026-{place:05}", draw) for place in range(number)]


def _lead(name: str, draw: Random) -> QueuedLead:
	def at(earliest: int, latest: int) -> datetime:
		return _NOW + timedelta(minutes=draw.randint(earliest, latest))

	def has(share: float) -> bool:
		return draw.random() < share

	grade = draw.choice((0, 1, 2, 3, None))
	step = PlannedStep(name=name, kind=draw.choice(tuple(StepKind)), due_at=at(-600, 6000), by="Théo")
	return QueuedLead(
		name=name,
		grade=None if grade is None else "ABCD"[grade],
		grade_rank=grade,
		score=None if grade is None else draw.uniform(0, 100),
		since=at(-90_000, 0),
		clocks={draw.choice(tuple(Purpose)): at(-600, 3000)} if has(0.15) else {},
		handover=Handover(handed_at=at(-600, 0)) if has(0.05) else None,
		hot=HotSignal(at=at(-1440, 0), kind="Demo Request", until=at(0, 1440)) if has(0.05) else None,
		steps=(step,) if has(0.2) else (),
		snooze=Snooze(name=name, until=at(-600, 6000), since=at(-6000, -600)) if has(0.1) else None,
		stagnant_since=at(-90_000, 0) if has(0.1) else None,
	)


def _by_grade_and_score(lead: QueuedLead) -> tuple[int, float, str]:
	return (9 if lead.grade_rank is None else lead.grade_rank, -(lead.score or 0.0), lead.name)


def _words(queue: Queue) -> list[str]:
	return [why_sentence(reason) for entry in queue.entries[:SHOWN] for reason in entry.reasons]


if __name__ == "__main__":
	main()
