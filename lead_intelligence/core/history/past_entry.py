"""Journey entries about the time before the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..qualification.stages import Stage

HISTORY_IMPORT: Final = "Lead History Import"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEntry:
	"""One row to append: a stage that was reached at `at`, as the import of that name says."""

	before: Stage | None
	after: Stage
	at: datetime
	history_import: str
