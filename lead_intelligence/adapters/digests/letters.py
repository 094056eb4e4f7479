"""The digest of a week, as whoever is signed in reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frappe import _
from frappe.utils import global_date_format

from lead_intelligence.adapters.board.measures import whole_board
from lead_intelligence.adapters.board.shown import alarm_shown
from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.digests.addresses import dashboard, of_report, of_target
from lead_intelligence.adapters.digests.breakdown import Breakdown
from lead_intelligence.adapters.digests.figures import asked_of_report, compared, figures_of, is_of_users
from lead_intelligence.adapters.digests.numbers import written
from lead_intelligence.adapters.digests.words import chance_of, tone_of, verdict_of, what_of, whom
from lead_intelligence.core.board.alarm import Alarm, worst_first
from lead_intelligence.core.board.measure import in_order
from lead_intelligence.core.digest.changes import MOST_TOLD, Change, main_part, most_changed
from lead_intelligence.core.digest.figures import Figure
from lead_intelligence.core.digest.letter import Letter, Line, News, Row, Titles
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period

_LONGEST_SUBJECT = 140


def letter_of(company: str, week: Period, stop: str | None) -> Letter:
	"""`stop`: the link by which it is stopped, for one that is sent."""
	filters = Filters(period=week, compare=True, company=company)
	board, breakdown = whole_board(filters), Breakdown(filters)
	figures = figures_of(in_order(board.measures), breakdown)
	changes = most_changed(compared(figures))
	span = {"first": _day(week.first), "last": _day(week.last)}
	return Letter(
		subject=_subject(company, changes, figures, span["first"])[:_LONGEST_SUBJECT],
		heading=_("{0}, {first} to {last}").format(company, **span),
		opening=_opening(figures, changes),
		besides=_besides(changes),
		news=[_news(breakdown, change) for change in changes],
		alarms=_alarms(board.alarms, filters),
		rows=[_row(figure) for figure in figures if figure.is_known] if not _is_empty(figures) else [],
		titles=Titles(
			news=_("What Changed Most"),
			alarms=_("What Cannot Wait"),
			figures=_("All Figures"),
			now=_("Last week"),
			before=_("Week before"),
			open=_("Open the report"),
			stop=_("Stop this digest"),
		),
		why=_("You get this every week because you asked for it. It shows leads that you may see."),
		stop=stop,
		board=Line(text=_("The same, as of now, is on the dashboard."), link=dashboard()),
	)


def _day(day: date) -> str:
	return str(global_date_format(day, "long"))


def _is_empty(figures: Sequence[Figure]) -> bool:
	return all(figure.is_empty for figure in figures)


def _subject(company: str, changes: Sequence[Change], figures: Sequence[Figure], first: str) -> str:
	if changes:
		return f"{company}: {what_of(changes[0]).rstrip('.')}"
	if _is_empty(figures):
		return _("{0}: nothing happened with leads (week of {1})").format(company, first)
	return _("{0}: a week like the one before (week of {1})").format(company, first)


def _opening(figures: Sequence[Figure], changes: Sequence[Change]) -> list[str]:
	if _is_empty(figures):
		return [
			_(
				"Nothing happened with leads in this week, nor in the week before. If you expected otherwise, ask whoever looks after the site whether leads still come in."
			)
		]
	return [] if changes else [_("No figure changed by more than chance alone does.")]


def _besides(changes: Sequence[Change]) -> str | None:
	few = 0 < len(changes) < MOST_TOLD
	return _("Nothing else changed by more than chance alone does.") if few else None


def _news(breakdown: Breakdown, change: Change) -> News:
	figure = change.figure
	main = main_part(change, breakdown.parts(figure.name))
	return News(
		verdict=verdict_of(change),
		what=what_of(change),
		whom=whom(change, main, of_users=is_of_users(figure)),
		chance=chance_of(change),
		tone=tone_of(change),
		link=_report(figure, breakdown.filters),
	)


def _report(figure: Figure, filters: Filters) -> str | None:
	if not figure.report:
		return None
	days = {"from_date": filters.period.first.isoformat(), "to_date": filters.period.last.isoformat()}
	asked = {**days, "compare": "1", "company": filters.company or "", **asked_of_report(figure)}
	return of_report(figure.report, asked)


def _row(figure: Figure) -> Row:
	return Row(label=_(figure.label), now=written(figure, figure.now), before=written(figure, figure.before))


def _alarms(alarms: Sequence[Alarm], filters: Filters) -> list[Line]:
	"""Those of the dashboard, the worst first."""
	names = full_names(one.who for one in alarms)
	shown = (alarm_shown(one, filters, names) for one in worst_first(alarms))
	return [Line(text=one["sentence"], link=of_target(one["target"])) for one in shown]
