"""Stagnant leads are found, and those with which something happens are let go, in batches of few queries each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import frappe

from lead_intelligence.adapters.calendars import calendar_of
from lead_intelligence.adapters.lead_activity import last_touches, releases, revisits, steps
from lead_intelligence.adapters.response_policies import hours_for
from lead_intelligence.adapters.stagnation_limits import Limit, limits_for
from lead_intelligence.adapters.stagnation_rows import (
	DOCTYPE,
	Quiet,
	close_row,
	correct_row,
	open_rows,
	still_open,
)
from lead_intelligence.adapters.statements import MOST_NAMES, rows_by_name
from lead_intelligence.adapters.stored_leads import leads_of_company
from lead_intelligence.core.sla.stagnation import (
	Activity,
	Ending,
	Noted,
	ended_by,
	quiet_before,
	stagnant_since,
)
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS

_OF_LEAD = (
	*("name", "creation", "company", "territory", "lead_owner", "status", "disabled"),
	*("li_stage", "li_stage_since", "li_cycle", "li_revisit_on"),
)
_OVER = sorted(WON_STATUS | LOST_STATUS)
# So far apart can the clocks of two time zones be.
_BETWEEN_ZONES = timedelta(hours=27)
_Row = Mapping[str, Any]


class _Terms(NamedTuple):
	"""After how many working days by which calendar, and so since before when, a lead is stagnant."""

	days: int
	calendar: WorkingCalendar
	before: datetime | None


class Limits:
	"""What the policies say, and what that means at one moment: worked out once for all leads of a run."""

	def __init__(self, now: datetime) -> None:
		self.now = now
		self._of_company: dict[str | None, Mapping[str, Limit]] = {}
		self._terms: dict[tuple[str | None, ...], _Terms | None] = {}

	def of_company(self, company: str | None) -> Mapping[str, Limit]:
		company = company or frappe.defaults.get_global_default("company")
		if company not in self._of_company:
			self._of_company[company] = limits_for(company)
		return self._of_company[company]

	def before(self, lead: _Row) -> datetime | None:
		"""Quiet since before then, the lead is stagnant."""
		terms = self._terms_of(lead)
		return terms.before if terms else None

	def stagnant_since(self, lead: _Row, quiet_since: datetime) -> datetime:
		terms = self._terms_of(lead)
		assert terms
		return stagnant_since(quiet_since, terms.days, terms.calendar)

	def _terms_of(self, lead: _Row) -> _Terms | None:
		key = (lead["company"], lead["territory"], lead["li_stage"])
		if key not in self._terms:
			self._terms[key] = self._worked_out(*key)
		return self._terms[key]

	def _worked_out(self, company: str | None, territory: str | None, stage: str) -> _Terms | None:
		limit = self.of_company(company).get(stage)
		if limit is None:
			return None
		days, name = limit
		calendar = hours_for(name, territory, company).working
		return _Terms(days, calendar, quiet_before(self.now, days, calendar))

	def bound(self, company: str) -> datetime | None:
		"""Whatever the time zone and the stage: no lead that was quiet for a shorter time is stagnant."""
		bounds = [
			quiet_before(self.now + _BETWEEN_ZONES, days, calendar_of(name, company))
			for days, name in self.of_company(company).values()
		]
		known = [bound for bound in bounds if bound]
		return max(known) + _BETWEEN_ZONES if known else None


def quiet_leads(limits: Limits) -> Iterator[list[Quiet]]:
	"""Those that are stagnant and not noted yet, in batches, of each of which the transaction may be committed."""
	for company in frappe.get_all("Company", pluck="name", order_by="name"):
		stages, bound = sorted(limits.of_company(company)), limits.bound(company)
		if bound is not None:
			for page in _candidates(company, stages, bound):
				quiet = _quiet_among(page, limits)
				if quiet:
					yield quiet


def _candidates(company: str, stages: Sequence[str], bound: datetime) -> Iterator[list[_Row]]:
	lead, noted = frappe.qb.DocType("Lead"), frappe.qb.DocType(DOCTYPE)
	((_field, _operator, companies),) = leads_of_company(company)
	of_company = lead.company.isin(companies)
	if "" in companies:
		of_company = of_company | lead.company.isnull()
	query = frappe.qb.from_(lead).left_join(noted).on(noted.open_for == lead.name)
	query = query.select(*(lead[column] for column in _OF_LEAD)).where(of_company & noted.name.isnull())
	query = query.where(lead.li_stage.isin(stages) & (lead.li_cycle > 0) & (lead.disabled == 0))
	query = query.where(lead.status.isnull() | lead.status.notin(_OVER))
	query = query.where(
		(lead.creation < bound) & (lead.li_stage_since.isnull() | (lead.li_stage_since < bound))
	)
	query = query.orderby(lead.name).limit(MOST_NAMES)
	last = ""
	while page := query.where(lead.name > last).run(as_dict=True):
		last = page[-1]["name"]
		yield page


def _quiet_among(page: Sequence[_Row], limits: Limits) -> list[Quiet]:
	"""What is planned and what was released is asked only of those that would be stagnant otherwise."""
	touches = last_touches([lead["name"] for lead in page], limits.now)
	silent = [lead for lead in page if _is_quiet(lead, Activity(**_known(lead, touches)), limits)]
	quiet = []
	for lead, activity in _activities(silent, touches, limits.now):
		if activity.last and _is_quiet(lead, activity, limits):
			quiet.append(
				Quiet(
					lead=lead["name"],
					stage=lead["li_stage"],
					owner=lead["lead_owner"] or None,
					company=lead["company"] or None,
					quiet_since=activity.last,
					stagnant_at=limits.stagnant_since(lead, activity.last),
				)
			)
	return quiet


def _is_quiet(lead: _Row, activity: Activity, limits: Limits) -> bool:
	before = limits.before(lead)
	return bool(before and activity.last and activity.last < before)


def _activities(
	leads: Sequence[_Row], touches: Mapping[str, datetime], now: datetime
) -> Iterator[tuple[_Row, Activity]]:
	names = [lead["name"] for lead in leads]
	released, planned, looked_at_again = releases(names), steps(names, now), revisits(leads)
	for lead in leads:
		name, known = lead["name"], _known(lead, touches)
		known["begun"] = max(known["begun"], released.get(name, known["begun"]))
		ahead = [at for at in (planned.get(name), looked_at_again.get(name)) if at]
		yield lead, Activity(**known, step=max(ahead, default=None))


def _known(lead: _Row, touches: Mapping[str, datetime]) -> dict[str, Any]:
	touch = touches.get(lead["name"])
	return {"begun": lead["creation"], "stage_since": lead["li_stage_since"], "touch": touch}


def note(quiet: Sequence[Quiet]) -> None:
	"""Leads are locked first, as by whoever moves them: those that have just moved on are left out. The caller commits."""
	columns = ("name", "li_stage", "status", "disabled", "lead_owner")
	now = {row[0]: row[1:] for row in rows_by_name("Lead", columns, [one.lead for one in quiet], lock=True)}
	same = []
	for one in quiet:
		stage, status, disabled, owner = now.get(one.lead, (None, None, 1, None))
		if stage == one.stage and not disabled and status not in _OVER:
			same.append(replace(one, owner=owner or None))
	if same:
		open_rows(same)


def noted_leads() -> Iterator[list[frappe._dict]]:
	"""What is open, in batches."""
	last = 0
	fields = ["name", "lead", "stage", "owner_user", "quiet_since", "stagnant_at"]
	while page := frappe.get_all(
		DOCTYPE,
		filters={"open_for": ("is", "set"), "name": (">", last)},
		fields=fields,
		order_by="name",
		limit=MOST_NAMES,
	):
		last = page[-1].name
		yield page


def look_again(page: Sequence[frappe._dict], limits: Limits) -> None:
	"""Closes the notes of leads that are stagnant no more, and corrects the others. The caller commits."""
	names = sorted({row.lead for row in page if row.lead})
	stored = rows_by_name("Lead", _OF_LEAD, names, lock=True) if names else ()
	leads = [dict(zip(_OF_LEAD, row, strict=True)) for row in stored]
	touches = last_touches(names, limits.now)
	found = {lead["name"]: (lead, activity) for lead, activity in _activities(leads, touches, limits.now)}
	open_ones = still_open([row.name for row in page])
	for row in page:
		if row.name not in open_ones:
			continue
		if row.lead in found:
			_look_again_at(row, *found[row.lead], limits)
		else:
			close_row(row.name, Ending.DELETED, limits.now)


def _look_again_at(row: frappe._dict, lead: _Row, activity: Activity, limits: Limits) -> None:
	noted = Noted(stage=row.stage, quiet_since=row.quiet_since)
	followed = _is_followed(lead, limits)
	ending = ended_by(noted, lead["li_stage"], activity, limits.before(lead), is_followed=followed)
	if ending:
		close_row(row.name, ending, _ended_at(ending, activity, limits.now))
		return
	since = activity.last or row.quiet_since
	values = {
		"owner_user": lead["lead_owner"] or None,
		"quiet_since": since,
		"stagnant_at": limits.stagnant_since(lead, since),
	}
	if any(row[field] != value for field, value in values.items()):
		correct_row(row.name, **values)


def _is_followed(lead: _Row, limits: Limits) -> bool:
	takes_part = lead["li_cycle"] > 0 and not lead["disabled"] and lead["status"] not in _OVER
	return takes_part and lead["li_stage"] in limits.of_company(lead["company"])


def _ended_at(ending: Ending, activity: Activity, now: datetime) -> datetime:
	at = {Ending.TOUCH: activity.touch, Ending.STAGE: activity.stage_since}.get(ending)
	return min(at, now) if at else now
