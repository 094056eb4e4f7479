"""The figures of a dashboard by rep or by source, in statements as narrow as those of the dashboard itself: by period, what was seen of each
group, "" for what belongs to none. The periods do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import frappe
from pypika import Case
from pypika.functions import Count

from lead_intelligence.adapters.board import handovers
from lead_intelligence.adapters.board.asked import AskedBoard, asked_board
from lead_intelligence.adapters.board.invoiced import leads_invoiced
from lead_intelligence.adapters.board.money import MoneyOfBoard
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import OwnerOfDeal, deals_of
from lead_intelligence.adapters.reports.dimensions import Dimension, value_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.response_counts import ResponseCounts
from lead_intelligence.adapters.reports.stage_reach import reach_in_parts
from lead_intelligence.core.digest.figures import Observed
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.funnel.handovers import HandoverCount
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.question import BY_REP, ResponseQuestion

Groups = Mapping[str, Observed]


def steps(stage: Stage, dimension: Dimension, board: AskedBoard) -> list[Groups]:
	"""Leads that first came to the stage, or passed over it."""
	since = min(period.begin for period in board.periods)
	found: list[dict[str, Observed]] = [{} for _period in board.periods]
	for reach in reach_in_parts(board.leads, reached=(stage,), since=since):
		moment, place = reach.reached_at(stage), Case()
		for number, period in enumerate(board.periods):
			place = place.when(within(moment, period), number)
		query = frappe.qb.from_(reach.table).select(
			place.as_("of_period"), value_of(dimension, reach.table, moment).as_("of_group"), Count("*")
		)
		query = query.groupby(frappe.qb.Field("of_period"), frappe.qb.Field("of_group"))
		for number, group, leads in query.run():
			if number is not None:
				known = found[number].get(group, Observed(value=0.0)).value or 0.0
				found[number][group] = Observed(value=known + leads)
	return list(found)


def treatment(board: AskedBoard) -> list[Groups]:
	return _of_handovers(board, lambda count: count.treatment)


def acceptance(board: AskedBoard) -> list[Groups]:
	return _of_handovers(board, lambda count: count.acceptance)


def _of_handovers(board: AskedBoard, tally: Callable[[HandoverCount], Tally]) -> list[Groups]:
	return [
		{user: _share(tally(count)) for user, count in handovers.by_rep(_of(board, period)).items()}
		for period in board.periods
	]


def in_time(board: AskedBoard) -> list[Groups]:
	found = []
	for period in board.periods:
		counts = ResponseCounts(AskedLeads(board.of(period)), ResponseQuestion(by=BY_REP)).answers()
		found.append({user: _share(one.figures.in_time) for user, one in counts.items()})
	return found


def won(board: AskedBoard) -> list[Groups]:
	first, last = (min(one.first for one in board.periods), max(one.last for one in board.periods))
	deals = deals_of(board.leads, OwnerOfDeal, closed_in=Period(first=first, last=last))
	found: list[dict[str, Observed]] = [{} for _period in board.periods]
	for deal in deals.deals:
		if deal.outcome is not Outcome.WON or deal.closed_at is None:
			continue
		owner = deals.leads[deal.lead].owner or ""
		for groups, period in zip(found, board.periods, strict=True):
			if period.begin <= deal.closed_at < period.end:
				known = groups.get(owner, Observed(value=0.0, cases=0))
				groups[owner] = Observed(
					value=(known.value or 0.0) + float(deal.amount or 0), cases=(known.cases or 0) + 1
				)
	return list(found)


def invoiced(board: AskedBoard) -> list[Groups]:
	return [
		{source: Observed(value=float(money.invoiced)) for source, money in (one.money or {}).items()}
		for one in MoneyOfBoard(board).returns()
	]


def cost(board: AskedBoard) -> list[Groups]:
	return [
		{source: Observed(value=float(amount)) for source, amount in (one.costs or {}).items()}
		for one in MoneyOfBoard(board).returns()
	]


def invoiced_leads(board: AskedBoard) -> list[int]:
	companies = MoneyOfBoard(board).ledgers.companies
	return [
		sum(leads_invoiced(board.leads, company, period) for company in companies) for period in board.periods
	]


def _of(board: AskedBoard, period: Period) -> AskedBoard:
	return asked_board(board.of(period))


def _share(tally: Tally) -> Observed:
	return Observed(value=tally.rate, cases=tally.leads)


new_leads = partial(steps, LADDER[0], Dimension.SOURCE)
mqls = partial(steps, Stage.MQL, Dimension.SOURCE)
sqls = partial(steps, Stage.SQL, Dimension.OWNER)
customers = partial(steps, Stage.CUSTOMER, Dimension.OWNER)
