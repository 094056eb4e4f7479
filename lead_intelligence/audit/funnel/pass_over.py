"""What a pass over the rows finds, however the file is laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from ...core.funnel.cases import Ladder
from ...core.funnel.tally import FunnelTally
from ..mapping.column_names import bare
from ..output.rejected_rows import Example, RejectedRows
from ..reading.blank_text import is_blank
from ..reading.number_text import read_number
from ..reading.repeated_ids import RepeatedIds
from ..refusal import AuditRefused
from ..tables.table import Record

ROWS_BETWEEN_REPORTS = 2_000
MOST_GROUPS = 10_000
_EXAMPLES = 5


@dataclass(slots=True)
class PassResult:
	"""Of a long file: `repeats`, rows that repeat a stage of their case; `undated`, rows without a moment; `other_stages`, by name,
	rows of stages that were not asked for; `several_values`, `several_amounts`, cases with several groups or amounts."""

	tally: FunnelTally
	rows: int = 0
	blank: int = 0
	unreadable: list[Example] = field(default_factory=list)
	without_id: int = 0
	repeated: RepeatedIds | None = None
	repeats: int = 0
	undated: int = 0
	other_stages: Counter[str] = field(default_factory=Counter)
	several_values: int = 0
	several_amounts: int = 0
	unreadable_amounts: int = 0
	order_is_found: bool = False

	def reject(self, rejects: RejectedRows, record: Record, case: str, reason: str) -> None:
		rejects.write(record, reason)
		if len(self.unreadable) < _EXAMPLES:
			self.unreadable.append(Example(record.line, case[:80], reason))


def amount_of(text: str) -> Decimal | None:
	"""None for a blank. Raises ValueError."""
	if is_blank(text):
		return None
	return Decimal(str(read_number(text, ".", is_money=True)))


def ladder_of(
	rungs: tuple[str, ...], beside: tuple[str, ...], lost: frozenset[str], won: str | None
) -> Ladder:
	place = len(rungs) - 1
	if won is not None:
		found = [at for at, rung in enumerate(rungs) if rung.casefold() == won.casefold()]
		found = found or [at for at, rung in enumerate(rungs) if bare(rung) == bare(won) != ""]
		if not found:
			raise AuditRefused(f"--won names '{won}', which is none of the stages: {', '.join(rungs)}.")
		place = found[0]
	return Ladder(rungs=rungs, beside=beside, lost=lost, won=place)


def too_many_groups(column: str | None) -> AuditRefused:
	return AuditRefused(
		f"The column '{column}' has more than {MOST_GROUPS:,} different values. Name one with fewer for --group-by."
	)
