"""What happens to a sample lead, from its creation to `today`. Pure: the same number, size and day, the same story."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lead_intelligence.setup.sample_data.letters import Letter, letter
from lead_intelligence.setup.sample_data.traits import MOST_LEADS, Traits, traits_of
from lead_intelligence.setup.sample_data.vocabulary import WHY_LOST, WROTE_FIRST
from lead_intelligence.setup.sample_data.working_hours import at_work, days_later, hours_later

LEADS = 400
MOST_TIMES = 100
DAYS = 730
_SEED = "Lyon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
	"""A moment at which the lead was saved, and the fields that changed, by their canonical names. The first step
	brings all that was known when the lead came in."""

	at: datetime
	changes: dict[str, object]


@dataclass(slots=True, kw_only=True)
class Deal:
	"""`closed_at`: when it was won or lost, None while it is open. `recorded`: as an opportunity, too."""

	opened_at: datetime
	amount: int
	expected_closing: date
	recorded: bool
	status: str = "Open"
	why_lost: str = ""
	closed_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Story:
	number: int
	traits: Traits
	steps: list[Step] = field(default_factory=list)
	letters: list[Letter] = field(default_factory=list)
	deal: Deal | None = None
	customer_since: datetime | None = None


def stories(times: int, today: date) -> Iterator[Story]:
	"""`times` × 400 leads over the two years before `today`, the oldest first."""
	if not 1 <= times <= MOST_TIMES:
		raise ValueError(f"the size is from 1 to {MOST_TIMES}, not {times}")
	total = times * LEADS
	assert total <= MOST_LEADS
	for number in range(total):
		yield _Teller(number, total, today).tell()


class _Teller:
	"""Tells one story. What would lie at or after `today` has not happened yet."""

	def __init__(self, number: int, total: int, today: date) -> None:
		self._chance = random.Random(f"{_SEED}/{total}/{number}")
		self._now = datetime.combine(today, time())
		self._traits = traits_of(number, self._chance)
		# There are somewhat more leads in the second year than in the first.
		self._created = self._day_of((number + self._chance.random()) / total)
		self._story = Story(number=number + 1, traits=self._traits)

	def _day_of(self, share: float) -> datetime:
		start = self._now - timedelta(days=DAYS)
		created = at_work(start + timedelta(days=int(DAYS * share**0.85)), self._chance)
		while created >= self._now:
			created -= timedelta(days=1 if created.weekday() else 3)
		return created

	def tell(self) -> Story:
		traits, chance = self._traits, self._chance
		self._come_in()
		luck = traits.pull + 1.8 * _normal(chance)
		if traits.unsubscribed and chance.random() < 0.6:
			self._stop_writing()
		elif luck > 3.1:
			self._through_a_deal(won=True)
		elif luck > 1.6:
			self._through_a_deal(won=False)
		elif luck > 0.1:
			self._talk()
		elif luck > -1.5 and chance.random() < 0.8:
			self._reply(self._created)
		return self._story

	def _come_in(self) -> None:
		traits, chance = self._traits, self._chance
		wrote = traits.source in WROTE_FIRST
		known = {
			"first_name": traits.first_name,
			"last_name": traits.last_name,
			"company_name": traits.company_name,
			"email_id": traits.email_id,
			"phone": traits.phone if chance.random() < 0.7 else "",
			"mobile_no": traits.mobile_no if chance.random() < 0.7 else "",
			"website": traits.website if chance.random() < 0.7 else "",
			"source": traits.source,
			"campaign": traits.campaign,
			"request_type": traits.request_type,
			"type": traits.type,
			"industry": traits.industry if chance.random() < 0.5 else "",
			"job_title": traits.job_title if chance.random() < 0.65 else "",
			"no_of_employees": traits.no_of_employees if chance.random() < 0.6 else "",
			"annual_revenue": traits.annual_revenue if chance.random() < 0.2 else 0,
			"city": traits.city,
			"state": traits.state,
			"country": traits.country,
			"unsubscribed": int(traits.unsubscribed),
			"qualification_status": "",
			"status": "Open" if wrote else "Lead",
		}
		self._save(self._created, **known)
		self._write("enquiry" if wrote else "approach", self._created)

	def _reply(self, after: datetime) -> datetime:
		at = hours_later(after, self._chance)
		if self._traits.source in WROTE_FIRST:
			self._write("reply", at)
			self._save(at, status="Replied")
		return at

	def _talk(self) -> datetime:
		"""They answer, and tell more of themselves."""
		traits, chance = self._traits, self._chance
		at = days_later(self._reply(self._created), 4, chance)
		self._write("answer", at)
		learned: dict[str, object] = {
			name: getattr(traits, name)
			for name in ("job_title", "no_of_employees", "industry", "phone", "website", "annual_revenue")
			if chance.random() < 0.45 and getattr(traits, name)
		}
		known = self._known()
		learned = {name: value for name, value in learned.items() if known.get(name) != value}
		if chance.random() < 0.25:
			learned["qualification_status"] = "In Process"
		self._save(at, status="Interested" if chance.random() < 0.7 else "Open", **learned)
		return at

	def _through_a_deal(self, *, won: bool) -> None:
		traits, chance = self._traits, self._chance
		opened = days_later(self._talk(), 12, chance)
		if opened >= self._now:
			return
		closed = days_later(opened, 55 if won else 70, chance)
		deal = Deal(
			opened_at=opened,
			amount=round(traits.people**0.8 * (140 + 360 * chance.random()) / 50) * 50,
			expected_closing=(opened + timedelta(days=60)).date(),
			recorded=chance.random() < 0.88,
		)
		self._story.deal = deal
		# A quotation that was written elsewhere stands on the lead alone.
		moved: dict[str, object] = {"status": "Opportunity" if deal.recorded else "Quotation"}
		if chance.random() < 0.3:
			moved |= {"qualification_status": "Qualified", "qualified_on": opened.date()}
		self._save(opened, **moved)
		self._write("offer", days_later(opened, 5, chance), before=closed)
		if closed >= self._now:
			return
		deal.closed_at = closed
		deal.status = "Converted" if won else "Lost"
		deal.why_lost = "" if won else WHY_LOST[int(chance.random() * len(WHY_LOST))]
		self._write("order" if won else "refusal", closed)
		self._save(closed, status="Converted" if won else "Lost Quotation")
		self._story.customer_since = closed if won else None

	def _stop_writing(self) -> None:
		at = days_later(self._created, 10, self._chance)
		self._write("stop", at)
		self._save(at, status="Do Not Contact")

	def _write(self, occasion: str, at: datetime, before: datetime | None = None) -> None:
		if at < min(before or self._now, self._now):
			self._story.letters.append(letter(occasion, at, self._traits))

	def _save(self, at: datetime, **changes: object) -> None:
		if at < self._now:
			self._story.steps.append(Step(at=at, changes=changes))

	def _known(self) -> dict[str, object]:
		return {name: value for step in self._story.steps for name, value in step.changes.items()}


def _normal(chance: random.Random) -> float:
	return math.sqrt(-2 * math.log(1 - chance.random())) * math.cos(2 * math.pi * chance.random())
