"""What is to be known of the Sales Cycle, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..reporting.result import Sentence
from .cycle import CycleFigures
from .cycle_question import CycleBasis, CycleQuestion, Start

NO_SALE = Sentence(
	text="No opportunity of this period is known. Choose a longer period, or take a filter away."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLeftOut:
	"""`undated`: opportunities of which nobody knows the day that the period is about; `undated_lost`: the lost ones among them.
	`without_rate`: amounts in a currency without rate. `before`: sentences that come first."""

	undated: int = 0
	undated_lost: int = 0
	without_rate: int = 0
	before: Sequence[Sentence] = ()


def cycle_notes(question: CycleQuestion, total: CycleFigures, left_out: CycleLeftOut) -> list[Sentence]:
	found = list(left_out.before)
	if total.won and not total.lost:
		found.append(
			Sentence(
				text="Nothing is known to have been lost, so there is no win rate: of how many these were won, nobody knows."
			)
		)
	if left_out.undated:
		found.append(_undated(question, left_out.undated))
	if left_out.undated_lost and question.basis is CycleBasis.CLOSED:
		found.append(
			Sentence(
				text="Lost among these: {cases}. ERPNext does not keep when an opportunity is lost, so win rates by the day of the close are too high. Choose Begun in the Period for the right ones.",
				values={"cases": left_out.undated_lost},
				tone="bad",
			)
		)
	negative = total.decided_days.negative if total.decided_days else 0
	if negative:
		found.append(
			Sentence(
				text="Closed before they began: {cases}. Their days are below nought and are counted as they are.",
				values={"cases": negative},
			)
		)
	untimed = total.decided.leads - (total.decided_days.cases if total.decided_days else 0)
	if untimed:
		found.append(
			Sentence(
				text="Won or lost without a known day of the beginning or of the close: {cases}. They are in the counts, and in no number of days.",
				values={"cases": untimed},
			)
		)
	unknown = total.won_amount.unknown + total.lost_amount.unknown + total.open_amount.unknown
	if unknown:
		found.append(
			Sentence(
				text="Opportunities without a known amount: {cases}. They are in no amount.",
				values={"cases": unknown},
			)
		)
	if left_out.without_rate:
		found.append(
			Sentence(
				text="Amounts in a currency that has no rate: {cases}. They count as not known.",
				values={"cases": left_out.without_rate},
			)
		)
	if total.currency is None and total.deals > unknown + total.closed:
		found.append(
			Sentence(
				text="The amounts are in several currencies and are not added up. Choose a company to see them.",
				tone="bad",
			)
		)
	return found


def _undated(question: CycleQuestion, cases: int) -> Sentence:
	if question.basis is CycleBasis.CLOSED:
		return Sentence(
			text="Won or lost, but nobody knows when: {cases}, of any time. They are in no figure here.",
			values={"cases": cases},
		)
	return Sentence(
		text="Opportunities of which nobody knows when they began: {cases}, of any time. They are in no figure here.",
		values={"cases": cases},
	)


def cycle_explanations(question: CycleQuestion, fewest: int) -> list[Sentence]:
	return [
		Sentence(
			text="Won: the opportunity was converted, or else the lead's first Sales Order or Sales Invoice was submitted. A lead that was sold to without an opportunity counts as one."
		),
		_start(question),
		_basis(question),
		Sentence(
			text="Win rate: the won among those that were won or lost. Open ones, and those that were closed otherwise, are in no rate."
		),
		Sentence(
			text="A rate of fewer than {cases} opportunities is marked and shown with the range in which the true rate lies in 95 of 100 cases (E. B. Wilson).",
			values={"cases": fewest},
		),
		Sentence(
			text="Amounts are those of the opportunities, in the currency of the company and without tax. Days are calendar days."
		),
	]


def _start(question: CycleQuestion) -> Sentence:
	if question.start is Start.FIRST_CONTACT:
		return Sentence(
			text="A cycle begins when the lead was created, or came to its first stage before an opportunity, whichever was first."
		)
	if question.start is Start.OPPORTUNITY:
		return Sentence(text="A cycle begins when the opportunity was opened.")
	return Sentence(
		text="A cycle begins when the lead first came to the stage {stage}.",
		values={"stage": Sentence(text=question.start.value)},
	)


def _basis(question: CycleQuestion) -> Sentence:
	if question.basis is CycleBasis.CLOSED:
		return Sentence(text="The period is that of the close. What is still open is not in it.")
	return Sentence(text="The period is that of the beginning. What has begun in it is followed until now.")
