"""Leads that wait for an answer go on to others while their rep is away for a day or longer."""

from datetime import datetime, timedelta

import pytest

from lead_intelligence.core.routing.absence import passes_leads_on
from lead_intelligence.core.routing.rep import Absence, Away

NOW = datetime(2026, 11, 26, 15, 0)
MIDNIGHT = datetime(2026, 11, 27)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
	("why", "until", "goes_on"),
	[
		(Away.LEAVE, None, True),
		(Away.LEAVE, MIDNIGHT, True),
		(Away.LEAVE, MIDNIGHT - HOUR, False),
		(Away.OUT_OF_OFFICE, None, True),
		(Away.OUT_OF_OFFICE, NOW + 24 * HOUR, True),
		(Away.OUT_OF_OFFICE, NOW + 23 * HOUR, False),
		(Away.DISABLED_USER, None, True),
		(Away.HOLIDAY, None, False),
		(Away.HOLIDAY, NOW + 240 * HOUR, False),
		(Away.NO_NEW_LEADS, None, False),
		(Away.NO_SALES_ROLE, None, False),
	],
)
def test_what_waits_goes_on(why, until, goes_on):
	assert passes_leads_on(Absence(why=why, until=until), NOW) is goes_on
