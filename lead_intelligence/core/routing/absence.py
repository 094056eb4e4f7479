"""Whether what waits for an answer is worth giving to others while somebody is away."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from .rep import Absence, Away

_A_DAY: Final = timedelta(days=1)


def passes_leads_on(absence: Absence, now: datetime) -> bool:
	"""Not for an hour, and not on holidays: nobody is due an answer then. Who only takes no new leads answers those there are."""
	match absence.why:
		case Away.DISABLED_USER:
			return True
		case Away.LEAVE:
			# Of a leave that is entered on its very day, the rest of the day is left.
			midnight = datetime.combine(now.date() + _A_DAY, time.min)
			return absence.until is None or absence.until >= midnight
		case Away.OUT_OF_OFFICE:
			return absence.until is None or absence.until - now >= _A_DAY
		case _:
			return False
