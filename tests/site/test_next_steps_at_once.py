"""Two plan at the same moment, or one sends twice, or the lead ends meanwhile: everything counts once, and nothing is planned in vain."""

from datetime import datetime, timedelta

import frappe
import pytest

from lead_intelligence.adapters.step_endings import drop_of_leads_that_are_over
from lead_intelligence.api.next_step import close, panel, plan, snooze, wake
from lead_intelligence.jobs.next_steps import look_again
from tests.bench.people import REP, SECOND_REP
from tests.site.at_once import all_at_once, as_user
from tests.site.builders import a_lead
from tests.site.step_builders import STEP, an_event, steps_of


def in_days(days: int) -> str:
	return f"{datetime.now() + timedelta(days=days):%Y-%m-%d %H:%M}"


@pytest.fixture
def lead(live_site):
	return live_site.run(lambda: a_lead(lead_owner=REP.user).name)


def states(live_site, lead, **filters):
	return live_site.run(lambda: [row.state for row in steps_of(lead, **filters)])


@pytest.mark.parametrize("round_", range(3))
def test_sent_twice_at_once_it_is_planned_once(live_site, lead, round_):
	sent = [as_user(REP, plan, lead, "Call", in_days(1), None, "form")] * 3
	answers = all_at_once(live_site, *sent)
	assert sorted(answer["already"] for answer in answers) == [False, True, True]
	assert len({answer["step"] for answer in answers}) == 1
	assert states(live_site, lead) == ["Open"]


@pytest.mark.parametrize("round_", range(3))
def test_of_several_snoozes_at_once_one_counts(live_site, lead, round_):
	sent = [as_user(REP, snooze, lead, in_days(days), None, f"form {days}") for days in (1, 2, 3)]
	answers = all_at_once(live_site, *sent)
	assert not any(answer["already"] for answer in answers)
	shown = live_site.run(as_user(REP, panel, lead))
	assert shown["snooze"]["until"] == max(answers, key=lambda answer: int(answer["step"]))["due_at"]
	assert live_site.run(as_user(REP, wake, lead)) == {"woken": True}
	assert states(live_site, lead) == ["Dropped"] * 3


def test_two_reps_plan_at_once(live_site, lead):
	all_at_once(
		live_site, *(as_user(who, plan, lead, "Call", in_days(1), None, "form") for who in (REP, SECOND_REP))
	)
	assert states(live_site, lead) == ["Open", "Open"]


def test_a_step_that_two_do_at_once_is_done_once(live_site, lead):
	step = live_site.run(as_user(REP, plan, lead, "Call", in_days(1)))["step"]
	answers = all_at_once(live_site, *(as_user(who, close, step) for who in (REP, SECOND_REP)))
	assert sorted(answer["already"] for answer in answers) == [False, True]


@pytest.mark.parametrize("round_", range(3))
def test_nothing_stays_planned_with_a_lead_that_ends_meanwhile(live_site, lead, round_):
	def end() -> None:
		doc = frappe.get_doc("Lead", lead)
		doc.status = "Do Not Contact"
		doc.save()

	ended, planned = all_at_once(live_site, end, as_user(REP, plan, lead, "Call", in_days(1)))
	assert ended is None or isinstance(ended, frappe.TimestampMismatchError)
	assert isinstance(planned, (dict, frappe.ValidationError))
	# Of what is planned while the lead is being saved, the next look knows.
	live_site.run(drop_of_leads_that_are_over)
	assert ended is not None or "Open" not in states(live_site, lead)


def test_an_event_of_two_leads_while_one_of_them_is_merged(live_site, lead):
	other = live_site.run(lambda: a_lead(first_name="Grace").name)
	event = live_site.run(lambda: an_event(lead, other).name)

	def merge() -> None:
		frappe.rename_doc("Lead", lead, other, merge=True, show_alert=False)

	def move() -> None:
		doc = frappe.get_doc("Event", event)
		doc.starts_on = in_days(3)
		doc.save()

	merged, _moved = all_at_once(live_site, merge, move)
	if merged is not None:
		# The other was there first: it is tried again, as people do.
		assert isinstance(merged, (frappe.QueryDeadlockError, frappe.QueryTimeoutError)), merged
		live_site.run(merge)
	assert sorted(states(live_site, other)).count("Open") == 1
	assert not states(live_site, lead, state="Open")


def test_every_few_minutes_what_is_over_is_closed_and_what_was_missed_is_taken_in(live_site, lead):
	def plan_past_us() -> None:
		an_event(lead)
		an_event(lead)
		held, missed = steps_of(lead)
		frappe.db.set_value(STEP, held.name, "until_at", datetime(2024, 1, 1))
		frappe.db.delete(STEP, {"name": missed.name})

	live_site.run(plan_past_us)
	for _twice in range(2):
		live_site.run(look_again)
		assert states(live_site, lead) == ["Done", "Open"]
