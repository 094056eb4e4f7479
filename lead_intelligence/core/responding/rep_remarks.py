"""What is to be known of the figures on reps, and how they are computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..metrics.tally import Tally
from ..reporting.result import Sentence
from .deals import DealCount
from .remarks import range_of_rates
from .reps import ONLY_WON, Taken, owners_follow_outcome

NOTHING: Final = Sentence(
	text="Nobody took, answered or was handed over a lead in this period. Choose a longer period, or take a filter away."
)
SEVERAL_CURRENCIES: Final = Sentence(text="Amounts of several currencies are not added up. Choose a company.")


def notes_on(
	every: Taken,
	*,
	reps: Sequence[Taken],
	won: Tally,
	others: Tally,
	deals: DealCount,
	without_rate: int,
	sees_others: bool,
	ripe_days: int,
) -> Iterator[Sentence]:
	"""`won` and `others`: of the leads of which nothing records who took them, how many have an owner. `without_rate`: opportunities whose
	amount is in a currency without a rate."""
	if not all(one.knows_denominator for one in reps):
		yield ONLY_WON
	elif every.told.leads and owners_follow_outcome(won, others):
		yield Sentence(
			text="Where no assignment was recorded, {won} of {all_won} won leads have an owner, but only {others} of {all_others} others. If owners are entered when a lead is won, the conversions of these reps are too high.",
			values={
				"won": won.won,
				"all_won": won.leads,
				"others": others.won,
				"all_others": others.leads,
			},
			tone="bad",
		)
	if every.told.leads:
		yield Sentence(
			text="Of {leads} of the leads taken no assignment was recorded. They stand with whoever owns them now, since they came.",
			values={"leads": every.told.leads},
		)
	if every.unripe:
		yield Sentence(
			text="{leads} leads were taken less than {days} days ago. They are in no rate of conversion, because what has not become of them yet is not lost.",
			values={"leads": every.unripe, "days": ripe_days},
		)
	if len(deals.amounts) > 1:
		yield SEVERAL_CURRENCIES
	if deals.without_amount:
		yield Sentence(
			text="Of {number} won opportunities no amount is known. They are in no sum.",
			values={"number": deals.without_amount},
		)
	if without_rate:
		yield Sentence(
			text="{number} opportunities are in a currency for which there is no exchange rate. Their amount is in no sum.",
			values={"number": without_rate},
		)
	if not sees_others:
		yield Sentence(text="These are your own figures, of leads that you own or that were shared with you.")


def how(ripe_days: int, fewest: int) -> tuple[Sentence, ...]:
	return (
		Sentence(text="Lead Owner and Team choose the reps here, not the leads."),
		Sentence(
			text="Taken: leads that were assigned to the rep in the period, by the routing or by hand. A lead that several took counts for each of them, and once in the total."
		),
		Sentence(
			text="Answered: leads whose first answer in the period came from the rep. In time: of the answers that were due by a moment, those before it."
		),
		Sentence(
			text="Acceptance: of the hand-overs from marketing of the period that sales answered, the accepted ones. Each hand-over counts."
		),
		Sentence(
			text="Conversion: of the leads taken at least {days} days ago, those that reached the stage Opportunity or Customer, and those that were won, after the rep had taken them.",
			values={"days": ripe_days},
		),
		Sentence(
			text="Opportunities are those opened in the period with leads that the rep owns now, each by itself. Win rate: of the won and the lost ones, the won. Amounts are without tax, in the company's currency."
		),
		Sentence(
			text="Load is what is open now, weighted as the settings say, and stands beside the capacity of the rep's profile."
		),
		range_of_rates(fewest),
	)
