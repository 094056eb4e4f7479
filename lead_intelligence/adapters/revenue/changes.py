"""What the stored entries do not say yet. Here it is decided whether a reading may rely on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.revenue.entries import Entry, worked_out
from lead_intelligence.adapters.revenue.marked_vouchers import TooMany, vouchers_of
from lead_intelligence.adapters.revenue.store import stored
from lead_intelligence.adapters.stored_rows import differences

MOST: Final = 1000
"""Marked records, and vouchers that these lead to. If they are more, all documents are read, which takes no longer."""


class Change(NamedTuple):
	"""`sign`: 1 for an entry that is not stored yet, -1 for one that is stored and is not so any more."""

	entry: Entry
	sign: int


def changes() -> Sequence[Change] | None:
	"""As the transaction sees it. None: nothing that is stored may be read."""
	found = marked(Figures.REVENUE, MOST)
	if found.is_all:
		return None
	if not found.records:
		return ()
	try:
		vouchers = vouchers_of(found.records, MOST)
	except TooMany:
		return None
	gone, missing = differences(stored(vouchers), worked_out(vouchers))
	return [*(Change(entry, -1) for _name, entry in gone), *(Change(entry, 1) for entry in missing)]
