"""The figures of a dashboard, without its charts and alarms."""

from __future__ import annotations

from lead_intelligence.adapters.board.asked import asked_board
from lead_intelligence.adapters.board.parts import PARTS
from lead_intelligence.core.board.measure import Measure, in_order
from lead_intelligence.core.board.part import Part, together
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period


def measures(filters: Filters, before: Period | None = None) -> list[Measure]:
	"""Those that whoever asks may see, in the order of the dashboard; each equals the figure of its report with the same filters. Compared
	with the period `before`, or with the one that the reports compare with where `filters.compare`."""
	return in_order(whole_board(filters, before).measures)


def whole_board(filters: Filters, before: Period | None = None) -> Part:
	"""The same with charts and alarms."""
	board = asked_board(filters, before)
	return together(part(board) for part in PARTS.values())
