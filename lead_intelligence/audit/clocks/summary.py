"""`summary.json`: every figure. Durations are numbers of seconds, with a text beside them for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from ...core.sla.response_times import DurationFigures, Durations, ResponseState, ResponseTimes
from ..output.rejected_rows import Example, RejectedRows
from ..reading.moment_text import MomentReader
from ..tables.table import Table
from .cautions import cautions_of
from .columns import Columns
from .duration_text import in_minutes, in_words
from .options import Options, Request
from .pass_over import PassResult

FORMAT = "lead-intelligence/response-times/1"
MOST_GROUPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
	"""All that was given and found."""

	request: Request
	options: Options
	table: Table
	columns: Columns
	moments: MomentReader
	result: PassResult
	rejects: RejectedRows


def summary_of(run: Run) -> dict[str, Any]:
	"""Counts are exact, shares unrounded. Same input, same summary."""
	result, zone, limits = run.result, run.options.zone, run.options.limits
	return {
		"format": FORMAT,
		"file": {"name": run.request.file.name, **run.table.about},
		"columns": {
			"id": run.columns.id,
			"due_from": run.columns.due_from,
			"answered_at": run.columns.answered_at,
			"by": run.columns.by,
		},
		"time_zone": zone.key,
		"time_zone_is_given": run.request.time_zone is not None,
		"formats": list(run.request.formats),
		"as_of": _moment(run.options.now, zone),
		"calendar": _calendar(run),
		"rows": _rows(run),
		"moments": {
			"with_offset": run.moments.with_offset,
			"without_offset": run.moments.without_offset,
			"without_time": run.moments.without_time,
			"in_repeated_hour": run.moments.repeated,
			"in_skipped_hour": run.moments.skipped,
		},
		"period": {
			"first_due_from": _moment(result.first_due, zone),
			"last_due_from": _moment(result.last_due, zone),
		},
		**_times(result.times, limits),
		"groups": _groups(run),
		"other_groups": _other_groups(run),
		"repeated_ids": _repeated(result),
		"answered_before_due": _examples(result.early),
		"unreadable": _examples(result.unreadable),
		"unreadable_because": [
			{"reason": reason, "rows": rows, "first_line": run.rejects.first_lines[reason]}
			for reason, rows in run.rejects.reasons.most_common()
		],
		"cautions": cautions_of(result, run.moments, run.columns, zone.key),
	}


def figures_of(durations: Durations, limits: Sequence[timedelta], of_all: int, *, days: bool) -> Any:
	found = durations.figures(limits, of_all)
	return _figures(found, days=days) if found else None


def _figures(found: DurationFigures, *, days: bool) -> dict[str, Any]:
	named = {
		"min": found.shortest,
		"mean": found.mean,
		"median": found.median,
		"p90": found.p90,
		"max": found.longest,
	}
	return {
		"count": found.count,
		**{f"{name}_seconds": seconds for name, seconds in named.items()},
		**{name: in_words(seconds, days=days) for name, seconds in named.items()},
		"within": [
			{
				"minutes": in_minutes(one.limit),
				"count": one.count,
				"share": one.share,
				"share_of_all": one.share_of_all,
			}
			for one in found.within
		],
	}


def _times(times: ResponseTimes, limits: Sequence[timedelta]) -> dict[str, Any]:
	open_ = times.count(ResponseState.OPEN)
	return {
		"answered": times.count(ResponseState.ANSWERED),
		"open": open_,
		"elapsed": figures_of(times.elapsed, limits, times.due, days=True),
		"working": figures_of(times.working, limits, times.due, days=False),
		"waiting": {
			"elapsed": figures_of(times.waiting, limits, open_, days=True),
			"working": figures_of(times.waiting_working, limits, open_, days=False),
		},
	}


def _rows(run: Run) -> dict[str, int]:
	count = run.result.times.count
	return {
		"read": run.result.rows,
		"answered": count(ResponseState.ANSWERED),
		"open": count(ResponseState.OPEN),
		"answered_before_due": count(ResponseState.EARLY),
		"not_due_yet": count(ResponseState.NOT_DUE),
		"unreadable": run.rejects.count,
		"blank": run.result.blank,
	}


def _calendar(run: Run) -> dict[str, Any] | None:
	calendar = run.options.calendar
	if calendar is None:
		return None
	return {
		"hours": run.request.hours,
		"time_zone": calendar.zone.key,
		"holidays": [day.isoformat() for day in sorted(calendar.holidays)],
	}


def _ordered_groups(run: Run) -> list[tuple[str, ResponseTimes]]:
	return sorted(run.result.groups.items(), key=lambda group: (-group[1].due, group[0]))


def _groups(run: Run) -> list[dict[str, Any]]:
	return [
		{"group": name, **_times(times, run.options.limits)}
		for name, times in _ordered_groups(run)[:MOST_GROUPS]
	]


def _other_groups(run: Run) -> dict[str, int] | None:
	others = [times for _, times in _ordered_groups(run)[MOST_GROUPS:]]
	if not others:
		return None
	return {
		"groups": len(others),
		"answered": sum(times.count(ResponseState.ANSWERED) for times in others),
		"open": sum(times.count(ResponseState.OPEN) for times in others),
	}


def _repeated(result: PassResult) -> dict[str, Any] | None:
	if result.repeated is None:
		return None
	examples = [{"id": text[:80], "lines": list(lines)} for text, lines in result.repeated.examples.items()]
	return {"rows": result.repeated.rows, "examples": examples}


def _examples(examples: Sequence[Example]) -> list[dict[str, Any]]:
	return [example._asdict() for example in examples]


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
	return at.replace(tzinfo=timezone.utc).astimezone(zone).isoformat() if at else None
