"""The clocks of leads begin, change and end with what happens to the leads on a real site."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from lead_intelligence.adapters.clock_replanning import leads_to_replan, open_clocks_after, replan
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.open_clocks import from_text
from lead_intelligence.core.sla.response_clock import Ending, Purpose, Start, State
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition, a_raw_lead, a_reached_lead, an_mql
from tests.site.builders import a_lead, a_live_model, condition, rule, stored
from tests.site.response_builders import (
	WEEKDAYS,
	a_calendar,
	a_live_policy,
	answer,
	attempt,
	backdated,
	clock,
	clocks,
	journey_of,
	targets,
)
from tests.site.touch_builders import touched

HOUR = timedelta(hours=1)


@pytest.fixture
def policy(rolled_back):
	return a_live_policy()


def test_a_new_lead_is_due_its_first_response(policy):
	lead = a_lead().name
	found = clock(lead)
	assert (found.because, found.target, found.policy) == (Start.CREATED, HOUR, policy.name)
	assert found.due_at - found.started_at == HOUR
	assert abs(found.started_at - now_datetime()) < timedelta(minutes=1)
	assert stored(lead, "li_due_at") == found.due_at
	assert from_text(stored(lead, "li_clocks")) == {Purpose.FIRST_RESPONSE: found.due_at}
	assert journey_of(lead) == ["Clock started"]


def test_without_a_policy_there_is_no_clock(rolled_back):
	assert clocks(a_lead().name) == []


def test_a_policy_that_matches_nothing_asks_nothing(rolled_back):
	a_live_policy(condition_json=condition("job_title", "is", "CEO"))
	assert clocks(a_lead().name) == []
	assert len(clocks(a_lead(job_title="CEO").name)) == 1


def test_of_several_policies_the_first_that_matches_applies(rolled_back):
	a_live_policy(title="All", priority=20)
	urgent = a_live_policy(
		title="Heads",
		priority=1,
		condition_json=condition("job_title", "is", "CEO"),
		targets=[targets(first_response_minutes=5)],
	)
	assert clock(a_lead(job_title="CEO").name).policy == urgent.name
	assert clock(a_lead(job_title="Clerk").name).target == HOUR


def test_targets_go_by_grade(rolled_back):
	a_live_model(rule("job_title", "is", "CEO", points=20))
	a_live_policy(targets=[targets(first_response_minutes=60), targets("Hot", first_response_minutes=15)])
	assert clock(a_lead(job_title="CEO").name).target == timedelta(minutes=15)
	assert clock(a_lead(first_name="Bob").name).target == HOUR


def test_an_answer_stops_it_and_says_by_whom_and_how(policy):
	lead = a_lead().name
	backdated(lead, minutes=20)
	touch = answer(lead, author=REP.user)
	found = clock(lead)
	assert (found.outcome, found.answered_by, found.answered_how, found.touch) == (
		State.MET,
		REP.user,
		"E-Mail Sent",
		touch,
	)
	assert timedelta(minutes=20) <= found.working < timedelta(minutes=21)
	assert (stored(lead, "li_due_at"), stored(lead, "li_clocks")) == (None, None)
	assert journey_of(lead) == ["Clock started", "Answered"]


def test_an_answer_after_the_due_moment_is_late(policy):
	lead = a_lead().name
	backdated(lead, hours=3)
	assert clock(lead).state(now_datetime()) is State.BREACHED
	answer(lead)
	assert clock(lead).outcome is State.LATE


def test_an_attempt_is_shown_and_stops_nothing(policy):
	lead = a_lead().name
	attempt(lead)
	found = clock(lead)
	assert (found.attempts, found.outcome) == (1, None)
	assert stored(lead, "li_due_at") == found.due_at


def test_what_is_no_answer_stops_nothing(policy):
	lead = a_lead().name
	touched(lead, "Campaign E-Mail Sent", now_datetime())
	touched(lead, "E-Mail Received", now_datetime())
	assert clock(lead).is_open


def test_evidence_that_comes_later_corrects_the_answer(policy):
	lead = a_lead().name
	backdated(lead, hours=3)
	answer(lead)
	assert clock(lead).outcome is State.LATE
	answer(lead, add_to_date(now_datetime(), minutes=-150), "Call Made")
	found = clock(lead)
	assert (found.outcome, found.answered_how) == (State.MET, "Call Made")
	assert journey_of(lead) == ["Clock started", "Answered", "Answer corrected"]
	answer(lead, add_to_date(now_datetime(), minutes=-10))
	assert clock(lead) == found


def test_imported_leads_have_no_clock(policy):
	frappe.flags.in_import = True
	try:
		lead = a_lead(status="Lead").name
	finally:
		frappe.flags.in_import = False
	assert clocks(lead) == []
	reevaluate([lead], Cause.RESCORE)
	assert clocks(lead) == []


def test_leads_that_are_older_than_the_policy_have_no_clock(rolled_back):
	lead = a_lead().name
	a_live_policy()
	reevaluate([lead], Cause.POLICY)
	assert clocks(lead) == []


def test_do_not_contact_ends_it(policy):
	doc = a_lead()
	doc.status = "Do Not Contact"
	doc.save()
	found = clock(doc.name)
	assert (found.outcome, found.closed_because) == (State.NOT_APPLICABLE, Ending.NOT_TO_BE_CONTACTED)
	assert stored(doc.name, "li_due_at") is None


def test_what_was_overdue_when_it_ended_was_breached(policy):
	doc = a_lead()
	backdated(doc.name, hours=3)
	doc.reload()
	doc.status = "Do Not Contact"
	doc.save()
	assert clock(doc.name).outcome is State.BREACHED


def test_a_lead_that_may_be_contacted_again_is_due_its_response_again(policy):
	doc = a_lead()
	doc.status = "Do Not Contact"
	doc.save()
	doc.status = "Open"
	doc.save()
	found = clock(doc.name)
	assert (found.because, found.is_open) == (Start.DUE_AGAIN, True)
	assert stored(doc.name, "li_due_at") == found.due_at


def test_an_answered_lead_is_not_due_again(policy):
	doc = a_lead()
	answer(doc.name)
	doc.reload()
	doc.status = "Do Not Contact"
	doc.save()
	doc.status = "Open"
	doc.save()
	assert len(clocks(doc.name)) == 1


def test_an_answer_that_came_before_its_clock_was_begun_counts(policy):
	lead = a_lead().name
	answer(lead, add_to_date(now_datetime(), minutes=-1))
	an_hour_ago = add_to_date(now_datetime(), hours=-1)
	frappe.db.set_value("Lead Clock", {"lead": lead}, {"answered_at": an_hour_ago, "closed_at": an_hour_ago})
	touched(lead, "Demo Request", add_to_date(now_datetime(), minutes=-5))
	reevaluate([lead], Cause.TOUCH)
	found = clock(lead)
	assert (found.because, found.outcome) == (Start.HOT_TOUCH, State.MET)
	assert stored(lead, "li_clocks") is None


def test_an_opportunity_ends_it(policy):
	lead = a_lead().name
	frappe.get_doc("Lead", lead).db_set("status", "Opportunity")
	assert clock(lead).closed_because is Ending.CONVERTED


def test_another_grade_has_another_target(rolled_back):
	a_live_model(rule("job_title", "is", "CEO", points=20))
	a_live_policy(targets=[targets(first_response_minutes=60), targets("Hot", first_response_minutes=15)])
	doc = a_lead()
	backdated(doc.name, minutes=40)
	doc.reload()
	doc.job_title = "CEO"
	doc.save()
	found = clock(doc.name)
	assert timedelta(minutes=14) < found.due_at - now_datetime() <= timedelta(minutes=15)
	assert stored(doc.name, "li_due_at") == found.due_at
	assert journey_of(doc.name) == ["Clock started", "Due moment moved"]


def test_a_pause_stops_the_clock_and_going_on_gives_the_time_back(rolled_back):
	a_live_policy(pause_json=condition("request_type", "is", "Other"))
	doc = a_lead()
	due = clock(doc.name).due_at
	doc.request_type = "Other"
	doc.save()
	assert clock(doc.name).state(now_datetime()) is State.PAUSED
	assert stored(doc.name, "li_due_at") is None
	backed = now_datetime() - timedelta(minutes=30)
	frappe.db.set_value("Lead Clock", clock(doc.name).name, "paused_since", backed)
	doc.request_type = ""
	doc.save()
	found = clock(doc.name)
	assert timedelta(minutes=29) < found.due_at - due < timedelta(minutes=31)
	assert journey_of(doc.name) == ["Clock started", "Clock paused", "Clock resumed"]


def test_a_new_version_re_plans_what_runs_and_leaves_what_is_closed(policy):
	open_one, closed_one = a_lead().name, a_lead().name
	answer(closed_one)
	before = clock(closed_one)
	newer = a_live_policy(targets=[targets(first_response_minutes=120)])
	assert policy.reload().status == "Retired"
	reevaluate([open_one, closed_one], Cause.POLICY)
	assert (clock(open_one).policy, clock(open_one).target) == (newer.name, 2 * HOUR)
	assert clock(closed_one) == before


def test_a_cancelled_policy_ends_its_clocks(policy):
	lead = a_lead().name
	policy.reload().cancel()
	reevaluate([lead], Cause.POLICY)
	assert clock(lead).closed_because is Ending.NO_POLICY


def test_a_hot_touch_after_the_answer_is_due_one_again(policy):
	lead = a_lead().name
	answer(lead, add_to_date(now_datetime(), minutes=-1))
	touched(lead, "Demo Request", now_datetime())
	reevaluate([lead], Cause.TOUCH)
	first, second = clocks(lead, Purpose.FIRST_RESPONSE)
	assert (first.outcome, second.because, second.is_open) == (State.MET, Start.HOT_TOUCH, True)


def test_a_hot_touch_before_the_answer_begins_nothing(policy):
	lead = a_lead().name
	touched(lead, "Demo Request", now_datetime())
	reevaluate([lead], Cause.TOUCH)
	assert len(clocks(lead)) == 1


def test_each_answer_begins_the_clock_of_the_next_touch(rolled_back):
	a_live_policy(targets=[targets(first_response_minutes=60, next_touch_hours=16)])
	lead = a_lead().name
	backdated(lead, minutes=30)
	answer(lead, add_to_date(now_datetime(), minutes=-10))
	reevaluate([lead], Cause.TOUCH)
	first = clock(lead, Purpose.NEXT_TOUCH)
	assert first.due_at - first.started_at == 16 * HOUR
	answer(lead)
	assert clock(lead, Purpose.NEXT_TOUCH).outcome is State.MET
	reevaluate([lead], Cause.TOUCH)
	assert [one.is_open for one in clocks(lead, Purpose.NEXT_TOUCH)] == [False, True]


class TestWithAnAgreement:
	@pytest.fixture(autouse=True)
	def _agreement(self, rolled_back):
		a_live_definition()

	def test_the_clock_can_begin_with_the_mql(self, rolled_back):
		a_live_policy(first_response_from="Becoming MQL")
		doc = frappe.get_doc("Lead", a_reached_lead())
		assert clocks(doc.name) == []
		doc.job_title = "CEO"
		doc.save()
		assert clock(doc.name).because is Start.MQL

	def test_a_handover_has_a_clock_with_the_time_of_the_policy(self, rolled_back):
		a_live_policy(targets=[targets(acceptance_hours=2)])
		lead = an_mql()
		found = clock(lead, Purpose.ACCEPTANCE)
		assert found.due_at - found.started_at == 2 * HOUR
		assert frappe.db.get_value("Lead Handover", {"lead": lead}, "due_at") == found.due_at

	def test_accepting_answers_it(self, by):
		from lead_intelligence.api import stage

		lead = an_mql()
		assert by(REP)(stage.accept, lead)["accepted"] == [lead]
		found = clock(lead, Purpose.ACCEPTANCE)
		assert (found.outcome, found.answered_by) == (State.MET, REP.user)

	def test_putting_a_lead_aside_ends_all(self, by):
		from lead_intelligence.api import stage

		a_live_policy()
		lead = an_mql()
		assert len([one for one in clocks(lead) if one.is_open]) == 2
		by(REP)(stage.put_aside, lead, "Disqualified", reason="Nobody there")
		assert {one.closed_because for one in clocks(lead)} == {Ending.PUT_ASIDE, Ending.WITHDRAWN}

	def test_a_released_lead_gets_its_clock(self, rolled_back):
		a_live_policy()
		lead = a_raw_lead()
		frappe.db.delete("Lead Clock", {"lead": lead})
		values = {"li_cycle": 0, "li_due_at": None, "li_clocks": None, "creation": "2020-01-01"}
		frappe.db.set_value("Lead", lead, values)
		reevaluate([lead], Cause.RESCORE)
		assert clocks(lead) == []
		from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation

		BulkEvaluation(Cause.RELEASE, "Administrator", releases=True).evaluate([lead])
		assert clock(lead).because is Start.RELEASED


def test_merged_leads_have_one_clock(policy):
	gone, stays = a_lead().name, a_lead(first_name="Bea").name
	answer(gone)
	frappe.rename_doc("Lead", gone, stays, merge=True)
	assert [one.outcome for one in clocks(stays)] == [State.MET, State.MET]


def test_a_renamed_lead_keeps_its_clock(policy):
	lead = a_lead().name
	frappe.rename_doc("Lead", lead, "Renamed lead")
	assert clock("Renamed lead").is_open
	answer("Renamed lead")
	assert clock("Renamed lead").outcome is State.MET


def test_a_deleted_lead_leaves_its_clock_without_its_name(policy):
	lead = a_lead().name
	frappe.delete_doc("Lead", lead)
	assert clocks(lead) == []
	assert frappe.db.exists("Lead Clock", {"closed_because": Ending.DELETED.value, "lead": None})


class TestPlannedAgain:
	def test_a_holiday_that_is_added_moves_what_runs(self, rolled_back):
		holidays = a_holiday_list()
		a_live_policy(working_calendar=a_calendar("With holidays", holiday_list=holidays.name))
		open_one, closed_one = a_lead().name, a_lead().name
		answer(closed_one)
		before, closed = clock(open_one).due_at, clock(closed_one)
		add_holidays(holidays, add_to_date(now_datetime(), days=0), add_to_date(now_datetime(), days=1))
		assert planned_again() == 1
		assert clock(open_one).due_at > before
		assert stored(open_one, "li_due_at") == clock(open_one).due_at
		assert clock(closed_one) == closed
		assert planned_again() == 0

	def test_a_territory_with_another_time_zone_moves_what_runs(self, rolled_back):
		office = a_calendar("Office", *((day, "09:00:00", "17:00:00") for day in WEEKDAYS))
		a_live_policy(working_calendar=office)
		territory = frappe.get_doc({"doctype": "Territory", "territory_name": "Far away"}).insert()
		lead = a_lead(territory=territory.name).name
		before = clock(lead)
		territory.li_time_zone = "Pacific/Auckland"
		territory.save()
		assert planned_again() == 1
		assert (clock(lead).zone, clock(lead).due_at != before.due_at) == ("Pacific/Auckland", True)

	def test_a_handover_moves_with_its_clock(self, rolled_back):
		a_live_definition()
		holidays = a_holiday_list()
		a_live_policy(
			targets=[targets(acceptance_hours=2)],
			working_calendar=a_calendar("With holidays", holiday_list=holidays.name),
		)
		lead = an_mql()
		add_holidays(holidays, now_datetime(), add_to_date(now_datetime(), days=1))
		assert planned_again() == 1
		due_at = clock(lead, Purpose.ACCEPTANCE).due_at
		assert frappe.db.get_value("Lead Handover", {"lead": lead}, "due_at") == due_at

	def test_unchanged_hours_move_nothing(self, rolled_back):
		a_live_definition()
		a_live_policy()
		an_mql()
		assert planned_again() == 0


def a_holiday_list():
	name, day = frappe.generate_hash(length=8), now_datetime().date()
	return frappe.get_doc(
		{
			"doctype": "Holiday List",
			"holiday_list_name": name,
			"from_date": add_to_date(day, days=-30),
			"to_date": add_to_date(day, days=30),
		}
	).insert()


def add_holidays(holidays, *days) -> None:
	for day in days:
		holidays.append("holidays", {"holiday_date": day.date(), "description": "Closed"})
	holidays.save()


def planned_again() -> int:
	return replan(leads_to_replan(open_clocks_after(0, 1000)))
