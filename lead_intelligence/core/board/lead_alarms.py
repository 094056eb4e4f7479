"""When the leads that come in are to be looked at: their grades have shifted, or nobody knows where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, exp, sqrt
from typing import Final

from ..metrics.tally import Tally
from ..reporting.rates import percent
from ..reporting.result import Sentence
from .alarm import Alarm, Severity, report, rows_of

_CHANCE: Final = 0.01
"""So seldom chance alone moves grades that far."""
_FAR: Final = 0.1
"""By how much of all leads the share of a grade is to have moved: what is sure need not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
	"""The grade whose share of the leads moved furthest, from `before` to `now`, each from 0 to 1. `chance`: how often chance alone moves
	grades as far as all of them have moved."""

	grade: str
	now: float
	before: float
	chance: float


def shift_of(now: Mapping[str, int], before: Mapping[str, int]) -> Shift | None:
	"""By grade, the leads of two periods. None where one of them has none, or all have one grade.

	Whether both are drawn from the same leads: K. Pearson's chi-square test of homogeneity, On the criterion that a given system of deviations...,
	Philosophical Magazine 50 (1900). Grades of which fewer than five leads are expected are taken together, as W. G. Cochran advises
	(Some methods for strengthening the common chi-square tests, Biometrics 10 (1954))."""
	leads, leads_before = sum(now.values()), sum(before.values())
	if not leads or not leads_before:
		return None
	every = leads + leads_before
	smaller = min(leads, leads_before)
	rows: list[tuple[int, int]] = []
	seldom = [0, 0]
	for grade in sorted({*now, *before}):
		counts = (now.get(grade, 0), before.get(grade, 0))
		if sum(counts) * smaller < 5 * every:
			seldom[0] += counts[0]
			seldom[1] += counts[1]
		else:
			rows.append(counts)
	if sum(seldom):
		rows.append((seldom[0], seldom[1]))
	if len(rows) < 2:
		return None
	square = 0.0
	for counts in rows:
		for count, of in zip(counts, (leads, leads_before), strict=True):
			expected = sum(counts) * of / every
			square += (count - expected) ** 2 / expected
	moved = {
		grade: now.get(grade, 0) / leads - before.get(grade, 0) / leads_before for grade in {*now, *before}
	}
	grade = min(moved, key=lambda one: (-abs(moved[one]), one))
	return Shift(
		grade=grade,
		now=now.get(grade, 0) / leads,
		before=before.get(grade, 0) / leads_before,
		chance=above_chi_square(square, len(rows) - 1),
	)


def above_chi_square(square: float, freedom: int) -> float:
	"""How often a chi-square of so many degrees of freedom is greater. For whole degrees the sum is finite: M. Abramowitz and
	I. A. Stegun, Handbook of Mathematical Functions (1964), 26.4.4 and 26.4.5. Raises ValueError for none."""
	if freedom < 1:
		raise ValueError("A chi-square needs a degree of freedom.")
	if square <= 0:
		return 1.0
	half = square / 2
	if freedom % 2:
		total, term = erfc(sqrt(half)), exp(-half) * sqrt(half) * 2 / sqrt(3.141592653589793)
		for step in range(1, freedom, 2):
			total += term
			term *= square / (step + 2)
		return min(total, 1.0)
	total, term = 0.0, exp(-half)
	for step in range(freedom // 2):
		total += term
		term *= half / (step + 1)
	return min(total, 1.0)


def shift_alarm(now: Mapping[str, int], before: Mapping[str, int], *, fewest: int) -> Alarm | None:
	"""None while the grades are about as they were, or of fewer than `fewest` leads."""
	if min(sum(now.values()), sum(before.values())) < max(fewest, 1):
		return None
	shift = shift_of(now, before)
	if shift is None or shift.chance >= _CHANCE or abs(shift.now - shift.before) < _FAR:
		return None
	values: dict[str, object] = {
		"grade": shift.grade or Sentence(text="No Grade"),
		"now": percent(shift.now),
		"before": percent(shift.before),
	}
	text = Sentence(
		text="Other leads come in than before: {now} % of the new ones have the grade {grade} at first, after {before} %. Look at what the sources bring, and whether the scoring model has changed.",
		values=values,
	)
	target = report("Lead Funnel", group_by="Grade")
	return Alarm(name="grades", severity=Severity.WARNING, sentence=text, target=target)


def source_alarm(without: Tally, *, alarm: float, fewest: int, since: str, source_field: str) -> Alarm | None:
	"""`without`: of the new leads, those without a source, as `won`. `alarm`: the share above which they are too many. `since`: the first
	day, as a date is stored; `source_field`: what the field is called on this site."""
	if without.rate is None or without.rate <= alarm or without.leads < max(fewest, 1):
		return None
	return Alarm(
		name="source",
		severity=Severity.WARNING,
		sentence=Sentence(
			text="{without} of the {leads} leads that were entered in this period have no source: {rate} %. What they cost and bring in is told of no source.",
			values={"without": without.won, "leads": without.leads, "rate": percent(without.rate)},
		),
		target=rows_of("Lead", (source_field, "is", "not set"), ("creation", ">=", since)),
	)
