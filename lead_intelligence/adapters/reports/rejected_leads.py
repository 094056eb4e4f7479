"""Rejected Leads: what sales refused and why, what marketing contested, and what became of the leads afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from frappe import _
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.handovers import TO_EXECUTIVE, TO_SALES
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.handed_leads import Became, leads_behind, leads_named, what_became_of
from lead_intelligence.adapters.reports.handover_groups import (
	ALWAYS,
	BY,
	CONSEQUENCE,
	REASON,
	REFUSED_BY,
	HandoverGroup,
)
from lead_intelligence.adapters.reports.handover_period import Agreed, agreed, leads_asked
from lead_intelligence.adapters.reports.handover_words import left_out
from lead_intelligence.adapters.reports.refusal_list import list_of
from lead_intelligence.adapters.reports.refusal_rows import Answers, Refusals, meant_by
from lead_intelligence.adapters.reports.refusal_words import HOW, NOTHING
from lead_intelligence.adapters.reports.response_groups import named
from lead_intelligence.core.funnel.refusals import Contest, RefusalCount, findings
from lead_intelligence.core.qualification.stages import BESIDE, CONVERTED, Stage
from lead_intelligence.core.reporting.choices import chosen
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of, key_of
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Card, Column, Result, Sentence, Series, Shape

__all__ = ["figures", "leads", "leads_asked"]

EACH: Final = "Each Refusal"
_CHOICES: Final = (REASON, CONSEQUENCE, REFUSED_BY, BY, EACH, *(one for one in ALWAYS if one != BY))
_OF_REFUSALS: Final = frozenset({REASON, CONSEQUENCE})
_CONVERTED = tuple(sorted(stage.value for stage in CONVERTED))
_STAGES: Final[Mapping[str, tuple[str, ...]]] = {
	"in_nurture": (Stage.NURTURE.value,),
	"disqualified": (Stage.DISQUALIFIED.value,),
	"on_the_way": ("", *(stage.value for stage in Stage if stage not in BESIDE | CONVERTED)),
	"now_converted": _CONVERTED,
}
"""By column, the stages on which the leads are now."""

_REFUSED = Column(name="refused", label="Refused", shape=Shape.COUNT, drill=True)
_BEFORE = Column(name="refused_before", label="Refused before", shape=Shape.COUNT)
_COUNTED = (
	Column(name="share", label="Share of Refusals", shape=Shape.SHARE),
	Column(name="answered", label="Answered by Sales", shape=Shape.COUNT),
	Column(name="refusal", label="Refusal Rate", shape=Shape.SHARE),
	Column(name="contested", label="Contested", shape=Shape.COUNT, drill=True),
	Column(name="contest_accepted", label="Of These Accepted after All", shape=Shape.COUNT, drill=True),
	Column(name="contest_refused", label="Of These Refused Again", shape=Shape.COUNT, drill=True),
	Column(name="contest_open", label="Of These Not Answered Yet", shape=Shape.COUNT, drill=True),
	Column(name="accepted_later", label="Accepted Later", shape=Shape.COUNT, drill=True),
	Column(name="leads", label="Leads", shape=Shape.COUNT, drill=True),
	Column(name="in_nurture", label="Now in Nurture", shape=Shape.COUNT, drill=True),
	Column(name="disqualified", label="Now Disqualified", shape=Shape.COUNT, drill=True),
	Column(name="on_the_way", label="Now on Their Way Again", shape=Shape.COUNT, drill=True),
	Column(name="now_converted", label="Now Opportunity or Customer", shape=Shape.COUNT, drill=True),
	Column(name="opportunities", label="Opportunities Since", shape=Shape.COUNT, drill=True),
	Column(name="won", label="Won Since", shape=Shape.COUNT, drill=True),
	Column(name="won_amount", label="Amount Won", shape=Shape.AMOUNT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
	refusals: Mapping[str, RefusalCount]
	became: Mapping[str, Became]
	all: RefusalCount
	all_became: Became
	undated: int


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	"""`values`: `group_by`, see `handover_groups`, or one row for each refusal; `act`: from whom to whom they were handed over."""
	terms, name, act = agreed(), _group_name(values), _act(values)
	group = HandoverGroup(REASON if name == EACH else name, moment="decided_at")
	answers = Answers(filters=filters, group=group, agreed=terms, act=act)
	counted = _counted(answers)
	missing = AskedLeads(filters).missing()
	grouping = group.grouping(_words(counted, group))
	if not counted.all.refused:
		return Result(columns=[grouping.column, _REFUSED], rows=(), notes=[*missing, NOTHING], how=HOW)
	earlier = filters.before()
	before = (
		_counted(Answers(filters=earlier, group=group, agreed=terms, act=act), with_leads=False)
		if earlier
		else None
	)
	notes = [*missing, *_notes(counted, terms, answers)]
	if name == EACH:
		return list_of(answers, counted.all.refused, notes=notes, how=HOW, cards=_cards(counted, before))
	order = grouping.ordered({one: count.refused for one, count in counted.refusals.items() if count.refused})
	names = full_names(order) if grouping.of_users else {}
	currency = currency_of(filters.company)
	rows = [
		{
			"key": key_of(one),
			"group": grouping.shown(one),
			**({"group_label": names[one]} if one in names else {}),
			**_cells(
				counted, counted.refusals[one], counted.became.get(one) or Became(), group, terms, currency
			),
			**_before_cells(before.refusals.get(one) if before and not group.in_time else None),
		}
		for one in order
	]
	total = {
		"key": ALL,
		"group": Sentence(text="Total"),
		**_cells(counted, counted.all, counted.all_became, group, terms, currency),
		**_before_cells(before.all if before else None),
	}
	chart = grouping.chart(
		order, Series(label="Refused", numbers=[counted.refusals[one].refused for one in order])
	)
	return Result(
		columns=[grouping.column, _REFUSED, *([_BEFORE] if before else []), *_COUNTED],
		rows=[*rows, total],
		cards=_cards(counted, before),
		chart=chart and named(chart, names),
		notes=notes,
		how=HOW,
		has_total=True,
	)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	name = _group_name(values)
	group = HandoverGroup(REASON if name == EACH else name, moment="decided_at")
	refusals = Refusals(filters=filters, group=group, agreed=agreed(), act=_act(values))
	one = group_of(key)
	if meant := meant_by(column):
		return refusals.behind(one, meant)
	if column in _STAGES:
		return leads_behind(refusals, one, stages=_STAGES[column])
	return leads_behind(refusals, one) if column == "leads" else leads_named(refusals, one, column)


def _group_name(values: Mapping[str, Any]) -> str:
	return chosen(values, "group_by", "Group By", _CHOICES, REASON)


def _act(values: Mapping[str, Any]) -> str:
	return chosen(values, "act", "Hand-Over", (TO_SALES, TO_EXECUTIVE), TO_SALES)


def _counted(answers: Answers, *, with_leads: bool = True) -> _Counted:
	refusals = answers.counts()
	became: dict[str, Became] = {}
	undated = 0
	if with_leads and any(count.refused for count in refusals.values()):
		of_leads = what_became_of(
			Refusals(filters=answers.filters, group=answers.group, agreed=answers.agreed, act=answers.act)
		)
		became, undated = of_leads.groups, of_leads.undated
	whole, whole_became = RefusalCount(), Became()
	for count in refusals.values():
		whole.add_all(count)
	for one in became.values():
		whole_became.add_all(one)
	return _Counted(refusals=refusals, became=became, all=whole, all_became=whole_became, undated=undated)


def _cells(
	counted: _Counted, count: RefusalCount, became: Became, group: HandoverGroup, terms: Agreed, currency: str
) -> dict[str, object]:
	# What was accepted has no reason: of a reason, the rate is of all that sales answered.
	answered = counted.all.answered if group.name in _OF_REFUSALS else count.answered
	rate = RefusalCount(answered=answered, refused=count.refused).refusal
	mixed = len(became.currencies) > 1
	found = {
		"refused": count.refused,
		"share": count.refused / counted.all.refused,
		"answered": answered,
		**rate_cells("refusal", rate, terms.fewest),
		"contested": count.contested,
		"contest_accepted": count.contests[Contest.ACCEPTED],
		"contest_refused": count.contests[Contest.REFUSED],
		"contest_open": count.contests[Contest.OPEN],
		"accepted_later": count.accepted_later,
		"leads": became.leads.leads,
		**{column: sum(became.stages[stage] for stage in stages) for column, stages in _STAGES.items()},
		"opportunities": became.deals.opportunities,
		"won": became.deals.won,
		"won_amount": None if mixed else became.deals.won_amount,
		"currency": None if mixed else next(iter(became.currencies), currency),
	}
	if mixed:
		found["won_amount_why"] = Sentence(
			text="Amounts of several currencies are not added. Choose a company."
		)
	return found


def _before_cells(count: RefusalCount | None) -> dict[str, object]:
	return {"refused_before": count.refused} if count else {}


def _words(counted: _Counted, group: HandoverGroup) -> dict[str, Sentence]:
	"""Reasons and consequences that come with the app are known in other languages."""
	if group.name not in _OF_REFUSALS:
		return {}
	return {name: Sentence(text=name) for name in counted.refusals if name and _(name) != name}


def _notes(counted: _Counted, terms: Agreed, answers: Answers) -> Iterable[Sentence]:
	main = _main_reason(answers, counted)
	yield from findings(counted.all, counted.all_became.leads.conversion, main, terms.fewest)
	yield from left_out(counted.all_became, answers.without_lead(), counted.undated)


def _main_reason(answers: Answers, counted: _Counted) -> tuple[str, int] | None:
	if answers.group.name == REASON:
		by_reason = {reason: count.refused for reason, count in counted.refusals.items()}
	else:
		by_reason = answers.by_reason()
	given = [(number, reason) for reason, number in by_reason.items() if reason and number]
	if not given:
		return None
	number, reason = max(given)
	return _(reason), number


def _cards(counted: _Counted, before: _Counted | None) -> list[Card]:
	whole, then = counted.all, before.all if before else None
	return [
		Card(label="Refused", value=whole.refused, shape=Shape.COUNT, before=then.refused if then else None),
		Card(
			label="Refusal Rate",
			value=whole.refusal.rate,
			shape=Shape.SHARE,
			before=then.refusal.rate if then else None,
		),
		Card(
			label="Contested",
			value=whole.contested,
			shape=Shape.COUNT,
			before=then.contested if then else None,
		),
		Card(
			label="Accepted Later",
			value=whole.accepted_later,
			shape=Shape.COUNT,
			before=then.accepted_later if then else None,
		),
		Card(label="Opportunities Since", value=counted.all_became.deals.opportunities, shape=Shape.COUNT),
	]
