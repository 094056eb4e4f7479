"""What can be entered as a cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lead_intelligence.core.costs.entry import CostEntry, problems_of

MARCH = {"first": date(2024, 3, 1), "last": date(2024, 3, 31)}


def an_entry(**fields) -> CostEntry:
	return CostEntry(**{**MARCH, "amount": Decimal(100), "currency": "EUR", "source": "Radio", **fields})


@pytest.mark.parametrize(
	"fields",
	[
		{},
		{"amount": Decimal(-100)},
		{"amount": Decimal(0)},
		{"source": "", "campaign": "Spring"},
		{"last": date(2024, 3, 1)},
		{"last": date(2034, 2, 28)},
	],
)
def test_what_can_be_a_cost(fields):
	assert problems_of(an_entry(**fields)) == []


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"source": ""}, "neither a source nor a campaign"),
		({"last": date(2024, 2, 29)}, "The end (2024-02-29) is before the beginning (2024-03-01)"),
		({"first": date(1914, 3, 1)}, "must lie between 1990-01-01 and 2099-12-31"),
		({"last": date(2100, 1, 1)}, "must lie between 1990-01-01 and 2099-12-31"),
		({"last": date(2034, 3, 9)}, "for more than 10 years"),
		({"amount": Decimal("-1e12")}, "The amount is too large"),
	],
)
def test_what_cannot(fields, says):
	(problem,) = problems_of(an_entry(**fields))
	assert says in problem.text()


def test_the_same_cost_twice():
	one = an_entry(amount=Decimal("100.00"))
	assert one.same == an_entry(source="RADIO", currency="eur", note="again").same
	for other in ({"campaign": "Spring"}, {"amount": Decimal("100.01")}, {"last": date(2024, 3, 30)}):
		assert an_entry(**other).same != one.same
