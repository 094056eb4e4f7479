"""Which columns hold the ID, the moment from which an answer is due, and the moment of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..mapping.column_names import is_called, named_column
from ..refusal import AuditRefused

_MOMENT = r"(?:_?(?:at|on|date|datetime|timestamp|ts|dt|moment|utc))"
_WHEN = rf"(?:{_MOMENT}|_?time)*"
_WHOSE = "(?:lead_|form_|date_|time_)?"
_RECORD = "lead|prospect|contact|case|ticket|issue|response|record|inquiry|enquiry|request|opportunity|deal"
_ANSWER = "(?:answer|response|reply|contact|touch|call)"
_DONE = "(?:answered|responded|replied|contacted|touched|called)"

# Tiers, best first. Names of one tier have the same right, so that two of them leave the choice open.
_IDS = (
	rf"id|(?:{_RECORD})_?id",
	rf"(?:{_RECORD})_?(?:no|number|ref|reference|key)",
	"lead",
	"name|no|number|ref|key|uuid",
)
_DUE = (
	rf"(?:response_|answer_)?due_?(?:from|since){_WHEN}",
	rf"{_WHOSE}(?:create|created|creation|assign|assigned|assignment|receive|received|submit|submitted|opened|entered"
	rf"|requested|inquiry|inquired|enquiry|enquired|started|queued|arrived|arrival|captured|registered){_WHEN}",
)
_ANSWERED = (
	rf"answered{_WHEN}",
	rf"{_WHOSE}first_(?:{_ANSWER}|{_DONE}){_MOMENT}*",
	rf"{_WHOSE}(?:{_DONE}{_MOMENT}*|{_ANSWER}{_MOMENT}+)",
	# Of a duration or a text more often than of a moment.
	rf"{_WHOSE}(?:first_)?{_ANSWER}{_WHEN}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedColumns:
	"""As a person named them; None where they are to be recognised."""

	id: str | None = None
	due_from: str | None = None
	answered_at: str | None = None
	by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
	"""Names of columns that the file has. There may be no ID, and no column to group by."""

	id: str | None
	due_from: str
	answered_at: str
	by: str | None


def columns_of(names: Sequence[str], named: NamedColumns, file: str) -> Columns:
	due_from = named_column("--due-from", named.due_from, names)
	answered_at = named_column("--answered-at", named.answered_at, names)
	lead_id = named_column("--id", named.id, names)
	by = named_column("--by", named.by, names)
	free = [name for name in names if name not in (due_from, answered_at, lead_id)]
	if due_from is None:
		due_from = _recognised(_DUE, free, names, file, "from which moment an answer is due", "--due-from")
	if answered_at is None:
		answered_at = _recognised(
			_ANSWERED,
			[name for name in free if name != due_from],
			names,
			file,
			"when the answer came",
			"--answered-at",
		)
	if due_from == answered_at:
		raise AuditRefused(
			f"The column '{due_from}' cannot say both from when an answer is due and when it came. "
			"Name two columns with --due-from and --answered-at."
		)
	if lead_id is None:
		free = [name for name in free if name not in (due_from, answered_at)]
		lead_id = next((name for tier in _IDS for name in free if is_called(tier, name)), None)
	return Columns(id=lead_id, due_from=due_from, answered_at=answered_at, by=by)


def _recognised(
	tiers: Sequence[str], free: Sequence[str], names: Sequence[str], file: str, what: str, option: str
) -> str:
	for tier in tiers:
		found = [name for name in free if is_called(tier, name)]
		if len(found) > 1:
			listed = ", ".join(f"'{name}'" for name in found)
			raise AuditRefused(
				f"{file} has several columns that may say {what}: {listed}. Name one with {option}."
			)
		if found:
			return found[0]
	listed = ", ".join(names[:30]) + (" …" if len(names) > 30 else "")
	raise AuditRefused(
		f"{file} has no column that is known to say {what}. Name it with {option}. Its columns are: {listed}."
	)
