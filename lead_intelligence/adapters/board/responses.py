"""How soon leads that became due were answered: figures of Lead Response Time, counted by parts of the calendar."""

from __future__ import annotations

from collections.abc import Mapping

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.response_counts import Counted, ResponseCounts, everyone
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.question import BY_BUCKET, ResponseQuestion
from lead_intelligence.core.responding.responses import Responses


def by_part(board: AskedBoard) -> dict[str, Counted]:
	"""Of the period itself, by the day, week or month in which a first response became due."""
	return _counted(board, board.filters.period, board.grain.value)


def of_period(board: AskedBoard, period: Period) -> Responses:
	# By what the database need not put in order.
	return whole_of(_counted(board, period, BY_BUCKET))


def whole_of(counts: Mapping[str, Counted]) -> Responses:
	return everyone(counts).figures


def _counted(board: AskedBoard, period: Period, by: str) -> dict[str, Counted]:
	return ResponseCounts(AskedLeads(board.of(period)), ResponseQuestion(by=by)).answers()
