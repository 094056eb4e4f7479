"""A rate in a row of a report, with all that is to be said of it."""

from __future__ import annotations

from ..metrics.conversion import rate_interval
from ..metrics.tally import Tally


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
