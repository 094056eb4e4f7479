"""Journey entries about the owner of a lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class AssignmentEvent(str, Enum):
	ASSIGNED = "Assigned"
	REASSIGNED = "Reassigned"
	OWNER_CHANGED = "Owner changed"
	NOBODY_FOUND = "No owner found"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEntry:
	"""One row to append. `evidence`: plain JSON data. `record`: the name of the Lead Assignment."""

	event: AssignmentEvent
	at: datetime
	cycle: int
	evidence: Mapping[str, object]
	reason: str | None = None
	record: str | None = None
