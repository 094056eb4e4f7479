"""The rows, the chart, the figures on top and the sentences of Score Check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.grouping import grouping_of
from lead_intelligence.adapters.reports.score_check_notes import HOW, NO_LEADS, NO_MODEL, notes_on
from lead_intelligence.adapters.reports.score_check_rows import Found, gone_wrong, rows_of_groups, usual_row
from lead_intelligence.core.reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape
from lead_intelligence.core.score_check.check import Line, ScoreCheck
from lead_intelligence.core.score_check.choices import Choices, Show
from lead_intelligence.core.score_check.grades import band_at

__all__ = ["NO_LEADS", "NO_MODEL", "Found", "empty", "shown"]

_LEADS = Column(name="leads", label="Leads with an Outcome", shape=Shape.COUNT, drill=True)
_WON = Column(name="won", label="Won", shape=Shape.COUNT, drill=True)
_RATE = Column(name="rate", label="Conversion Rate", shape=Shape.SHARE)
_EXPECTED = Column(name="expected", label="Expected Rate", shape=Shape.SHARE)
_VERDICT = Column(name="verdict", label="Against What Was Expected", shape=Shape.TEXT, width=220)
_LIFT = Column(name="lift", label="Lift", shape=Shape.FACTOR)
_OPEN = Column(name="open", label="Still Open", shape=Shape.COUNT, drill=True)
_USUAL = (_LEADS, _WON, _RATE, _EXPECTED, _VERDICT, _LIFT)
_COLUMNS: Mapping[Show, Sequence[Column]] = {
	Show.GRADES: (Column(name="part", label="Grade", shape=Shape.TEXT), *_USUAL, _OPEN),
	Show.TENTHS: (
		Column(name="part", label="Tenth", shape=Shape.TEXT),
		Column(name="from", label="Scores from", shape=Shape.FACTOR),
		Column(name="to", label="Scores to", shape=Shape.FACTOR),
		*_USUAL,
		Column(name="captured", label="Of All Won, up to Here", shape=Shape.SHARE),
		_OPEN,
	),
	Show.TIME: (
		Column(name="part", label="Quarter", shape=Shape.TEXT),
		*_USUAL[:-1],
		Column(name="auc", label="Ranking Quality (ROC AUC)", shape=Shape.SHARE),
		Column(name="best_fifth", label="Lift of the Best Fifth", shape=Shape.FACTOR),
		_OPEN,
	),
	Show.ERRORS: (
		_LEADS,
		_WON,
		_RATE,
		Column(name="expected", label="Rate of Leads with the Same Scores", shape=Shape.SHARE),
		Column(name="more", label="Won beyond That", shape=Shape.FACTOR),
		_VERDICT,
		Column(name="best_lost", label="Of the Best Grade, Lost", shape=Shape.COUNT, drill=True),
		Column(name="worst_won", label="Of the Lowest Grade, Won", shape=Shape.COUNT, drill=True),
		_OPEN,
	),
}


def _columns(choices: Choices) -> Sequence[Column]:
	if choices.show is not Show.ERRORS:
		return _COLUMNS[choices.show]
	head = grouping_of(Dimension(choices.group_by), ()).column
	return (replace(head, name="part"), *_COLUMNS[Show.ERRORS])


def empty(choices: Choices, notes: Sequence[Sentence]) -> Result:
	return Result(columns=_columns(choices), rows=(), notes=notes, how=HOW)


def shown(found: Found, notes: Sequence[Sentence]) -> Result:
	rows = list(_ROWS[found.choices.show](found))
	total = _total(found)
	return Result(
		columns=_columns(found.choices),
		rows=[*rows, total],
		cards=_cards(found.check, found.before),
		chart=_chart(rows, found.choices.show),
		notes=[
			*notes,
			*notes_on(found.check, found.model, found.choices, found.without_score, found.fewest),
		],
		how=HOW,
		has_total=True,
	)


def _by_grade(found: Found) -> Iterator[dict[str, Any]]:
	bands = found.model.bands
	lines = found.check.lines(lambda count: band_at(bands, count.points).name)
	for band in bands:
		low, below = ("" if bound is None else bound for bound in (band.low, band.below))
		yield usual_row(lines.get(band.name, Line()), found, f"points:{low}:{below}", part=band.name)


def _by_tenth(found: Found) -> Iterator[dict[str, Any]]:
	value, everyone = found.model.scale.value, found.check.everyone
	parts = found.check.by_tenth()
	captured = 0
	for place, (tenth, line) in enumerate(parts):
		captured += line.won
		below = parts[place - 1][0].low if place else ""
		low = tenth.low if place < len(parts) - 1 else ""
		yield usual_row(
			line,
			found,
			f"points:{low}:{below}",
			part=str(tenth.first) if tenth.first == tenth.last else f"{tenth.first}–{tenth.last}",
			captured=captured / everyone.won if everyone.won else None,
			**{"from": value(tenth.low), "to": value(tenth.high)},
		)


def _over_time(found: Found) -> Iterator[dict[str, Any]]:
	lines = found.check.lines(lambda count: count.group or "")
	ripe = found.today - timedelta(days=found.choices.lost_after_days)
	for quarter in sorted(lines):
		check = found.check.only(lambda count, quarter=quarter: count.group == quarter)
		fifth = check.best_fifth
		yield usual_row(
			lines[quarter],
			found,
			f"quarter:{quarter}",
			part=quarter,
			auc=check.auc,
			best_fifth=fifth.lift if fifth else None,
			unripe=_last_day(quarter) > ripe,
		)


def _last_day(quarter: str) -> date:
	year, number = int(quarter[:4]), int(quarter[-1])
	return date(year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)


def _total(found: Found) -> dict[str, Any]:
	check, line = found.check, found.check.everyone
	fifth = check.best_fifth
	more = {"auc": check.auc, "best_fifth": fifth.lift if fifth else None}
	if found.choices.show is Show.ERRORS:
		best, worst = gone_wrong(found)
		more = {
			"more": 0.0 if line.leads else None,
			"expected": line.tally.rate,
			"verdict": None,
			"best_lost": sum(best.values()),
			"worst_won": sum(worst.values()),
		}
	return {**usual_row(line, found, "all", part=Sentence(text="All"), bold=True), **more}


def _cards(check: ScoreCheck, before: ScoreCheck | None) -> list[Card]:
	cards = [
		Card(label="Leads with an Outcome", value=check.everyone.leads, shape=Shape.COUNT),
		Card(label="Conversion Rate", value=check.everyone.tally.rate, shape=Shape.SHARE),
		Card(
			label="Ranking Quality (ROC AUC)",
			value=check.auc,
			shape=Shape.SHARE,
			tone=_tone_of_ranking(check),
		),
		Card(
			label="Lift of the Best Fifth",
			value=check.best_fifth.lift if check.best_fifth else None,
			shape=Shape.FACTOR,
		),
		Card(
			label="Promise and Outcome Apart",
			value=check.calibration.error if check.calibration else None,
			shape=Shape.SHARE,
		),
	]
	if before is None:
		return cards
	return [replace(card, before=old.value) for card, old in zip(cards, _cards(before, None), strict=True)]


def _tone_of_ranking(check: ScoreCheck) -> str | None:
	interval = check.auc_interval
	if interval is None:
		return None
	return "good" if interval.low > 0.5 else "bad" if interval.high < 0.5 else None


def _chart(rows: Sequence[Mapping[str, Any]], show: Show) -> Chart | None:
	if not rows:
		return None
	some = rows[:20]
	kind = "line" if show is Show.TIME else "bar"
	series = [Series(label="Conversion Rate", numbers=[row["rate"] for row in some], kind=kind)]
	if any(row["expected"] is not None for row in some):
		label = "Rate of Leads with the Same Scores" if show is Show.ERRORS else "Expected Rate"
		series.append(Series(label=label, numbers=[row["expected"] for row in some], kind="line"))
	return Chart(labels=[row["part"] for row in some], series=series, shape=Shape.SHARE, kind=kind)


_ROWS = {
	Show.GRADES: _by_grade,
	Show.TENTHS: _by_tenth,
	Show.TIME: _over_time,
	Show.ERRORS: rows_of_groups,
}
