"""What the dashboard says was invoiced, looked up by name, is what the items of the invoices come to lead by lead, whatever way they took."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from lead_intelligence.adapters.board.invoiced import invoiced_by_source, leads_invoiced
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period
from tests.site.random_chains import RandomChains

PERIODS = (
	Period(first=date(2024, 1, 1), last=date(2025, 12, 31)),
	Period(first=date(2024, 3, 1), last=date(2024, 8, 31)),
	Period(first=date(2024, 9, 1), last=date(2025, 2, 28)),
)


def test_sales_drawn_at_random_come_to_what_was_written_on_their_lines():
	chains = RandomChains(10, 14, "EUR", USD=0.9)
	# Shown of a case that fails.
	print("\n".join(chains.acts))
	seen = 0
	for period in PERIODS:
		expected = {
			lead: amount
			for lead, amount in chains.model.by_lead("invoiced", period.first, period.last).items()
			if amount
		}
		asked = AskedLeads(Filters(period=period))
		found = invoiced_by_source(asked, chains.company.name, period)
		assert sum(Fraction(money.invoiced) for money in found.values()) == sum(expected.values())
		assert leads_invoiced(asked, chains.company.name, period) >= len(expected)
		seen += len(expected)
	assert seen > 5
