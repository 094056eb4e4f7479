"""What is said beside the figures of the agreement report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import frappe

from lead_intelligence.adapters.handovers import DOCTYPE
from lead_intelligence.adapters.reports.handover_words import left_out
from lead_intelligence.core.funnel.agreement_findings import (
	FEW_OPPORTUNITIES,
	HIGH_ACCEPTANCE,
	findings,
)
from lead_intelligence.core.funnel.handovers import Treatment
from lead_intelligence.core.reporting.rates import percent
from lead_intelligence.core.reporting.result import Sentence

if TYPE_CHECKING:
	from lead_intelligence.adapters.reports.agreement_columns import Group
	from lead_intelligence.adapters.reports.handover_period import Agreed

_NOTHING: Final = Sentence(
	text="No lead was handed over to sales in this period. Choose a longer period, or take a filter away."
)
_NEVER: Final = Sentence(
	text="No lead has ever been handed over to sales. Leads are handed over once an agreement that uses SAL is live: sign one under Lead Definition."
)


def nothing() -> Sentence:
	"""Why there are no figures, and what to do."""
	return _NOTHING if frappe.db.get_value(DOCTYPE, {}, "name") else _NEVER


def how(terms: Agreed) -> tuple[Sentence, ...]:
	"""How the figures are computed."""
	return (
		Sentence(
			text="A row counts the hand-overs from marketing to sales whose moment is in the period. A lead that was handed over again, because it was contested or is somebody else's, is one hand-over more; the list behind a figure names it once."
		),
		Sentence(
			text="Worked: within {days} days, counted by the calendar from the day of the hand-over, a person answered the lead, or sales accepted it, or refused it for a reason. Each hand-over counts once those days are over; what is still within them is in no treatment rate, and neither is a lead that went another way within them before anybody worked it.",
			values={"days": terms.worked_days},
		),
		Sentence(
			text="Only in bulk: worked only because sales accepted or refused it together with others, without anybody having answered the lead itself. Only tried: somebody tried to reach the lead, in vain."
		),
		Sentence(
			text="Treatment rate: worked ones of those to be worked. Acceptance rate: accepted ones of all that sales has answered until now, in time or late."
		),
		Sentence(
			text="Leads count once, with their last hand-over of the period. With opportunity: an opportunity or a sale came of the lead on the day of its first hand-over of the period or later. Of the conversion rate are those that were handed over {days} days ago or earlier: what has not become of the others yet is not lost.",
			values={"days": terms.ripe_days},
		),
		Sentence(
			text="Won: the opportunity was converted, or, without one, a sales order or invoice of the lead was submitted. Win rate: won ones of the won and lost ones, by number and by amount. Amounts are those of opportunities, in the currency of the company and without tax."
		),
		Sentence(
			text="Low treatment points to the quality of the leads where sales refuses at least a third of what it answers for what the leads are, that is for any reason but a wrong territory; to neglect where nobody touched at least half of what was not worked. Many accepted and few opportunities: from {high} % accepted on, with less than {few} % of these having become opportunities.",
			values={"high": percent(HIGH_ACCEPTANCE), "few": percent(FEW_OPPORTUNITIES)},
		),
	)


def notes(group: Group, terms: Agreed, *, without_lead: int, undated: int) -> list[Sentence]:
	"""The findings first, then what is left out of the figures."""
	return [
		*findings(group.handovers, group.became.leads, terms.bar),
		*_left_out(group, terms, without_lead, undated),
	]


def _left_out(group: Group, terms: Agreed, without_lead: int, undated: int) -> Iterator[Sentence]:
	treatments, leads = group.handovers.by_treatment, group.became.leads
	if not_over := treatments[Treatment.NOT_OVER]:
		yield Sentence(
			text="{number} hand-overs are still within their {days} days, and in no treatment rate yet.",
			values={"number": not_over, "days": terms.worked_days},
		)
	if taken_back := treatments[Treatment.TAKEN_BACK]:
		yield Sentence(
			text="{number} hand-overs were taken back within their {days} days before anybody worked them: the lead was converted, put aside, merged or handed over anew. They are in no treatment rate.",
			values={"number": taken_back, "days": terms.worked_days},
		)
	if young := leads.leads - leads.ripe:
		yield Sentence(
			text="{number} of {leads} leads were handed over less than {days} days ago: they are in no conversion rate yet.",
			values={"number": young, "leads": leads.leads, "days": terms.ripe_days},
		)
	yield from left_out(group.became, without_lead, undated)
