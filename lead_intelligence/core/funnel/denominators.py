"""Whether the cases of a group are all there are of it.

A property that is only written down once a case has come far (who closed the deal) is known of those cases alone. How many
others there were is not, so no rate of them exists: 842 of 842 is no conversion of 100 %.
"""

from __future__ import annotations

from .cases import Ladder
from .outcomes import last_rung, outcomes
from .stages import StageCounts


def known_from(known: StageCounts, unknown: StageCounts, ladder: Ladder) -> int | None:
	"""`known`: the cases whose property is known, whatever it is; `unknown`: the others. The place of the rung that all the first
	reached, and some of the others did not: rates of cases that came less far do not exist. None where there is no such rung."""
	furthest = min((last_rung(mask, ladder) for mask, cases in known.items() if cases), default=0)
	if furthest < 1:
		return None
	short = any(cases and last_rung(mask, ladder) < furthest for mask, cases in unknown.items())
	return furthest if short else None


def known_of_closed_only(known: StageCounts, unknown: StageCounts, ladder: Ladder) -> bool:
	"""Whether the property is known of won and lost cases only, and of none that is open. Then shares of those two exist, and shares
	of all do not."""
	if not ladder.lost or not any(known.values()):
		return False
	return not outcomes(known, ladder).still_open and outcomes(unknown, ladder).still_open > 0
