"""The groups of the queue: each is one kind of reason to turn to a lead, and a lead stands in the first that it has one of."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Group(str, Enum):
	DUE_NOW = "Due Now"
	LATE = "Late"
	PLANNED_STEP = "Planned Step"
	HOT_SIGNAL = "Hot Signal"
	TO_ACCEPT = "To Accept"
	CLOCK_RUNNING = "Clock Running"
	BACK_AGAIN = "Back Again"
	UNATTENDED = "Unattended"
	OPEN = "Open"


USUAL_ORDER: Final = tuple(Group)
"""What can still be kept comes before what is late already, and what others wait for before what only the rep knows of."""


def order_of(chosen: tuple[Group, ...]) -> tuple[Group, ...]:
	"""Those that an admin has put in order come first, all others follow as usual; leads without any reason are always last."""
	first = tuple(dict.fromkeys(group for group in chosen if group is not Group.OPEN))
	return (*first, *(group for group in USUAL_ORDER if group not in first))
