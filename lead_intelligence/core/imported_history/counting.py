"""What a file comes to: counted line by line, so that any number of lines can be told in a few figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..problems import Problem
from .entering import Entering
from .past_line import PastLine, in_order

MOST_PROBLEMS: Final = 20
MOST_SAMPLES: Final = 5
_COUNTS: Final = (
	*("read", "refused", "found", "created", "already", "left_out", "answers", "without_amount"),
	*("closed_before_opened", "out_of_order", "answered_before_contact"),
)


@dataclass(slots=True)
class Tally:
	"""`counts`: lines read and refused; leads found and created; what was there already, and what was left out, of lines that were accepted.
	`stages`, `deals`: what is entered, by stage and by outcome. `problems`: the first of those that keep a line out, `notices` of those that
	keep only a part of it out. `sample`: the first lines as they are entered."""

	counts: Counter[str] = field(default_factory=Counter)
	stages: Counter[str] = field(default_factory=Counter)
	deals: Counter[str] = field(default_factory=Counter)
	problems: list[dict[str, Any]] = field(default_factory=list)
	notices: list[dict[str, Any]] = field(default_factory=list)
	sample: list[dict[str, Any]] = field(default_factory=list)

	def refuse(self, line: int, problems: tuple[Problem, ...]) -> None:
		self.counts["read"] += 1
		self.counts["refused"] += 1
		_note(self.problems, line, problems)

	def accept(self, past: PastLine, entering: Entering, lead: str | None, created: bool) -> None:
		"""`lead`: its name, where it is there."""
		counts = self.counts
		counts["read"] += 1
		counts["created" if created else "found"] += 1
		counts["already"] += entering.already
		counts["left_out"] += len(entering.left_out)
		self.stages.update(step.after.value for step in entering.steps)
		counts["out_of_order"] += past.is_out_of_order
		if entering.answer:
			counts["answers"] += 1
			counts["answered_before_contact"] += entering.answer.at < past.came_in_at
		if deal := entering.deal:
			self.deals[deal.outcome.value] += 1
			counts["without_amount"] += deal.amount is None
			counts["closed_before_opened"] += deal.is_negative
		_note(self.notices, past.line, entering.left_out)
		if len(self.sample) < MOST_SAMPLES and not entering.is_empty:
			self.sample.append(_sample(past, entering, None if created else lead))

	def data(self) -> dict[str, Any]:
		"""As plain JSON data."""
		return {
			"counts": {name: self.counts[name] for name in _COUNTS},
			"stages": dict(self.stages),
			"deals": dict(self.deals),
			"problems": self.problems,
			"notices": self.notices,
			"sample": self.sample,
		}

	@classmethod
	def of(cls, data: Mapping[str, Any]) -> Tally:
		"""Goes on where `data` was taken."""
		return cls(
			counts=Counter(data.get("counts") or {}),
			stages=Counter(data.get("stages") or {}),
			deals=Counter(data.get("deals") or {}),
			problems=list(data.get("problems") or ()),
			notices=list(data.get("notices") or ()),
			sample=list(data.get("sample") or ()),
		)


def problem_data(problem: Problem) -> dict[str, Any]:
	values = {
		name: value if isinstance(value, (int, str)) else str(value) for name, value in problem.values.items()
	}
	return {"message": problem.message, "place": problem.place, "values": values}


def _note(noted: list[dict[str, Any]], line: int, problems: tuple[Problem, ...]) -> None:
	if problems and len(noted) < MOST_PROBLEMS:
		noted.append({"line": line, "problems": [problem_data(problem) for problem in problems]})


def _sample(past: PastLine, entering: Entering, lead: str | None) -> dict[str, Any]:
	deal = entering.deal
	entered = {step.after: step.at for step in entering.steps}
	return {
		"line": past.line,
		"lead": lead,
		"name": past.shown_name,
		"stages": [[stage.value, str(at)] for stage, at in in_order(entered)],
		"answer": str(entering.answer.at) if entering.answer else None,
		"deal": {
			"outcome": deal.outcome.value,
			"opened_at": str(deal.opened_at) if deal.opened_at else None,
			"closed_at": str(deal.closed_at) if deal.closed_at else None,
			"amount": str(deal.amount) if deal.amount is not None else None,
		}
		if deal
		else None,
	}
