"""What is left out of figures on hand-overs, whichever they are."""

from __future__ import annotations

from collections.abc import Iterator

from lead_intelligence.adapters.reports.handed_leads import Became
from lead_intelligence.core.reporting.result import Sentence


def left_out(became: Became, without_lead: int, undated: int) -> Iterator[Sentence]:
	"""`without_lead`: hand-overs of leads that are deleted. `undated`: opportunities of which nobody knows when they began."""
	if became.deals.without_amount:
		yield Sentence(
			text="{number} of {opportunities} opportunities have no amount, or one in a currency without a rate: they are counted and not added.",
			values={"number": became.deals.without_amount, "opportunities": became.deals.opportunities},
		)
	if len(became.currencies) > 1:
		yield Sentence(text="Amounts of several currencies are not added. Choose a company.", tone="bad")
	if undated:
		yield Sentence(
			text="Of {number} opportunities nobody knows when they began: they are not counted.",
			values={"number": undated},
		)
	if without_lead:
		yield Sentence(
			text="{number} hand-overs of this period are of leads that were deleted since: they are in no figure.",
			values={"number": without_lead},
		)
