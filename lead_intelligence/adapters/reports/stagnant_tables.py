"""The tables of Stagnant Leads: by what leads are told apart, one by one, and as time passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pypika.functions import Coalesce
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.dimensions import Dimension, value_of
from lead_intelligence.adapters.reports.response_groups import group_in, named
from lead_intelligence.adapters.reports.stagnant_rows import (
	MOST_LISTED,
	StagnantRows,
	open_steps_of,
	touches_of,
)
from lead_intelligence.core.metrics.quantile import spread_of
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.groups import ALL, Grouping, key_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Column, Result, Sentence, Series, Shape
from lead_intelligence.core.responding.stagnant import (
	AGES,
	BY_AGE,
	BY_OWNER,
	BY_STAGE,
	Way,
	standing_at,
	stretches,
)

_STAGES = {stage.value: Sentence(text=stage.value) for stage in (*LADDER, Stage.NURTURE)}
LONG_DAYS = 30
_ALL = Sentence(text="All")

_OF_GROUPS = (
	Column(name="leads", label="Stagnant", shape=Shape.COUNT, drill=True),
	Column(name="share", label="Share of Stagnant Leads", shape=Shape.SHARE),
	Column(name="median", label="Median Days Quiet", shape=Shape.DAYS),
	Column(name="p90", label="Nine in Ten for at Most Days", shape=Shape.DAYS),
	Column(name="longest", label="Longest, in Days", shape=Shape.DAYS),
	Column(name="long", label="Longer Than 30 Days", shape=Shape.COUNT, drill=True),
)
_BEFORE = Column(name="leads_before", label="Stagnant at the End of the Period Before", shape=Shape.COUNT)


def _grouping(by: str) -> Grouping:
	words: Mapping[str, Sentence] | None = {BY_AGE: AGES, BY_STAGE: _STAGES}.get(by)
	return Grouping(label=by, of_users=by == BY_OWNER, words=words)


def group_term(rows: StagnantRows, by: str, moment: datetime) -> Term:
	if by == BY_OWNER:
		return Coalesce(rows.note.owner_user, "")
	if by == BY_STAGE:
		return Coalesce(rows.note.stage, "")
	if by == BY_AGE:
		return rows.age(moment)
	return value_of(Dimension(by), rows.lead, rows.note.stagnant_at)


def groups(rows: StagnantRows, moment: datetime, by: str, before: datetime | None) -> Result:
	"""`before`: the moment to compare with."""
	grouping, found = _grouping(by), _days_by_group(rows, by, moment)
	earlier = (
		{group: sum(days.values()) for group, days in _days_by_group(rows, by, before).items()}
		if before
		else {}
	)
	number = {group: float(sum(days.values())) for group, days in found.items()}
	order = list(_in_order(by, grouping, number))
	names = full_names(found) if grouping.of_users else {}
	every: dict[int, int] = {}
	for days in found.values():
		for day, leads in days.items():
			every[day] = every.get(day, 0) + leads
	total = sum(every.values())
	lines = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**({"group_label": names[group]} if group in names else {}),
			**_cells(found[group], total),
			**({"leads_before": earlier.get(group, 0)} if before else {}),
		}
		for group in order
	]
	if lines:
		last = {"key": ALL, "group": _ALL, "bold": 1, **_cells(every, total)}
		lines.append({**last, **({"leads_before": sum(earlier.values())} if before else {})})
	columns = [grouping.column, *_OF_GROUPS, *([_BEFORE] if before else [])]
	chart = grouping.chart(order, Series(label="Stagnant", numbers=[number[group] for group in order]))
	chart = chart and named(chart, names)
	return Result(columns=columns, rows=lines, chart=chart, has_total=bool(lines))


def _in_order(by: str, grouping: Grouping, number: Mapping[str, float]) -> list[str]:
	fixed = {BY_AGE: tuple(AGES), BY_STAGE: tuple(_STAGES)}.get(by)
	return [group for group in fixed if group in number] if fixed else grouping.ordered(number)


def _days_by_group(rows: StagnantRows, by: str, moment: datetime) -> dict[str, dict[int, int]]:
	found: dict[str, dict[int, int]] = {}
	with_leads = by not in (BY_OWNER, BY_STAGE, BY_AGE)
	for value, days, leads in rows.days_by(group_term(rows, by, moment), moment, with_leads=with_leads):
		counts = found.setdefault(group_in(by, value), {})
		counts[days] = counts.get(days, 0) + leads
	return found


def _cells(days: Mapping[int, int], total: int) -> dict[str, object]:
	spread, leads = spread_of(days), sum(days.values())
	return {
		"leads": leads,
		**rate_cells("share", Tally(leads=total, won=leads), 0),
		"median": spread.median if spread else None,
		"p90": spread.p90 if spread else None,
		"longest": spread.most if spread else None,
		"long": sum(number for day, number in days.items() if day > LONG_DAYS),
	}


_LISTED = (
	Column(name="lead", label="Lead", shape=Shape.LEAD),
	Column(name="company_name", label="Organization", shape=Shape.TEXT),
	Column(name="stage", label="Stage", shape=Shape.TEXT),
	Column(name="grade", label="Grade", shape=Shape.TEXT),
	Column(name="owner", label="Lead Owner", shape=Shape.USER),
	Column(name="days", label="Days Quiet", shape=Shape.DAYS),
	Column(name="quiet_since", label="Quiet Since", shape=Shape.MOMENT),
	Column(name="stagnant_at", label="Stagnant Since", shape=Shape.MOMENT),
	Column(name="last_touch", label="Last Touch", shape=Shape.MOMENT),
	Column(name="step_due", label="Open Step Was Due", shape=Shape.MOMENT),
)


def listed(rows: StagnantRows, moment: datetime) -> Result:
	found = rows.listed(moment)
	names = [row.lead for row in found]
	touches, steps = touches_of(names, moment), open_steps_of(names)
	people = full_names(row.owner_user for row in found)
	lines = [
		{
			"key": key_of(row.lead),
			"lead": row.lead,
			"lead_label": row.lead_name or row.lead,
			"company_name": row.company_name or "",
			"stage": _STAGES.get(row.stage, row.stage or ""),
			"grade": row.li_grade or "",
			"owner": row.owner_user,
			"owner_label": people.get(row.owner_user, row.owner_user),
			"days": int(row.days),
			"quiet_since": row.quiet_since,
			"stagnant_at": row.stagnant_at,
			"last_touch": touches.get(row.lead),
			"step_due": steps.get(row.lead),
		}
		for row in found
	]
	notes = []
	if len(lines) == MOST_LISTED:
		every = sum(leads for _group, _days, leads in rows.days_by(ValueWrapper(""), moment))
		if every > MOST_LISTED:
			notes.append(
				Sentence(
					text="Only {shown} of {leads} leads are listed, those that are quiet longest. Use a filter to see others.",
					values={"shown": MOST_LISTED, "leads": every},
				)
			)
	return Result(columns=_LISTED, rows=lines, notes=notes)


_IN_TIME = (
	Column(name="came", label="Became Stagnant", shape=Shape.COUNT, drill=True),
	Column(name="went", label="Stagnant No More", shape=Shape.COUNT, drill=True),
	Column(name="touch", label="By a Touch", shape=Shape.COUNT, drill=True),
	Column(name="step", label="By a Next Step", shape=Shape.COUNT, drill=True),
	Column(name="stage", label="By a Change of Stage", shape=Shape.COUNT, drill=True),
	Column(name="other", label="By Something Else", shape=Shape.COUNT, drill=True),
	Column(name="standing", label="Stagnant at the End", shape=Shape.COUNT, drill=True),
)


def over_time(rows: StagnantRows, period: Period, by: str, now: datetime) -> Result:
	found = stretches(period, by, now.date())
	dimension, note = Dimension(by), rows.note
	came_at, went_at = (value_of(dimension, rows.lead, at) for at in (note.stagnant_at, note.ended_at))
	in_period = rows.came(period)
	out_of_it = rows.went(period)
	came, went = rows.leads_by(came_at, in_period), rows.leads_by(went_at, out_of_it)
	ways = rows.leads_by_both(went_at, rows.way(), out_of_it)
	began, ended = (rows.by_day(at, period.end) for at in (note.stagnant_at, note.ended_at))
	standing = standing_at(began, ended, [one.last for one in found])
	lines = [
		{
			"key": key_of(one.label),
			"group": one.label,
			"came": came.get(one.label, 0),
			"went": went.get(one.label, 0),
			**{way.value: ways.get((one.label, way.value), 0) for way in Way},
			"standing": still,
		}
		for one, still in zip(found, standing, strict=True)
	]
	grouping = Grouping(label=by, in_time=True)
	order = [one.label for one in found]
	chart = grouping.chart(
		order,
		Series(label="Became Stagnant", numbers=[line["came"] for line in lines]),
		Series(label="Stagnant No More", numbers=[line["went"] for line in lines]),
		Series(label="Stagnant at the End", numbers=[line["standing"] for line in lines], kind="line"),
	)
	nothing = not any(line["came"] or line["went"] or line["standing"] for line in lines)
	columns = [grouping.column, *_IN_TIME]
	return Result(columns=columns, rows=() if nothing else lines, chart=None if nothing else chart)
