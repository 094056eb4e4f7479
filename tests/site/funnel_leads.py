"""Random journeys, and what the Lead Funnel must say of them, worked out lead by lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import frappe

from lead_intelligence.core.qualification.stages import LADDER
from tests.site.report_builders import a_bare_lead, a_stage_row

RUNGS = [stage.value for stage in LADDER]
SOLD = ("Opportunity", "Customer")


@dataclass
class Told:
	"""A lead as it was made up: by stage, all its moments."""

	name: str
	created: datetime
	at: dict[str, list[datetime | None]]
	fields: dict[str, Any]

	def first(self, stage: str) -> datetime | None:
		known = [moment for moment in self.at.get(stage, ()) if moment]
		return min(known) if known else None

	def reached(self, stage: str) -> bool:
		return any(one in self.at for one in RUNGS[RUNGS.index(stage) :])

	def reached_at(self, stage: str) -> datetime | None:
		later = RUNGS[RUNGS.index(stage) :]
		for some in ([one for one in later if one not in SOLD], [one for one in later if one in SOLD]):
			known = [moment for one in some if (moment := self.first(one))]
			if known:
				return min(known)
			if stage == "Raw":
				# Nothing says when it came but the day on which it was made.
				return self.created
		return None

	@property
	def furthest(self) -> str:
		return next(one for one in reversed(RUNGS) if one in self.at)


def random_leads(company: str, number: int, seed: int, values: dict[str, list[str | None]]) -> list[Told]:
	"""`values`: by field of Lead, what it may hold."""
	random = Random(seed)
	return [_a_lead(company, random, values) for _number in range(number)]


def _a_lead(company: str, random: Random, values: dict[str, list[str | None]]) -> Told:
	moment = datetime(2024, 1, 1) + timedelta(minutes=random.randrange(60 * 24 * 800))
	fields = {name: random.choice(choices) for name, choices in values.items()}
	fields["li_stage"] = random.choice([*RUNGS, "Nurture", "Disqualified"])
	lead = a_bare_lead(company, creation=moment, **fields)
	told = Told(name=lead, created=moment, at={}, fields=fields)
	before = None
	for stage in random.sample(RUNGS, random.randint(1, 5)):
		if random.random() < 0.8:
			# Mostly upwards, sometimes back.
			stage = max(stage, before or stage, key=RUNGS.index)
		at = None if random.random() < 0.07 else moment
		a_stage_row(lead, stage, str(at) if at else None, before=before or "Nurture")
		told.at.setdefault(stage, []).append(at)
		before = stage
		moment += timedelta(minutes=random.randrange(-3000, 60 * 24 * 90))
	return told


def in_period(moment: datetime | None, first: date, last: date) -> bool:
	return moment is not None and first <= moment.date() <= last


def median_of(numbers: list[int]) -> float | None:
	ordered = sorted(numbers)
	if not ordered:
		return None
	middle = len(ordered) // 2
	return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percent(part: int, whole: int) -> float | None:
	return part * 100 / whole if whole else None


def behind(report: str, filters: dict[str, Any], key: str, column: str) -> set[str]:
	from lead_intelligence.api.report import leads

	found = leads(report, frappe.as_json(filters), key, column, most=500)
	names = {one["lead"] for one in found["leads"]}
	assert found["total"] == len(names)
	return names
