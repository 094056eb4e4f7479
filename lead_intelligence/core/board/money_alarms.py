"""When costs and revenue are to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ..costs.costs import Cost
from ..money.apportion import rounded
from ..reporting.period import Period
from ..reporting.result import Amount, Sentence
from ..returns.reconciliation import Reconciled
from .alarm import Alarm, Severity, report, rows_of

_MOST_NAMED: Final = 5
_BY_REVENUE: Final = {"basis": "Date of Revenue"}


def cost_without_leads(
	costs: Iterable[Cost], with_leads: Mapping[str, Collection[str]], period: Period, currency: str
) -> Alarm | None:
	"""`costs`: above nought, all in the `currency`. `with_leads`: the folded names under `campaign` and `source` that leads of the period have. A cost that names a campaign
	is one of its leads, any other of those of its source."""
	spent: dict[str, Decimal] = {}
	for cost in costs:
		kind, name = ("campaign", cost.campaign) if cost.campaign else ("source", cost.source)
		if name and name.casefold() not in with_leads[kind]:
			spent[name] = spent.get(name, Decimal(0)) + cost.within(period)
	if not spent:
		return None
	names = sorted(spent, key=lambda one: (-spent[one], one.casefold()))
	return Alarm(
		name="cost_without_leads",
		severity=Severity.WARNING,
		sentence=Sentence(
			text="These cost {amount} in this period and brought no lead: {names}.",
			values={"amount": Amount(sum(spent.values(), Decimal(0)), currency), "names": some_of(names)},
		),
		target=report("Source Return", group_by="Campaign", **_BY_REVENUE),
	)


def cost_without_rate(costs: Iterable[Cost]) -> Alarm | None:
	unknown = [cost for cost in costs if cost.amount is None]
	if not unknown:
		return None
	currencies = ", ".join(sorted({cost.currency for cost in unknown}))
	return Alarm(
		name="cost_without_rate",
		severity=Severity.WARNING,
		sentence=Sentence(
			text="{number} costs are not counted, as nobody has entered an exchange rate for {currencies}.",
			values={"number": len(unknown), "currencies": currencies},
		),
		target=rows_of("Marketing Cost", ("conversion_rate", "=", 0)),
	)


def ledger_alarm(found: Reconciled | None, currency: str, places: int) -> Alarm | None:
	"""`currency`: the company's, with so many decimal `places`."""
	if found is None:
		return None
	apart = rounded(found.ledger - found.shown - found.elsewhere - found.untraced, places)
	if not apart:
		return None
	values: dict[str, object] = {"amount": Amount(apart, currency), "vouchers": some_of(found.vouchers)}
	sentence = Sentence(
		text="What was invoiced to the customers of leads and what the general ledger holds for them differ by {amount}.",
		values=values,
	)
	if found.vouchers:
		sentence = Sentence(
			text="What was invoiced to the customers of leads and what the general ledger holds for them differ by {amount}. Look first at {vouchers}.",
			values=values,
		)
	return Alarm(
		name="ledger",
		severity=Severity.WARNING,
		sentence=sentence,
		target=report("Source Return", **_BY_REVENUE),
	)


def some_of(names: Sequence[str]) -> str:
	shown = ", ".join(names[:_MOST_NAMED])
	return f"{shown}, …" if len(names) > _MOST_NAMED else shown
