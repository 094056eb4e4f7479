"""What the columns of the agreement report are, and what its cells hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Final

from frappe import _

from lead_intelligence.adapters.reports.handed_leads import Became
from lead_intelligence.core.funnel.agreement_findings import Bar, Finding, finding
from lead_intelligence.core.funnel.handovers import HandoverCount, Reply, Treatment
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Column, Sentence, Shape

_MOST_REASONS: Final = 20

FINDINGS: Final = {
	Finding.TOO_FEW: Sentence(text="Too Few Cases"),
	Finding.IN_ORDER: Sentence(text="In Order"),
	Finding.QUALITY: Sentence(text="Lead Quality"),
	Finding.NEGLECT: Sentence(text="Neglect"),
	Finding.QUALITY_AND_NEGLECT: Sentence(text="Lead Quality and Neglect"),
	Finding.NOT_REACHED: Sentence(text="Leads Not Reached"),
	Finding.EASY_ACCEPTANCE: Sentence(text="Accepted Too Easily"),
	Finding.NO_FOLLOW_UP: Sentence(text="No Follow-Up"),
	Finding.NO_OPPORTUNITIES: Sentence(text="Qualified without Opportunity"),
}
_HANDED_OVER = Column(name="handed_over", label="Handed Over", shape=Shape.COUNT, drill=True)
_FINDING = Column(name="finding", label="Points To", shape=Shape.TEXT)
_WORKED = (
	Column(name="not_over", label="Days Not Over", shape=Shape.COUNT, drill=True),
	Column(name="taken_back", label="Taken Back Unworked", shape=Shape.COUNT, drill=True),
	Column(name="due", label="To Be Worked", shape=Shape.COUNT, drill=True),
	Column(name="worked", label="Worked", shape=Shape.COUNT, drill=True),
	Column(name="in_bulk", label="Of These Only in Bulk", shape=Shape.COUNT, drill=True),
	Column(name="tried", label="Only Tried", shape=Shape.COUNT, drill=True),
	Column(name="untouched", label="Not Touched", shape=Shape.COUNT, drill=True),
)
_TREATMENT = Column(name="treatment", label="Treatment Rate", shape=Shape.SHARE)
_DECIDED = (
	Column(name="accepted", label="Accepted", shape=Shape.COUNT, drill=True),
	Column(name="refused", label="Refused", shape=Shape.COUNT, drill=True),
	Column(name="unanswered", label="Not Answered", shape=Shape.COUNT, drill=True),
)
_ACCEPTANCE = Column(name="acceptance", label="Acceptance Rate", shape=Shape.SHARE)
_BECAME = (
	Column(name="leads", label="Leads", shape=Shape.COUNT, drill=True),
	Column(name="ripe", label="Old Enough to Judge", shape=Shape.COUNT, drill=True),
	Column(name="converted", label="Of These with Opportunity", shape=Shape.COUNT, drill=True),
)
_CONVERSION = Column(name="conversion", label="Conversion to Opportunity", shape=Shape.SHARE)
_DEALS = (
	Column(name="opportunities", label="Opportunities", shape=Shape.COUNT, drill=True),
	Column(name="amount", label="Amount of Opportunities", shape=Shape.AMOUNT),
	Column(name="won", label="Won", shape=Shape.COUNT, drill=True),
	Column(name="lost", label="Lost", shape=Shape.COUNT, drill=True),
	Column(name="won_amount", label="Amount Won", shape=Shape.AMOUNT),
)
_WIN_RATE = Column(name="win_rate", label="Win Rate", shape=Shape.SHARE)
_BY_AMOUNT = Column(name="win_rate_by_amount", label="Win Rate by Amount", shape=Shape.SHARE)
RATES: Final = (_TREATMENT, _ACCEPTANCE, _CONVERSION, _WIN_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
	"""All that is counted of one row."""

	handovers: HandoverCount = field(default_factory=HandoverCount)
	became: Became = field(default_factory=Became)


def columns(group: Column, reasons: Sequence[str], *, with_before: bool) -> list[Column]:
	"""`reasons`: for each of them, how often it was given. `with_before`: rates with those of the period before beside them."""
	refusals = [
		Column(
			name=refusal_column(reason),
			label="Refused: {reason}",
			shape=Shape.COUNT,
			values={"reason": _(reason) if reason else Sentence(text="no reason")},
			drill=True,
		)
		for reason in reasons
	]
	# What the agreement is about comes first, then what it is made of.
	found = [
		group,
		_HANDED_OVER,
		*RATES,
		_FINDING,
		*_WORKED,
		*_DECIDED,
		*refusals,
		*_BECAME,
		*_DEALS,
		_BY_AMOUNT,
	]
	return list(_with_before(found)) if with_before else found


def _with_before(found: Iterable[Column]) -> Iterable[Column]:
	for column in found:
		yield column
		if column in RATES:
			yield Column(
				name=f"{column.name}_before",
				label="{rate}, before",
				shape=Shape.SHARE,
				values={"rate": Sentence(text=column.label)},
			)


def refusal_column(reason: str) -> str:
	"""A reason may be called anything: the column is named by a digest of it."""
	return f"refused_{blake2s(reason.encode(), digest_size=6).hexdigest()}"


def reasons_shown(handovers: HandoverCount) -> list[str]:
	"""Those given most often first."""
	return sorted(handovers.refusals, key=lambda reason: (-handovers.refusals[reason], reason))[
		:_MOST_REASONS
	]


def cells(group: Group, reasons: Sequence[str], bar: Bar, currency: str) -> dict[str, object]:
	handovers, became = group.handovers, group.became
	treatments, replies = handovers.by_treatment, handovers.by_reply
	return {
		"handed_over": handovers.handed_over,
		"finding": FINDINGS[finding(handovers, became.leads, bar)],
		"not_over": treatments[Treatment.NOT_OVER],
		"taken_back": treatments[Treatment.TAKEN_BACK],
		"due": handovers.treatment.leads,
		"worked": handovers.treatment.won,
		"in_bulk": treatments[Treatment.IN_BULK],
		"tried": treatments[Treatment.TRIED],
		"untouched": treatments[Treatment.UNTOUCHED],
		**rate_cells("treatment", handovers.treatment, bar.fewest),
		"accepted": replies[Reply.ACCEPTED],
		"refused": replies[Reply.REFUSED],
		"unanswered": replies[Reply.NONE],
		**rate_cells("acceptance", handovers.acceptance, bar.fewest),
		**{refusal_column(reason): handovers.refusals[reason] for reason in reasons},
		**_cells_of_leads(became, bar, currency),
		"unripe": became.leads.ripe < became.leads.leads,
	}


def _cells_of_leads(became: Became, bar: Bar, currency: str) -> dict[str, object]:
	leads, deals = became.leads, became.deals
	found: dict[str, object] = {
		"leads": leads.leads,
		"ripe": leads.ripe,
		"converted": leads.ripe_converted,
		**rate_cells("conversion", leads.conversion, bar.fewest),
		"opportunities": deals.opportunities,
		"won": deals.won,
		"lost": deals.lost,
		**rate_cells("win_rate", deals.win_rate, bar.fewest),
		"currency": next(iter(became.currencies), currency),
	}
	if leads.leads and not leads.ripe:
		found["conversion_why"] = Sentence(text="All of these leads are too young to be judged.")
	if len(became.currencies) > 1:
		several = Sentence(text="Amounts of several currencies are not added. Choose a company.")
		found["currency"] = None
		return {
			**found,
			**dict.fromkeys(_AMOUNTS),
			**{f"{name}_why": several for name in _AMOUNTS},
		}
	known = deals.opportunities - deals.without_amount
	found["amount"] = deals.amount if known or not deals.opportunities else None
	found["won_amount"] = deals.won_amount if known or not deals.won else None
	found["win_rate_by_amount"] = deals.win_rate_by_amount
	if not known and deals.opportunities:
		unknown = Sentence(text="Nobody has entered an amount.")
		found |= {f"{name}_why": unknown for name in _AMOUNTS}
	return found


_AMOUNTS: Final = ("amount", "won_amount", "win_rate_by_amount")


def rates(group: Group) -> dict[str, float | None]:
	"""Those that stand beside the ones of the period before."""
	handovers, became = group.handovers, group.became
	return {
		"treatment": handovers.treatment.rate,
		"acceptance": handovers.acceptance.rate,
		"conversion": became.leads.conversion.rate,
		"win_rate": became.deals.win_rate.rate,
	}
