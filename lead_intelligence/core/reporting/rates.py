"""Rates and days in a row of a report, with all that is to be said of them."""

from __future__ import annotations

from ..metrics.conversion import rate_interval
from ..metrics.quantile import Spread
from ..metrics.tally import Tally
from .result import Sentence


def rate_cells(name: str, tally: Tally | None, fewest: int) -> dict[str, object]:
	"""The rate under `name`; of how many it is, the range of it, and whether there are fewer cases than `fewest` beside it. A rate of
	nothing is None."""
	if tally is None or not tally.leads:
		return {name: None, f"{name}_of": tally.leads if tally else None}
	interval = rate_interval(tally)
	return {
		name: tally.rate,
		f"{name}_of": tally.leads,
		f"{name}_low": interval.low if interval else None,
		f"{name}_high": interval.high if interval else None,
		f"{name}_few": tally.leads < fewest,
	}


def percent(share: float, below: float | None = None) -> float:
	"""For a sentence, with one decimal where it needs one. `below`: a share that it does not reach, and is not rounded up to: then with as
	many as that takes."""
	decimals = 1
	while (
		below is not None and share < below and decimals < 6 and round(100 * share, decimals) >= 100 * below
	):
		decimals += 1
	told = round(100 * share, decimals)
	return int(told) if told == int(told) else told


def of_few_cases(fewest: int) -> Sentence:
	"""How a rate of few leads is shown."""
	return Sentence(
		text="A rate of fewer than {cases} leads is marked and shown with the range in which the true rate lies in 95 of 100 cases (E. B. Wilson).",
		values={"cases": fewest},
	)


def days_cells(spread: Spread | None) -> dict[str, object]:
	"""The median and the 90th percentile, under their names."""
	return {**days_cell("median", spread, "median"), **days_cell("p90", spread, "p90")}


def days_cell(name: str, spread: Spread | None, figure: str) -> dict[str, object]:
	"""One `figure` of the spread under `name`, and of how many cases it is."""
	return {
		name: getattr(spread, figure) if spread else None,
		f"{name}_of": spread.cases if spread else None,
	}
