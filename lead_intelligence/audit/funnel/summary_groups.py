"""What became of the cases, of all and of each group."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from ...core.funnel.cases import Ladder
from ...core.funnel.cohorts import ripe_counts
from ...core.funnel.denominators import known_from, known_of_closed_only
from ...core.funnel.outcomes import cases_of, outcomes
from ...core.funnel.tally import Endings
from .figures import day_figures, rate_of, reached_stages, unknown_rate
from .options import Options
from .pass_over import PassResult


def ending_figures(endings: Endings, as_of: date | None, options: Options) -> dict[str, Any]:
	return _figures(endings, as_of, options, unknown=False)


def group_rows(result: PassResult, as_of: date | None, options: Options) -> dict[str, Any]:
	"""The largest first. `known_from`: the stage that all cases with a value have reached, where others have not: then the rates of
	what came before are unknown, because nobody knows how many there were."""
	ladder, groups = result.tally.ladder, result.tally.groups
	known: Counter[int] = Counter()
	for name, endings in groups.items():
		if name:
			known.update(endings.counts)
	blank = groups[""].counts if "" in groups else Counter[int]()
	place, closed_only = known_from(known, blank, ladder), known_of_closed_only(known, blank, ladder)
	ordered = sorted(groups.items(), key=lambda group: (-sum(group[1].by_day.values()), group[0]))
	is_unknown = place is not None or closed_only
	return {
		"known_from": None if place is None else ladder.rungs[place],
		"known_of_closed_only": closed_only,
		"rows": [
			{
				"group": name,
				"cases": sum(endings.by_day.values()),
				"reached": reached_stages(endings.counts, ladder),
				**_figures(endings, as_of, options, unknown=is_unknown, lost_known=place is None),
			}
			for name, endings in ordered
		],
	}


def _figures(
	endings: Endings, as_of: date | None, options: Options, *, unknown: bool, lost_known: bool = True
) -> dict[str, Any]:
	ladder, counts = endings.ladder, endings.counts
	found, cases = outcomes(counts, ladder), cases_of(counts)
	ripe = ripe_counts(endings.by_day, as_of, options.ripe_days) if as_of else Counter[int]()
	of_ripe = outcomes(ripe, ladder)
	reached = reached_stages(counts, ladder)[0]
	won = unknown_rate(found.won) if unknown else rate_of(found.won, cases)
	return {
		"won": won,
		"won_of_ripe": unknown_rate(of_ripe.won) if unknown else rate_of(of_ripe.won, cases_of(ripe)),
		"lost": found.lost,
		"open": found.still_open,
		"won_of_closed": _of_closed(found.won, found.lost, ladder, lost_known),
		"days_to_won": day_figures(endings.days_to_won, options.within, reached),
		"days_to_lost": day_figures(endings.days_to_lost, options.within, reached),
		"days_to_close": day_figures(endings.days_to_won + endings.days_to_lost, options.within, reached),
		"won_amount": _plain(endings) if endings.with_amount else None,
		"won_with_amount": endings.with_amount,
	}


def _of_closed(won: int, lost: int, ladder: Ladder, lost_known: bool) -> dict[str, Any] | None:
	"""The win rate; null where no stage means lost."""
	if not ladder.lost:
		return None
	return rate_of(won, won + lost) if lost_known else unknown_rate(won)


def _plain(endings: Endings) -> int | float:
	amount = endings.amount
	return int(amount) if amount == amount.to_integral_value() else float(amount)
