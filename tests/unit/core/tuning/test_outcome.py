"""How a lead ended, and up to when its outcome was open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lead_intelligence.core.tuning.outcome import Outcome, Signs, has_ended, outcome_of

CREATED = datetime(2026, 1, 1, 9)
HALF_A_YEAR = timedelta(days=180)
RIPE = CREATED + HALF_A_YEAR
LATER, LATER_STILL = CREATED + timedelta(days=5), CREATED + timedelta(days=9)


def ended(now: datetime = LATER_STILL, **signs: object) -> Outcome:
	return outcome_of(Signs(**{"created": CREATED, "status": "Open", **signs}), now, HALF_A_YEAR)


def test_a_young_lead_without_signs_is_open() -> None:
	assert ended() == Outcome(won=None)
	assert ended(RIPE - timedelta(seconds=1)).won is None


def test_an_old_lead_without_signs_counts_as_lost_when_it_was_ripe() -> None:
	assert ended(RIPE) == Outcome(won=False, until=RIPE)


def test_a_customer_makes_it_won_and_its_first_sign_ends_the_open_time() -> None:
	assert ended(customer_at=LATER) == Outcome(won=True, until=LATER)
	won = ended(customer_at=LATER_STILL, opportunities=(("Quotation", LATER),))
	assert won == Outcome(won=True, until=LATER)


@pytest.mark.parametrize("status", ["Lead", "Open", "Do Not Contact", "Lost Quotation", None])
def test_a_customer_outweighs_whatever_else_is_said(status: str | None) -> None:
	assert ended(status=status, customer_at=LATER, opportunities=(("Lost", LATER),)).won is True


def test_a_status_says_how_it_ended_but_not_when() -> None:
	assert ended(status="Converted") == Outcome(won=True)
	assert ended(status="Do Not Contact") == Outcome(won=False)
	assert ended(status="Lost Quotation") == Outcome(won=False)


def test_one_converted_opportunity_wins_and_only_all_lost_ones_lose() -> None:
	lost, open_, converted = ("Lost", LATER), ("Open", LATER_STILL), ("Converted", LATER_STILL)
	assert ended(opportunities=(lost, converted)) == Outcome(won=True, until=LATER)
	assert ended(opportunities=(lost, lost)) == Outcome(won=False, until=LATER)
	assert ended(opportunities=(lost, open_)) == Outcome(won=None)
	assert ended(RIPE, opportunities=(lost, open_)) == Outcome(won=False, until=LATER)


@pytest.mark.parametrize(
	("status", "ended"),
	[("Converted", True), ("Lost Quotation", True), ("Do Not Contact", True), ("Open", False), (None, False)],
)
def test_a_status_tells_whether_scoring_has_stopped(status: str | None, ended: bool) -> None:
	assert has_ended(status) is ended
