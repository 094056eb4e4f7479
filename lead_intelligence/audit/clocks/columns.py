"""Which columns hold the ID, the moment from which an answer is due, and the moment of the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..mapping.column_map import missing_column
from ..refusal import AuditRefused

_WHEN = r"(?:_?(?:at|on|date|datetime|time|timestamp|ts|dt|moment|utc))*"
_WHEN_NOT_HOW_LONG = r"(?:_?(?:at|on|date|datetime|timestamp|ts|dt|moment|utc))*"
_ANSWER = "(?:answer|answered|response|responded|reply|replied|contact|contacted|touch|touched|call|called)"
_WHOSE = "(?:lead_|date_|time_)?"

# Tiers, best first. Within one, names mean different things with the same right.
_IDS = ("id", r"\w+_id|uuid|guid", "lead|lead_(?:no|number|ref)", "name|no|number|nr|ref|reference|key")
_DUE = (
	rf"(?:response_|answer_)?due_?(?:from|since){_WHEN}",
	rf"{_WHOSE}(?:create|created|creation|assign|assigned|assignment|receive|received|submit|submitted|opened|entered"
	rf"|requested|inquiry|inquired|enquiry|enquired|started){_WHEN}",
)
_ANSWERED = (
	rf"answered{_WHEN}",
	rf"{_WHOSE}first_{_ANSWER}{_WHEN_NOT_HOW_LONG}",
	rf"{_WHOSE}{_ANSWER}{_WHEN_NOT_HOW_LONG}",
	# The name of a duration more often than of a moment.
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
	due_from = _named("--due-from", named.due_from, names)
	answered_at = _named("--answered-at", named.answered_at, names)
	lead_id = _named("--id", named.id, names)
	by = _named("--by", named.by, names)
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
		lead_id = next((name for tier in _IDS for name in free if _is(tier, name)), None)
	return Columns(id=lead_id, due_from=due_from, answered_at=answered_at, by=by)


def _named(option: str, name: str | None, names: Sequence[str]) -> str | None:
	if name is None or name.strip() in names:
		return name.strip() if name else None
	alike = [one for one in names if _bare(one) == _bare(name)]
	if len(alike) == 1:
		return alike[0]
	raise AuditRefused(f"{option} names the column '{name}', {missing_column(names)}")


def _recognised(
	tiers: Sequence[str], free: Sequence[str], names: Sequence[str], file: str, what: str, option: str
) -> str:
	for tier in tiers:
		found = [name for name in free if _is(tier, name)]
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


def _is(tier: str, name: str) -> bool:
	return re.fullmatch(tier, _bare(name)) is not None


def _bare(name: str) -> str:
	"""`firstResponseAt`, `First Response at` and `first-response-at` are one."""
	apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
	plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
	return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
