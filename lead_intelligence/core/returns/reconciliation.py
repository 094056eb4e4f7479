"""What the leads of a report were invoiced, beside what the general ledger holds for the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..money.apportion import apportion, rounded
from ..reporting.result import Line, Sentence, Statement

_MOST_VOUCHERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
	"""Of so many `customers`: what they were invoiced for the leads `shown`, for other leads (`elsewhere`), and without a trace to one
	(`untraced`, by reason in `why`); what the `ledger` holds for them, how far both lie apart, and the vouchers where they do."""

	customers: int
	shown: Decimal
	elsewhere: Decimal
	untraced: Decimal
	why: Sequence[tuple[Sentence, Decimal]] = ()
	ledger: Decimal
	vouchers: Sequence[str] = ()


def statement_of(found: Reconciled, currency: str, places: int) -> Statement:
	"""The lines add up as they are shown; what the ledger holds is beside them."""
	shown, elsewhere, untraced = apportion([found.shown, found.elsewhere, found.untraced], places)
	together = shown + elsewhere + untraced
	ledger = rounded(found.ledger, places)
	parts = [(reason, amount) for reason, amount in found.why if amount]
	of_untraced = _split(untraced, [amount for _reason, amount in parts], places)
	lines = [
		Line(label=Sentence(text="Invoiced for the Leads Shown"), amount=shown),
		Line(label=Sentence(text="Invoiced for Other Leads"), amount=elsewhere),
		Line(label=Sentence(text="Untraced: Invoiced, but Not for a Lead"), amount=untraced),
		*(
			Line(label=reason, amount=amount, level=1)
			for (reason, _amount), amount in zip(parts, of_untraced, strict=True)
		),
		Line(label=Sentence(text="Together"), amount=together, is_sum=True),
		Line(label=Sentence(text="In the General Ledger"), amount=ledger),
	]
	if ledger != together:
		lines.append(Line(label=Sentence(text="Difference"), amount=ledger - together, is_sum=True))
	title = Sentence(
		text="Customers of these leads, beside the general ledger: {customers}",
		values={"customers": found.customers},
	)
	return Statement(title=title, currency=currency, lines=lines, found=_said(found, ledger == together))


def _split(whole: Decimal, parts: list[Decimal], places: int) -> list[Decimal]:
	"""Rounded so that they add up to the whole, which was rounded beside other amounts."""
	found = apportion(parts, places)
	left = whole - sum(found, Decimal(0))
	if found and left:
		found[found.index(max(found, key=abs))] += left
	return found


def _said(found: Reconciled, agrees: bool) -> list[Sentence]:
	if agrees:
		return [
			Sentence(
				text="What was invoiced to these customers is what the general ledger holds for them, to the cent.",
				tone="good",
			)
		]
	said = [
		Sentence(
			text="What was invoiced to these customers is not what the general ledger holds for them. Look at what was booked by hand, or after the invoice, on the accounts of sales.",
			tone="bad",
		)
	]
	if found.vouchers:
		names = ", ".join(found.vouchers[:_MOST_VOUCHERS])
		said.append(
			Sentence(text="Vouchers that differ most: {vouchers}.", values={"vouchers": names}, tone="bad")
		)
	return said
