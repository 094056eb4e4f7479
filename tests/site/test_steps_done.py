"""What was planned is done by what happens."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.api.next_step import plan
from lead_intelligence.api.response import answered
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.step_builders import STEP, soon, steps_of


@pytest.fixture
def lead():
	return a_lead(lead_owner=REP.user).name


@pytest.fixture
def planned(lead, by):
	"""`planned("Call", -30)`: due so many minutes from now, planned yesterday."""

	def make(kind: str, minutes: float = 0, of: str = lead, since: timedelta = timedelta(days=1)) -> str:
		step = by(REP)(plan, of, kind, str(soon()))["step"]
		now = now_datetime()
		values = {"due_at": now + timedelta(minutes=minutes), "planned_at": now - since}
		frappe.db.set_value(STEP, step, values)
		return step

	return make


def state_of(step: str) -> str:
	return str(frappe.db.get_value(STEP, step, "state"))


@pytest.mark.parametrize(
	("how", "kind"), [("Call", "Call"), ("E-Mail", "E-Mail"), ("Meeting", "Meeting"), ("Message", "Message")]
)
def test_the_step_that_was_due_is_done(lead, planned, how, kind, by):
	due = planned(kind, -30)
	other = planned("Other", -30)
	touch = by(SECOND_REP)(answered, lead, how, "Spoke with her")["touch"]
	row = steps_of(lead, name=due)[0]
	assert (row.state, row.closed_by, row.touch) == ("Done", SECOND_REP.user, touch)
	assert state_of(other) == "Open"


def test_what_is_nearly_due_is_done_and_what_is_due_later_is_not(lead, planned, by):
	nearly, later = planned("Call", 60), planned("Call", 60 * 5)
	by(REP)(answered, lead, "Call", "Spoke with her")
	assert (state_of(nearly), state_of(later)) == ("Done", "Open")


def test_what_was_planned_after_the_call_is_still_to_be_done(lead, planned, by):
	step = planned("Call", 60, since=timedelta(minutes=-1))
	by(REP)(answered, lead, "Call", "Spoke with her")
	assert state_of(step) == "Open"


def test_the_step_of_another_lead_is_not_done(lead, planned, by):
	step = planned("Call", -30, of=a_lead(first_name="Grace").name)
	by(REP)(answered, lead, "Call", "Spoke with her")
	assert state_of(step) == "Open"


def test_an_attempt_and_what_the_lead_does_itself_do_nothing(lead, planned):
	step = planned("Call", -30)
	for response in ("Attempt", None):
		key = frappe.generate_hash()
		record(
			[
				NewTouch(
					lead=lead,
					kind="Call Made",
					happened_at=now_datetime(),
					idempotency_key=key,
					response=response,
				)
			]
		)
	assert state_of(step) == "Open"
