"""What is to be known of figures about stages: what was left out, what is too young, and how all of it is computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..reporting.rates import of_few_cases
from ..reporting.result import Sentence
from .question import Basis, FunnelQuestion

NOBODY = Sentence(text="No lead came in within this period. Choose a longer period, or take a filter away.")
NO_STEP = Sentence(text="No step was made in this period. Choose a longer period, or take a filter away.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
	"""`undated`: leads of which nobody knows when they came in. `deleted`: of which only rows without a name are left. `before`: sentences
	that come first."""

	undated: int = 0
	deleted: int = 0
	before: Sequence[Sentence] = ()

	def deleted_ones(self) -> Iterator[Sentence]:
		if self.deleted:
			yield Sentence(
				text="Leads that have been deleted since: {leads}, of any time. They are in no figure here.",
				values={"leads": self.deleted},
			)


def notes_on(left_out: LeftOut, *, young: int, ripe_days: int, negative: int) -> list[Sentence]:
	"""`young`: leads too young to be judged. `negative`: times below nought."""
	found = list(left_out.before)
	if young:
		found.append(
			Sentence(
				text="Leads of less than {days} days: {leads}. They are counted, but no rate includes them: what has not become of them yet is not lost.",
				values={"leads": young, "days": ripe_days},
			)
		)
	if negative:
		found.append(
			Sentence(
				text="Times below nought, because the later stage has the earlier date: {cases}. They are counted as they are.",
				values={"cases": negative},
			)
		)
	if left_out.undated:
		found.append(
			Sentence(
				text="Leads of which nobody knows when they came in: {leads}. They are in no figure here.",
				values={"leads": left_out.undated},
			)
		)
	return [*found, *left_out.deleted_ones()]


def explanations(question: FunnelQuestion, ripe_days: int, fewest: int) -> list[Sentence]:
	if question.basis is Basis.ACTIVITY:
		return [
			Sentence(
				text="Each stage counts the leads that first came to it, or passed over it to a later one, in the period, whenever they had come in."
			),
			Sentence(
				text="A ratio sets two counts of the same days side by side. They are not of the same leads, so it can be above 100 %."
			),
			Sentence(
				text="Days are calendar days between the first time on one stage and the first time on the other, of leads that came to the later one in the period and have both dates."
			),
			_OF_LEADS,
		]
	return [
		Sentence(
			text="A lead belongs to the day on which it first came to the first of these stages, or beyond, and is followed until now. Opportunities and sales count for that day only where nothing earlier is known."
		),
		Sentence(
			text="A lead has come to a stage if it was on it or on a later one. Passed over: it was only on later ones."
		),
		Sentence(
			text="Rates are of leads that came in at least {days} days ago. Younger leads stand apart.",
			values={"days": ripe_days},
		),
		of_few_cases(fewest),
		Sentence(
			text="Days are calendar days between the first time on one stage and the first time on the other, of leads that have both dates. Between two leads in the middle, the median lies halfway."
		),
		_OF_LEADS,
	]


_OF_LEADS = Sentence(
	text="Each lead counts once, however often it came back. Leads that never were on one of these stages, and leads that you may not see, are in no figure."
)
