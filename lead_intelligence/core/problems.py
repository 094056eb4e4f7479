"""What is wrong with something an admin wrote: where, what, and what to do. Translatable as a whole sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def untranslated(text: str) -> str:
	return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
	"""One refusal. `place` and `message` are templates in English; `values` fill both."""

	message: str
	place: str = ""
	values: Mapping[str, object] = field(default_factory=dict)

	def at(self, place: str, **values: object) -> Problem:
		"""The same problem, found at `place`."""
		return Problem(message=self.message, place=place, values={**self.values, **values})

	def text(self, translate: Translate = untranslated) -> str:
		sentence = translate(self.message).format(**self.values)
		return f"{translate(self.place).format(**self.values)}: {sentence}" if self.place else sentence


class Refused(ValueError):
	"""Something was refused for one or more stated problems."""

	def __init__(self, *problems: Problem) -> None:
		super().__init__("\n".join(problem.text() for problem in problems))
		self.problems = problems
