"""The families of a dashboard, each of statements of its own: they may be asked for one by one, and at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from frappe.utils import flt, now_datetime

from lead_intelligence.adapters.board import grades, handovers, overdue, responses
from lead_intelligence.adapters.board.asked import AskedBoard, may_see
from lead_intelligence.adapters.board.leads import steps_made
from lead_intelligence.adapters.board.money import MoneyOfBoard
from lead_intelligence.adapters.board.new_leads import without_source
from lead_intelligence.adapters.board.won import amounts_won
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.handover_period import agreed
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.board.alarm import Alarm
from lead_intelligence.core.board.charts import (
	funnel_chart,
	grade_chart,
	response_chart,
	return_chart,
	treatment_chart,
)
from lead_intelligence.core.board.handover_alarms import treatment_alarm
from lead_intelligence.core.board.lead_alarms import shift_alarm, source_alarm
from lead_intelligence.core.board.measure import Measure, measured, shown_amount
from lead_intelligence.core.board.money_alarms import cost_without_leads, cost_without_rate, ledger_alarm
from lead_intelligence.core.board.overdue import acceptance_alarm, late_alarm
from lead_intelligence.core.board.part import Part
from lead_intelligence.core.board.response_alarms import in_time_alarm
from lead_intelligence.core.board.spans import parts_of
from lead_intelligence.core.funnel.agreement_findings import is_alarming
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.returns.remarks import SEVERAL_CURRENCIES

_STAGES: Final = {
	"new_leads": LADDER[0],
	"mql": Stage.MQL,
	"sql": Stage.SQL,
	"customers": Stage.CUSTOMER,
}


def of_leads(board: AskedBoard) -> Part:
	if not may_see("Lead Funnel"):
		return Part()
	now, *earlier = steps_made(board.leads, board.periods)
	before = earlier[0] if earlier else None
	found = [measured(name, now[stage], before[stage] if before else None) for name, stage in _STAGES.items()]
	return Part(measures=found, charts=[funnel_chart(now, before)])


def of_origins(board: AskedBoard) -> Part:
	"""With what grades, and whence, leads come in."""
	if not may_see("Lead Funnel"):
		return Part()
	stored = settings()
	now, *earlier = grades.first_grades(board)
	parts = parts_of(board.filters.period, board.grain)
	fewest = int(stored.fewest_cases or 0)
	shifted = shift_alarm(_all_grades(now), _all_grades(earlier[0]), fewest=fewest) if earlier else None
	unknown = source_alarm(
		without_source(board),
		alarm=flt(stored.source_alarm) / 100,
		fewest=fewest,
		since=board.filters.period.first.isoformat(),
		source_field=actual_name("source"),
	)
	return Part(charts=[grade_chart(parts, now)], alarms=_present(shifted, unknown))


def _all_grades(by_part: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
	found: dict[str, int] = {}
	for of_part in by_part.values():
		for grade, leads in of_part.items():
			found[grade] = found.get(grade, 0) + leads
	return found


def of_handovers(board: AskedBoard) -> Part:
	if not may_see("Marketing and Sales Agreement"):
		return Part()
	bar, by_part = agreed().bar, handovers.by_part(board)
	whole = handovers.whole_of(by_part.values())
	before = handovers.of_period(board, board.before) if board.before else None
	by_rep = handovers.by_rep(board) if is_alarming(whole, bar) else {}
	return Part(
		measures=[
			_rate("treatment_rate", whole.treatment, before.treatment if before else None),
			_rate("acceptance_rate", whole.acceptance, before.acceptance if before else None),
		],
		charts=[treatment_chart(parts_of(board.filters.period, board.grain), by_part, bar)],
		alarms=_present(
			treatment_alarm(whole, by_rep, bar),
			acceptance_alarm(overdue.unanswered_handovers(board, now_datetime())),
		),
	)


def _rate(name: str, now: Tally, before: Tally | None) -> Measure:
	earlier, cases_before = (before.rate, before.leads) if before else (None, None)
	return measured(name, now.rate, earlier, cases=now.leads, cases_before=cases_before)


def of_responses(board: AskedBoard) -> Part:
	if not may_see("Lead Response Time"):
		return Part()
	stored, by_part = settings(), responses.by_part(board)
	whole = responses.whole_of(by_part)
	before = responses.of_period(board, board.before) if board.before else None
	late = overdue.late_leads(board, now_datetime())
	now_working, before_working = whole.working, before.working if before else None
	return Part(
		measures=[
			measured(
				"response_median",
				now_working.median / 60 if now_working else None,
				before_working.median / 60 if before_working else None,
				cases=now_working.cases if now_working else 0,
				cases_before=before_working.cases if before_working else None,
			),
			_rate("in_time_rate", whole.in_time, before.in_time if before else None),
			measured("late_now", late.number if late else 0),
		],
		charts=[
			response_chart(
				parts_of(board.filters.period, board.grain),
				{part: counted.figures for part, counted in by_part.items()},
			)
		],
		alarms=_present(
			late_alarm(late),
			in_time_alarm(
				whole.in_time, alarm=flt(stored.in_time_alarm) / 100, fewest=int(stored.fewest_cases or 0)
			),
		),
	)


def of_money(board: AskedBoard) -> Part:
	"""Costs are left out for whoever may not see them."""
	found: list[Measure] = []
	if may_see("Sales Cycle"):
		won, *won_before = amounts_won(board)
		before = won_before[0] if won_before else None
		same = before is not None and before.currency in (None, won.currency)
		earlier = before.amount if before and same else None
		found.append(measured("won_amount", won.amount, earlier, currency=won.currency))
	if not may_see("Source Return"):
		return Part(measures=found)
	money = MoneyOfBoard(board)
	currency, places = money.ledgers.currency, money.ledgers.places
	returns = money.returns()
	now, then = returns[0].total(), returns[1].total() if board.before else None
	if found and not found[0].currency:
		found[0] = replace(found[0], currency=currency)
	if now.money is not None:
		earlier = shown_amount(then.money.invoiced, places) if then and then.money is not None else None
		found.append(
			measured("invoiced", shown_amount(now.money.invoiced, places), earlier, currency=currency)
		)
	if now.cost is not None:
		earlier = shown_amount(then.cost, places) if then else None
		found.append(measured("cost", shown_amount(now.cost, places), earlier, currency=currency))
		found.append(measured("return_on_cost", now.on_cost, then.on_cost if then else None))
	spent = money.spent_on()
	chart = return_chart(returns[0], currency)
	with_leads = money.origins_with_leads(board.filters.period) if spent else {}
	return Part(
		measures=found,
		charts=[chart] if chart else [],
		alarms=_present(
			cost_without_leads(spent, with_leads, board.filters.period, currency or ""),
			cost_without_rate(money.costs[0].costs),
		),
		notes=[] if currency else [SEVERAL_CURRENCIES],
	)


def of_ledger(board: AskedBoard) -> Part:
	"""Whether invoices and ledger agree, for whoever may see the ledger."""
	if not may_see("Source Return"):
		return Part()
	money = MoneyOfBoard(board)
	ledgers = money.ledgers
	return Part(alarms=_present(ledger_alarm(money.beside_ledger(), ledgers.currency or "", ledgers.places)))


def _present(*alarms: Alarm | None) -> list[Alarm]:
	return [one for one in alarms if one is not None]


PARTS: Final[Mapping[str, Callable[[AskedBoard], Part]]] = {
	"leads": of_leads,
	"handovers": of_handovers,
	"responses": of_responses,
	"origins": of_origins,
	"money": of_money,
	"ledger": of_ledger,
}
"""In the order in which they are shown."""
SLOW: Final = frozenset({"ledger"})
"""Not to be waited for with the others."""
