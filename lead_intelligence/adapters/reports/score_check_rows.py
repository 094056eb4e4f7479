"""What the rows of Score Check have in common, and those of groups of leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lead_intelligence.adapters.reports.checked_model import CheckedModel
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.grouping import grouping_of
from lead_intelligence.core.metrics.conversion import share_interval
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.result import Sentence
from lead_intelligence.core.score_check.check import Line, ScoreCheck
from lead_intelligence.core.score_check.choices import Choices
from lead_intelligence.core.score_check.errors import GroupError, errors_of, is_told_of_won_only
from lead_intelligence.core.score_check.grades import band_at

MOST_GROUPS: Final = 500

_MORE = Sentence(text="more than expected", tone="good")
_FEWER = Sentence(text="fewer than expected", tone="bad")
_AS_EXPECTED = Sentence(text="as expected, as far as can be told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
	"""`without_score`: leads of the period in no figure. `fewest`: cases below which a rate is marked. `today`: of the site."""

	model: CheckedModel
	choices: Choices
	check: ScoreCheck
	before: ScoreCheck | None
	without_score: int
	fewest: int
	today: date


def usual_row(line: Line, found: Found, key: str, **more: Any) -> dict[str, Any]:
	interval = line.interval()
	return {
		"key": key,
		"leads": line.leads,
		"won": line.won,
		"rate": line.tally.rate,
		"rate_low": interval.low if interval else None,
		"rate_high": interval.high if interval else None,
		"rate_few": line.leads < found.fewest,
		"expected": line.expected_rate,
		"verdict": verdict_on(line),
		"lift": found.check.lift_of(line),
		"open": line.open,
		**more,
	}


def verdict_on(line: Line) -> Sentence | None:
	if line.expected is None or not line.leads:
		return None
	if not line.is_off:
		return _AS_EXPECTED
	return _MORE if line.won > line.expected else _FEWER


def rows_of_groups(found: Found) -> Iterator[dict[str, Any]]:
	errors = errors_of(found.check.counts, found.fewest)
	grouping = grouping_of(Dimension(found.choices.group_by), (error.group for error in errors))
	best, worst = gone_wrong(found)
	without = without_rate(grouping.label) if is_told_of_won_only(errors) else {}
	for error in errors[:MOST_GROUPS]:
		part = grouping.shown(error.group)
		yield {**_error(error, found, f"group:{error.group}", part, best, worst), **without}
	others = errors[MOST_GROUPS:]
	if others:
		together = GroupError(
			group="",
			tally=Tally(
				leads=sum(one.tally.leads for one in others), won=sum(one.tally.won for one in others)
			),
			open=sum(one.open for one in others),
			expected=sum(one.expected for one in others),
			chance=None,
		)
		part = Sentence(text="{many} other groups", values={"many": len(others)})
		rest = {one.group for one in others}
		yield _error(
			together, found, "", part, *({"": sum(of.get(name, 0) for name in rest)} for of in (best, worst))
		)


def told_of_won_only(label: str) -> Sentence:
	return Sentence(
		text="{what}: known only of leads that were won. Of how many these are, nobody knows, so there is no rate.",
		values={"what": Sentence(text=label)},
		tone="bad",
	)


def without_rate(label: str) -> dict[str, Any]:
	why = told_of_won_only(label)
	names = ("rate", "expected", "more")
	return {**dict.fromkeys(names), **{f"{name}_why": why for name in names}, "rate_few": False}


def _error(
	error: GroupError,
	found: Found,
	key: str,
	part: object,
	best: Mapping[str, int],
	worst: Mapping[str, int],
) -> dict[str, Any]:
	interval = share_interval(error.tally.won, error.tally.leads)
	verdict = None if error.chance is None else _AS_EXPECTED
	if error.is_found:
		verdict = _MORE if error.more > 0 else _FEWER
	return {
		"key": key,
		"part": part,
		"leads": error.tally.leads,
		"won": error.tally.won,
		"rate": error.tally.rate,
		"rate_low": interval.low if interval else None,
		"rate_high": interval.high if interval else None,
		"rate_few": error.tally.leads < found.fewest,
		"expected": error.expected_rate,
		"more": error.more,
		"verdict": verdict,
		"best_lost": best.get(error.group, 0),
		"worst_won": worst.get(error.group, 0),
		"open": error.open,
	}


def gone_wrong(found: Found) -> tuple[dict[str, int], dict[str, int]]:
	"""By group, the lost leads of the best grade and the won ones of the lowest."""
	bands = found.model.bands
	best: dict[str, int] = {}
	worst: dict[str, int] = {}
	for count in found.check.counts:
		band = band_at(bands, count.points)
		group = count.group or ""
		if count.won is False and band is bands[0]:
			best[group] = best.get(group, 0) + count.leads
		if count.won and band is bands[-1]:
			worst[group] = worst.get(group, 0) + count.leads
	return best, worst
