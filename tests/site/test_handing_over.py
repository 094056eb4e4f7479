"""An MQL goes to sales: it is accepted, refused for a reason, or left to lapse."""

import pytest

from lead_intelligence.api import stage as api
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of, stage_of, steps_of
from tests.site.builders import stored


@pytest.fixture(autouse=True)
def agreement():
	return a_live_definition()


def test_an_mql_is_handed_over_to_its_owner(agreement):
	lead = an_mql()
	(row,) = handovers_of(lead)
	assert (row.status, row.act, row.stage, row.to_user) == ("Waiting", "Marketing to Sales", "MQL", REP.user)
	assert (row.definition, row.cycle, row.due_at) == (agreement.name, 1, stored(lead, "li_due_at"))
	assert steps_of(lead)[-1] == ("Handed over", "MQL", "MQL")


def test_sales_accepts(signed_in_as):
	lead = an_mql()
	with signed_in_as(REP.user):
		assert api.accept(lead) == {"accepted": [lead], "refused": []}
	assert stage_of(lead) == "SAL"
