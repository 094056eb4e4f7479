"""The sample's stories: the same every time, and such as could have happened."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from lead_intelligence.core.scoring.compiled import compile_model
from lead_intelligence.core.scoring.exchange import model_from_json
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.snapshot.erpnext_lead import ERPNEXT_LEAD_FIELDS
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import take_snapshot
from lead_intelligence.setup.sample_data import vocabulary as words
from lead_intelligence.setup.sample_data.story import DAYS, LEADS, MOST_TIMES, Story, stories
from tests.unit.translatable import APP

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time())
CATALOGUE = FieldCatalogue(ERPNEXT_LEAD_FIELDS)
STARTER = compile_model(
	model_from_json((APP / "core" / "scoring" / "starter_model.json").read_text(encoding="utf-8")), CATALOGUE
)


@cache
def told(times: int = 1, today: date = TODAY) -> tuple[Story, ...]:
	return tuple(stories(times, today))


def known(story: Story, steps: int | None = None) -> dict[str, object]:
	"""What is stored of a lead after its first steps, or after all."""
	return {name: value for step in story.steps[:steps] for name, value in step.changes.items()}


def score(story: Story, steps: int | None = None) -> Score:
	values = {name: value or None for name, value in known(story, steps).items()}
	return STARTER.score(take_snapshot(values, CATALOGUE), NOW)


def moments(story: Story) -> list[datetime]:
	at = [step.at for step in story.steps] + [letter.at for letter in story.letters]
	deal = story.deal
	return [*at, *([deal.opened_at] if deal else []), *([deal.closed_at] if deal and deal.closed_at else [])]


def auc(scores_and_sales: list[tuple[float, bool]]) -> float:
	sold = [score for score, sale in scores_and_sales if sale]
	unsold = [score for score, sale in scores_and_sales if not sale]
	above = sum((a > b) + (a == b) / 2 for a in sold for b in unsold)
	return above / len(sold) / len(unsold)


def test_the_same_every_time():
	assert list(stories(1, TODAY)) == list(stories(1, TODAY))


def test_another_day_moves_the_stories_along():
	assert told(today=date(2025, 3, 1))[0].steps[0].at.date() < date(2023, 4, 1)
	assert [s.traits for s in told(today=date(2025, 3, 1))] == [s.traits for s in told()]


@pytest.mark.parametrize("times", [1, 3])
def test_the_size_scales(times):
	assert len(told(times)) == times * LEADS


@pytest.mark.parametrize("times", [0, MOST_TIMES + 1])
def test_a_size_that_makes_no_sense_is_refused(times):
	with pytest.raises(ValueError, match="size"):
		next(stories(times, TODAY))


@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 22), date(2024, 2, 29), date(2027, 1, 4)])
def test_everything_happens_within_two_years_before_today(today):
	start = datetime.combine(today, time()) - timedelta(days=DAYS)
	for story in told(today=today):
		assert start <= min(moments(story)) <= max(moments(story)) < datetime.combine(today, time())


def test_people_work_on_working_days_and_in_working_hours():
	for at in (at for story in told() for at in moments(story)):
		assert at.weekday() < 5, at
		assert time(8, 30) <= at.time() <= time(18, 0), at


def test_things_happen_one_after_the_other():
	for story in told(3):
		saved = [step.at for step in story.steps]
		assert saved == sorted(saved)
		written = [letter.at for letter in story.letters]
		assert written == sorted(written)
		assert min(moments(story)) == saved[0]


def test_a_sale_takes_from_days_to_months():
	taken = [(s.customer_since - s.steps[0].at).days for s in told(3) if s.customer_since]
	assert min(taken) >= 7
	assert 30 < sorted(taken)[len(taken) // 2] < 120


def test_statuses_say_what_happened():
	for story in told(3):
		status, deal = known(story)["status"], story.deal
		assert (status == "Converted") == bool(story.customer_since)
		assert (status == "Converted") == bool(deal and deal.status == "Converted")
		assert (status == "Lost Quotation") == bool(deal and deal.status == "Lost")
		if status in ("Opportunity", "Quotation"):
			assert deal.status == "Open"
			assert deal.recorded == (status == "Opportunity")


def test_there_are_leads_of_every_status():
	statuses = {known(story)["status"] for story in told()}
	assert statuses == {
		*("Lead", "Open", "Replied", "Interested", "Opportunity", "Quotation", "Lost Quotation", "Converted"),
		"Do Not Contact",
	}


def test_young_leads_are_mostly_open():
	last_month = [s for s in told(3) if s.steps[0].at > NOW - timedelta(days=30)]
	over = [s for s in last_month if known(s)["status"] in ("Converted", "Lost Quotation", "Do Not Contact")]
	assert len(last_month) > 40
	assert len(over) < len(last_month) / 5


def test_no_two_leads_share_an_address_or_a_company_even_at_the_largest_size():
	addresses, companies = Counter(), Counter()
	for story in stories(MOST_TIMES, TODAY):
		addresses[story.traits.email_id] += 1
		companies[story.traits.company_name] += 1
	del companies[""]
	assert addresses.most_common(1)[0][1] == 1
	assert companies.most_common(1)[0][1] == 1


def test_nobody_can_be_reached():
	for story in told(3):
		assert story.traits.email_id.endswith(".example")
		assert story.traits.email_id.isascii()
		assert not story.traits.website or story.traits.website.endswith(".example")
		for number in filter(None, (story.traits.phone, story.traits.mobile_no)):
			kept_for_fiction = words.PHONES[story.traits.country]
			assert any(number.startswith(pattern.split("{")[0]) for pattern in kept_for_fiction)


def test_a_better_grade_sells_more_often():
	leads, sales = Counter(), Counter()
	for story in told(10):
		grade = score(story).grade
		leads[grade] += 1
		sales[grade] += bool(story.customer_since)
	rates = [sales[grade] / leads[grade] for grade in "ABCD"]
	assert rates == sorted(rates, reverse=True)
	assert rates[0] > 3 * rates[2]


@pytest.mark.parametrize("steps", [1, None], ids=["when it came in", "today"])
@pytest.mark.parametrize("times", [1, 5])
def test_the_starter_model_tells_sales_apart_as_a_fair_model_does(times, steps):
	"""As good as a first model may be, and no better."""
	judged = [(score(story, steps).value, bool(story.customer_since)) for story in told(times)]
	assert 0.65 < auc(judged) < 0.82


def test_about_one_lead_in_eight_becomes_a_customer():
	assert 0.09 < sum(bool(s.customer_since) for s in told(3)) / len(told(3)) < 0.16
