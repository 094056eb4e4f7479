"""Sales drawn at random come, lead by lead, to what was written on their lines, and in all to what the general ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from fractions import Fraction

import frappe
import pytest

from lead_intelligence.adapters.revenue.reconciliation import reconciled
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period
from tests.site import sales_model as written_as
from tests.site.random_chains import RandomChains
from tests.site.returns_of_chains import BASES, GROUPS, ReturnsOfChains
from tests.site.revenue_builders import amounts_by_lead
from tests.site.sales_model import exact
from tests.site.stored_revenue import live, marks, swept, unmark_all

# By seed: the company's currency, and what one of another is worth in it.
COMPANIES = [("EUR", {"USD": 0.9}), ("JPY", {"KRW": 0.1071}), ("KWD", {"USD": 0.3071})]
CHAINS = 11
PERIODS = [
	None,
	Period(first=date(2024, 3, 1), last=date(2024, 8, 31)),
	Period(first=date(2024, 9, 1), last=date(2025, 2, 28)),
]
WHY = {
	written_as.IN_INVOICE_ALONE: Untraced.NO_ORDER,
	written_as.IN_ORDER_ALONE: Untraced.ADDED_TO_ORDER,
	written_as.WITHOUT_QUOTATION: Untraced.NO_QUOTATION,
	written_as.OF_CUSTOMER: Untraced.OF_CUSTOMER,
	written_as.OF_TWO_LEADS: Untraced.OF_PROSPECT,
}


@pytest.mark.parametrize(("seed", "currency", "rates"), [(seed, *one) for seed, one in enumerate(COMPANIES)])
def test_what_leads_brought_in_is_what_the_ledger_says(seed, currency, rates):
	chains = RandomChains(seed, CHAINS, currency, **rates)
	# Shown of a case that fails.
	print("\n".join(chains.acts))
	sold = list(chains.model.amounts("invoiced"))
	assert in_ledger(chains, {one.customer for one in sold}, None) == sum(one.amount for one in sold)
	# What was marked while the company got its accounts: nothing was sold then.
	unmark_all()
	assert marks()
	assert_told(chains)
	swept()
	assert_told(chains)
	assert_reported(chains)
	with live():
		assert_told(chains)


def assert_told(chains: RandomChains) -> None:
	for period in PERIODS:
		assert_amounts(chains, period)
		for shown in (list(chains.leads), list(chains.leads)[::2], []):
			assert_reconciled(chains, shown, period)


def assert_amounts(chains: RandomChains, period: Period | None) -> None:
	rows = amounts_by_lead(chains.company.name, period=period).run(as_dict=True)
	invoiced = of_leads(chains, "invoiced", period)
	for sort in ("ordered", "invoiced", "paid"):
		found = {row.lead: exact(row[sort]) for row in rows if row[sort]}
		expected = {lead: amount for lead, amount in of_leads(chains, sort, period).items() if amount}
		wrong = {}
		for lead in found | expected:
			mine, theirs = found.get(lead, Fraction(0)), expected.get(lead, Fraction(0))
			# Shares of what was paid, and of a closed order, are divided in the database, to more places than any currency
			# has. What was paid in full is paid exactly.
			is_share = sort != "invoiced" and theirs != invoiced.get(lead)
			if abs(mine - theirs) > (Fraction(1, 10**6) if is_share else 0):
				wrong[lead] = (float(mine), float(theirs))
		assert not wrong, (sort, period)


def of_leads(chains: RandomChains, sort: written_as.Sort, period: Period | None) -> dict[str, Fraction]:
	return chains.model.by_lead(sort, *((period.first, period.last) if period else ()))


def assert_reconciled(chains: RandomChains, shown: Collection[str], period: Period | None) -> None:
	found = reconciled(chains.company.name, shown, period)
	customers = customers_of(chains, shown)
	traced, elsewhere = Fraction(0), Fraction(0)
	why: dict[Untraced, Fraction] = defaultdict(Fraction)
	for one in chains.model.amounts("invoiced"):
		if one.customer not in customers or (period and not period.first <= one.day <= period.last):
			continue
		if one.lead is None:
			why[WHY[one.of]] += one.amount
		elif one.lead in shown:
			traced += one.amount
		else:
			elsewhere += one.amount
	assert exact(found.ledger) == in_ledger(chains, customers, period)
	assert (exact(found.traced), exact(found.elsewhere)) == (traced, elsewhere)
	assert {reason: exact(amount) for reason, amount in found.why.items()} == {
		reason: amount for reason, amount in why.items() if amount
	}
	assert exact(found.untraced) == sum(why.values())
	assert (found.differs, list(found.vouchers), found.customers) == (0, [], len(customers))
	assert found.traced + found.elsewhere + found.untraced == found.ledger


def assert_reported(chains: RandomChains) -> None:
	returns = ReturnsOfChains(chains)
	for period in filter(None, PERIODS):
		for basis in BASES:
			customers = customers_of(chains, returns.shown(period, basis))
			booked = in_ledger(chains, customers, returns.days(period, basis))
			for group_by in GROUPS:
				returns.check(period, basis, group_by, booked)


def customers_of(chains: RandomChains, leads: Collection[str]) -> set[str]:
	"""Who was sold anything that is a lead's, and who was made of one."""
	found = {
		one.customer
		for sort in ("ordered", "invoiced")
		for one in chains.model.amounts(sort)
		if one.lead in set(leads)
	}
	made = frappe.get_all("Customer", {"lead_name": ["in", [*leads, ""]]}, ["name", "lead_name"])
	return found | {customer.name for customer in made if customer.lead_name}


def in_ledger(chains: RandomChains, customers: Collection[str], period: Period | None) -> Fraction:
	"""What invoices to these customers have put on accounts of income, without what was charged on the same accounts."""
	entries = frappe.get_all(
		"GL Entry",
		{"company": chains.company.name, "is_cancelled": 0, "voucher_type": "Sales Invoice"},
		["voucher_no", "account", "party", "credit", "debit", "posting_date"],
	)
	party = {entry.voucher_no: entry.party for entry in entries if entry.party}
	of_income = {"company": chains.company.name, "root_type": "Income"}
	# What is earned later is income as well, of the day of the invoice.
	income = {*frappe.get_all("Account", of_income, pluck="name"), chains.company.account("Unearned")}
	charges: dict[str, Fraction] = defaultdict(Fraction)
	for name, invoice in chains.model.invoices.items():
		for row in invoice.taxes:
			if row.account_head in income:
				charges[name] += exact(row.base_tax_amount_after_discount_amount)
	booked: dict[str, Fraction] = defaultdict(Fraction)
	for entry in entries:
		within = not period or period.first <= entry.posting_date <= period.last
		if entry.account in income and party[entry.voucher_no] in customers and within:
			booked[entry.voucher_no] += exact(entry.credit) - exact(entry.debit)
	return sum((amount - charges[name] for name, amount in booked.items()), Fraction(0))
