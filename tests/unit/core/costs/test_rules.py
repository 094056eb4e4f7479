"""Which item of a purchase invoice is a cost by which rule."""

from __future__ import annotations

from datetime import date

import pytest

from lead_intelligence.core.costs.rules import (
	CostRule,
	InvoiceItem,
	SpreadOver,
	days_of,
	problems_of_rule,
	rule_of,
)
from lead_intelligence.core.reporting.period import Period

POSTED = date(2024, 2, 28)
SERVICE = Period(first=date(2024, 3, 1), last=date(2024, 5, 31))


def a_rule(name: str, **fields) -> CostRule:
	return CostRule(name=name, company="A", source="Radio", **fields)


def an_item(**fields) -> InvoiceItem:
	usual = {"project": "P", "cost_centre": "Marketing", "supplier": "S", "account": "Advertising"}
	return InvoiceItem(**{"company": "A", "posted": POSTED, **usual, **fields})


WIDE = a_rule("wide", cost_centres=frozenset({"All", "Marketing", "Fairs"}), depth=1)
DEEP = a_rule("deep", cost_centres=frozenset({"Marketing", "Fairs"}), depth=2)
OF_SUPPLIER = a_rule("of supplier", cost_centres=frozenset({"Marketing", "Fairs"}), depth=2, supplier="S")
OF_ACCOUNT = a_rule("of account", cost_centres=frozenset({"Marketing"}), depth=2, account="Advertising")
OF_PROJECT = a_rule("of project", project="P")
BOTH = a_rule("both", project="P", cost_centres=frozenset({"All", "Marketing"}), depth=1)


@pytest.mark.parametrize(
	("rules", "taken"),
	[
		([WIDE, DEEP], "deep"),
		([WIDE, DEEP, OF_PROJECT], "of project"),
		([OF_PROJECT, BOTH], "both"),
		([DEEP, OF_ACCOUNT], "of account"),
		([DEEP, OF_ACCOUNT, OF_SUPPLIER], "of supplier"),
	],
)
def test_the_most_specific_rule_takes_it(rules, taken):
	for order in (rules, rules[::-1]):
		found = rule_of(an_item(), order)
		assert found is not None
		assert found.name == taken


@pytest.mark.parametrize(
	"other",
	[{"company": "B"}, {"project": "Q"}, {"cost_centre": "Sales"}, {"supplier": "T"}, {"account": "Rent"}],
)
def test_what_a_rule_is_not_about(other):
	rule = a_rule(
		"all", project="P", cost_centres=frozenset({"Marketing"}), supplier="S", account="Advertising"
	)
	assert rule_of(an_item(), [rule]) is rule
	assert rule_of(an_item(**other), [rule]) is None


def test_what_it_is_spread_over():
	item = an_item(service=SERVICE)
	assert days_of(item, OF_PROJECT) == Period(first=POSTED, last=POSTED)
	of_service = a_rule("service", project="P", spread=SpreadOver.SERVICE_DATES)
	assert days_of(item, of_service) == SERVICE
	assert days_of(an_item(), of_service) == Period(first=POSTED, last=POSTED)
	of_days = a_rule("days", project="P", spread=SpreadOver.DAYS, days=3)
	assert days_of(item, of_days) == Period(first=POSTED, last=date(2024, 3, 1))


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"names_place": False}, "Choose a project or a cost centre"),
		({"names_origin": False}, "Name the source or the campaign"),
		({"spread": "Days", "days": 0}, "must be from 1 to 1830"),
		({"spread": "Days", "days": 1831}, "must be from 1 to 1830"),
	],
)
def test_what_cannot_be_a_rule(fields, says):
	sound = {"names_place": True, "names_origin": True, "spread": "Posting Date", "days": 0}
	assert problems_of_rule(**sound) == []
	(problem,) = problems_of_rule(**{**sound, **fields})
	assert says in problem.text()
