"""What is to be known of Source Return, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..funnel.remarks import LeftOut
from ..reporting.result import Sentence
from .figures import Return
from .question import ReturnBasis, ReturnQuestion

NOTHING: Final = Sentence(
	text="No lead, no cost and no revenue of this period is known. Choose a longer period, or take a filter away."
)
SEVERAL_CURRENCIES: Final = Sentence(
	text="The companies keep their books in several currencies, whose amounts are not added up. Choose a company to see them.",
	tone="bad",
)
NO_LEAD: Final = Sentence(text="There are none to divide the cost by.")
NO_COST: Final = Sentence(text="No cost of it is known for these days.")
NO_RETURN: Final = Sentence(text="There is no cost above nought to set what was invoiced against.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLeftOut:
	"""`leads`: those in no figure. `undated`: won sales of which nobody knows when they were won. `costs`: what is to be known of the costs.
	`no_cost`: why none are told, and `no_split`: why none is told of a row. `several_currencies`: there are no amounts at all.
	`not_reconciled`: why nothing is said of the ledger."""

	leads: LeftOut = field(default_factory=LeftOut)
	undated: int = 0
	costs: Sequence[Sentence] = ()
	no_cost: Sentence | None = None
	no_split: Sentence | None = None
	several_currencies: bool = False
	not_reconciled: Sentence | None = None


def return_notes(
	total: Return, left_out: ReturnLeftOut, young: int, ripe_days: int, without_leads: int
) -> list[Sentence]:
	"""`young`: leads that are too young to be judged. `without_leads`: origins that cost something and brought no lead."""
	found = list(left_out.leads.before)
	if left_out.several_currencies:
		found.append(SEVERAL_CURRENCIES)
	if left_out.no_split:
		found.append(left_out.no_split)
	found += left_out.costs
	if without_leads:
		found.append(
			Sentence(
				text="Cost something and brought no lead in this period: {origins}. They have a row, and nothing to divide their cost by.",
				values={"origins": without_leads},
				tone="bad",
			)
		)
	if young:
		found.append(
			Sentence(
				text="Leads of less than {days} days: {leads}. Their cost is counted in full, while most of what they will bring in is still to come.",
				values={"days": ripe_days, "leads": young},
			)
		)
	if total.won.unknown:
		found.append(
			Sentence(
				text="Won without a known amount: {cases}. They are in no amount won; what was ordered and invoiced of them is counted all the same.",
				values={"cases": total.won.unknown},
			)
		)
	if left_out.undated:
		found.append(
			Sentence(
				text="Won, but nobody knows when: {cases}, of any time. They are in no amount won here.",
				values={"cases": left_out.undated},
			)
		)
	found += left_out.leads.deleted_ones()
	if left_out.not_reconciled:
		found.append(left_out.not_reconciled)
	return found


def return_explanations(question: ReturnQuestion) -> list[Sentence]:
	return [
		*_basis(question),
		Sentence(
			text="Ordered and invoiced amounts follow the documents item by item: from the invoice to its order, its quotation, the opportunity and the lead. Only submitted documents count, credit notes below nought, without tax, in the currency of the company. Of a closed order counts what was invoiced of it."
		),
		Sentence(
			text="Paid: of each invoice the share that was paid of it, by payments, journal entries of bank or cash and at the till, less what was paid back. Written off is not paid."
		),
		Sentence(
			text="An item belongs to one lead or to none. Nothing is guessed from the customer: what does not come from the quotation of a lead is untraced, and told apart beside the general ledger."
		),
		Sentence(
			text="Amount won, and the median days from the first contact until then, are those of the Sales Cycle: of opportunities and sales that were won."
		),
		Sentence(
			text="Costs are those of the days of the period, each spread evenly over its own days, and of the purchase invoices that rules name. Cost per lead and the like divide all of it by the count beside."
		),
		Sentence(text="Return on cost: what was invoiced beyond the cost, as a share of the cost."),
	]


def _basis(question: ReturnQuestion) -> list[Sentence]:
	if question.basis is ReturnBasis.REVENUE:
		return [
			Sentence(
				text="By the date of revenue: stages that were first reached, sales that were won, and orders, invoices and payments that are dated in the period, whenever the leads had come in."
			)
		]
	return [
		Sentence(
			text="By cohort: leads that came in within the period, as in the Lead Funnel, and all that has come of them until now."
		)
	]
