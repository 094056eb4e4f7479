"""Of which leads a report is, and of which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from ..problems import Problem, Refused
from .period import Period

LONGEST_TEXT: Final = 140
FIELDS: Final[Mapping[str, str]] = {
	"company": "Company",
	"territory": "Territory",
	"owner": "Lead Owner",
	"team": "Team",
	"family": "Family of Origin",
	"source": "Source",
	"campaign": "Campaign",
	"grade": "Grade",
	"segment": "Market Segment",
	"definition": "Agreement",
}
"""By name, what the filter is called. Each is empty, or the exact value; territory and team stand for all below them as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
	"""`compare`: whether the period before is shown beside it."""

	period: Period
	compare: bool = False
	company: str | None = None
	territory: str | None = None
	owner: str | None = None
	team: str | None = None
	family: str | None = None
	source: str | None = None
	campaign: str | None = None
	grade: str | None = None
	segment: str | None = None
	definition: str | None = None

	def before(self) -> Filters | None:
		"""The same for the period before; None where nothing is to be compared."""
		period = self.period.before() if self.compare else None
		return replace(self, period=period, compare=False) if period else None


def read_filters(values: Mapping[str, object], today: date) -> Filters:
	"""As the desk sends them: texts, whatever they hold. Without days, the twelve months that end with the present one. Raises
	Refused with a sentence for each filter that cannot be understood."""
	problems: list[Problem] = []
	first, last = (
		_day(values.get(name), label, problems)
		for name, label in (("from_date", "From Date"), ("to_date", "To Date"))
	)
	texts = {name: _text(values.get(name), label, problems) for name, label in FIELDS.items()}
	if problems:
		raise Refused(*problems)
	last = last or max(today, first or today)
	first = first or date(last.year - 1, last.month, 1)
	compare = str(values.get("compare") or "").strip().lower() in ("1", "true", "yes")
	return Filters(period=Period(first=first, last=last), compare=compare, **texts)


def _day(value: object, label: str, problems: list[Problem]) -> date | None:
	if isinstance(value, datetime):
		return value.date()
	if value is None or isinstance(value, date):
		return value
	text = str(value).strip()
	if not text:
		return None
	try:
		return date.fromisoformat(text[:10])
	except ValueError:
		message = "'{text}' is not a date. Write it as 2026-01-31."
		problems.append(Problem(place=label, message=message, values={"text": text[:LONGEST_TEXT]}))
		return None


def _text(value: object, label: str, problems: list[Problem]) -> str | None:
	if value is None or value == "":
		return None
	if not isinstance(value, str):
		problems.append(Problem(place=label, message="Choose one value."))
		return None
	text = value.strip()
	if len(text) > LONGEST_TEXT:
		problems.append(
			Problem(place=label, message="At most {most} characters fit here.", values={"most": LONGEST_TEXT})
		)
		return None
	return text or None
