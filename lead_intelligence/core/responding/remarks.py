"""What is to be known of the figures on responses, and how they are computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..reporting.result import Sentence
from .question import Basis, ResponseQuestion
from .responses import Responses

NOTHING_DUE: Final = Sentence(
	text="No lead was due a first response in this period. Choose a longer period, or take a filter away."
)
NOTHING_ANSWERED: Final = Sentence(
	text="No lead was answered in this period. Choose a longer period, or take a filter away."
)


def notes_on(
	every: Responses, *, untimed: int, repeated: int, nameless: int, ripe_days: int
) -> Iterator[Sentence]:
	"""`untimed`: answered leads of which no working time is known. `repeated`: how often else the same leads were due. `nameless`: how
	often leads were that have been deleted since."""
	if untimed:
		yield Sentence(
			text="Of {leads} answered leads no working time is known, only the time that passed: they come from imported history.",
			values={"leads": untimed},
		)
	if every.elapsed and every.elapsed.negative:
		yield Sentence(
			text="{leads} leads were answered before they came, by what was imported. They count as answered at once, and in the medians with the time below nought.",
			values={"leads": every.elapsed.negative},
		)
	if every.unripe:
		yield Sentence(
			text="{leads} leads are younger than {days} days. They are in no rate of conversion, because what has not become of them yet is not lost.",
			values={"leads": every.unripe, "days": ripe_days},
		)
	if repeated:
		yield Sentence(
			text="The same leads were due again {times} times in the period, which is not counted: a lead counts once, by the first time.",
			values={"times": repeated},
		)
	if nameless:
		yield Sentence(
			text="{times} times a lead was due a first response that has been deleted since. These are in no figure.",
			values={"times": nameless},
		)


def range_of_rates(fewest: int) -> Sentence:
	return Sentence(
		text="The range beside a rate is Wilson's, 95 %. A rate of fewer than {fewest} leads is marked as of few cases.",
		values={"fewest": fewest},
	)


def how(question: ResponseQuestion, ripe_days: int, fewest: int) -> tuple[Sentence, ...]:
	in_period = (
		Sentence(
			text="A lead counts once: by the first time in the period that it became due a first response."
		)
		if question.basis is Basis.DUE
		else Sentence(text="A lead counts once: by the first answer in the period.")
	)
	return (
		in_period,
		Sentence(
			text="Working time is what passes while people work by the calendar of the response policy. Elapsed time is all time. Both end with the first answer of a person."
		),
		Sentence(
			text="In time: of the leads whose due moment has passed or that were answered, those that were answered before it. Leads that ended before they were due, and leads whose time still runs, are not among them."
		),
		Sentence(
			text="The median is the time within which half of the answers came, the second figure that within which nine in ten came. Between two answers, straight lines."
		),
		Sentence(
			text="Conversion: of the leads that came at least {days} days ago, those that reached the stage Opportunity or Customer, and those that were won. Won is an opportunity that was converted, else the first submitted sales order or invoice.",
			values={"days": ripe_days},
		),
		range_of_rates(fewest),
		Sentence(
			text="A lead without an answer stands with whoever owns it now, an answered one with who answered it. Hours and weekdays are those of the site's time zone."
		),
	)
