"""Whether sales works and accepts what marketing hands over: figures of Marketing and Sales Agreement, counted by parts of the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.reports.handover_groups import TO, HandoverGroup
from lead_intelligence.adapters.reports.handover_period import agreed
from lead_intelligence.adapters.reports.handover_rows import HandedOver
from lead_intelligence.core.funnel.handovers import HandoverCount
from lead_intelligence.core.reporting.period import Period


def by_part(board: AskedBoard) -> dict[str, HandoverCount]:
	"""Of the period itself, by the day, week or month of the hand-over."""
	return _counted(board, board.filters.period, board.grain.value)


def by_rep(board: AskedBoard) -> dict[str, HandoverCount]:
	"""Of the period itself, by the user to whom leads were handed over; "" for nobody in particular."""
	return _counted(board, board.filters.period, TO)


def of_period(board: AskedBoard, period: Period) -> HandoverCount:
	return whole_of(_counted(board, period, "Month").values())


def whole_of(counts: Iterable[HandoverCount]) -> HandoverCount:
	whole = HandoverCount()
	for count in counts:
		whole.add_all(count)
	return whole


def _counted(board: AskedBoard, period: Period, by: str) -> dict[str, HandoverCount]:
	handed = HandedOver(filters=board.of(period), group=HandoverGroup(by), agreed=agreed())
	return handed.counts()
