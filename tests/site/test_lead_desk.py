"""The desk of a rep: which leads are on it, in which order, and what is said of each."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import get_system_timezone, now_datetime

from lead_intelligence.api import lead_desk as api
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import a_live_model, rule, stored
from tests.site.desk_leads import (
	a_handover,
	a_hot_touch,
	a_rise,
	a_snooze,
	a_step,
	in_minutes,
	in_nurture,
	leads_of,
	nothing_else,
	unattended,
)
from tests.site.team_builders import an_answer, an_owned_lead
from tests.site.test_settings import set_to
from tests.site.touch_builders import touched


@pytest.fixture(autouse=True)
def alone():
	nothing_else()


@pytest.fixture
def desk(by):
	return lambda person=REP, **about: by(person)(api.queue, **about)


def row_of(desk: dict, lead: str) -> dict:
	return next(row for row in desk["rows"] if row["lead"] == lead)


def test_a_desk_without_leads(desk):
	shown = desk()

	assert (shown["rows"], shown["left"], shown["total"], shown["next_change_at"]) == ([], 0, 0, None)
	assert shown["resting"] == {"snoozed": 0, "planned": 0, "next": None}
	assert shown["user"] == {"user": REP.user, "name": "Rosa Bernard"}
	assert (shown["is_own"], shown["may_write"]) == (True, True)
	assert [group["leads"] for group in shown["groups"]] == [0] * 9
	assert set(shown["today"].values()) == {0}
	assert shown["response"] is None


def test_the_open_leads_of_a_rep_and_no_others(desk):
	mine = an_owned_lead(REP.user)
	an_owned_lead(SECOND_REP.user)
	an_owned_lead(None)
	an_owned_lead(REP.user, status="Do Not Contact")
	an_owned_lead(REP.user, disabled=1)
	in_nurture(an_owned_lead(REP.user), 1)
	again = an_owned_lead(REP.user)
	in_nurture(again, 0)

	assert leads_of(desk()) == [again, mine]


def test_every_group_in_its_place(desk):
	nothing = an_owned_lead(REP.user)
	quiet = an_owned_lead(REP.user)
	unattended(quiet, 12)
	again = an_owned_lead(REP.user)
	a_snooze(again, REP.user, -5)
	running = an_owned_lead(REP.user, due_in_minutes=600)
	handed = an_owned_lead(REP.user)
	a_handover(handed, REP.user, 600)
	hot = an_owned_lead(REP.user)
	a_hot_touch(hot)
	planned = an_owned_lead(REP.user)
	a_step(planned, REP.user, -10)
	late = an_owned_lead(REP.user, due_in_minutes=-10)
	due = an_owned_lead(REP.user, due_in_minutes=5)

	shown = desk()

	assert leads_of(shown) == [due, late, planned, hot, handed, running, again, quiet, nothing]
	assert [group["leads"] for group in shown["groups"]] == [1] * 9
	assert (shown["left"], shown["total"]) == (8, 9)
	assert [row["group"] for row in shown["rows"]] == [group["group"] for group in shown["groups"]]


def test_an_admin_puts_the_groups_in_another_order(desk):
	settings = frappe.get_single("Lead Intelligence Settings")
	settings.set("desk_groups", [{"group": "Hot Signal"}])
	settings.save()
	late = an_owned_lead(REP.user, due_in_minutes=-10)
	hot = an_owned_lead(REP.user)
	a_hot_touch(hot)

	shown = desk()

	assert leads_of(shown) == [hot, late]
	assert shown["groups"][0] == {"group": "Hot Signal", "label": "Hot Signal", "leads": 1}


def test_what_a_row_says(desk):
	a_live_model(rule("job_title", "is", "CEO"))
	lead = an_owned_lead(
		REP.user,
		"Hot",
		due_in_minutes=-10,
		first_name="Ada",
		last_name="King",
		company_name="Analytical",
		mobile_no="+33 6 12 34 56 78",
		email_id="ada@analytical.example",
	)
	due_at = in_minutes(-10)
	_an_open_clock(lead, due_at=due_at, started_at=due_at - timedelta(hours=1), target=3600, attempts=2)
	step = a_step(lead, SECOND_REP.user, 300, note="About the lathe")
	a_hot_touch(lead, subject="Two lathes")

	row = row_of(desk(), lead)

	assert (row["name"], row["company"], row["group"]) == ("Ada King", "Analytical", "Late")
	assert row["colour"]
	assert row["why"].startswith("The first response is late since ")
	assert row["also"][0].startswith("Shows intent to buy: Demo Request, ")
	assert row["also"][0].endswith("“Two lathes”.")
	assert row["todo"] == {"act": "call", "label": "Call", "step": None}
	assert row["since"] == row["due_at"] == row["clock"]["due_at"]
	assert (row["clock"]["purpose"], row["clock"]["target"], row["attempts"]) == ("First Response", 3600, 2)
	(phone,) = row["phones"]
	assert phone == {"number": "+33 6 12 34 56 78", "link": "tel:+33612345678"}
	assert row["email"] == "ada@analytical.example"
	(planned,) = row["steps"]
	assert planned == {
		"name": step,
		"kind": "Call",
		"due_at": str(in_minutes(300)),
		"until_at": None,
		"note": "About the lathe",
		"by": "Théo Lefèvre",
	} | {"due_at": planned["due_at"]}
	assert (row["may_write"], row["do_not_contact"], row["handover"]) == (True, False, None)


def _an_open_clock(lead: str, **values) -> None:
	clock = frappe.get_doc({"doctype": "Lead Clock", "lead": lead, "purpose": "First Response", **values})
	clock.set_new_name()
	clock.db_insert()


def test_a_planned_step_says_what_is_to_be_done(desk):
	mail = an_owned_lead(REP.user, email_id="mail@analytical.example")
	step = a_step(mail, REP.user, -5, "E-Mail", note="Send the offer")
	meeting = an_owned_lead(REP.user)
	a_step(meeting, REP.user, -10, "Meeting", until_at=in_minutes(20))
	over = an_owned_lead(REP.user)
	a_step(over, REP.user, -90, "Meeting", until_at=in_minutes(-30))

	shown = desk()

	assert leads_of(shown)[:2] == [meeting, mail]
	assert row_of(shown, mail)["todo"] == {"act": "mail", "label": "Write an E-Mail", "step": step}
	assert row_of(shown, meeting)["todo"]["act"] == "meeting"
	assert row_of(shown, over)["group"] == "Open"


def test_times_are_told_as_the_reader_has_them(desk):
	lead = an_owned_lead(REP.user, due_in_minutes=-10)
	frappe.db.set_value("User", REP.user, "time_zone", "Asia/Kathmandu")
	frappe.clear_document_cache("User", REP.user)
	system, there = ZoneInfo(get_system_timezone()), ZoneInfo("Asia/Kathmandu")
	due_at = stored(lead, "li_due_at").replace(tzinfo=system).astimezone(there)

	assert f"{due_at:%H:%M}" in row_of(desk(), lead)["why"]


def test_without_a_way_to_reach_a_lead_that_is_what_is_to_be_done(desk):
	lead = an_owned_lead(REP.user, due_in_minutes=-1)

	assert row_of(desk(), lead)["todo"]["act"] == "look"


def test_what_was_snoozed_rests_until_then(desk, by):
	lead = an_owned_lead(REP.user)
	until = in_minutes(90)
	a_snooze(lead, REP.user, 90, note="In a meeting")
	planned = an_owned_lead(REP.user, due_in_minutes=600)
	step = a_step(planned, SECOND_REP.user, 200)

	shown = desk()
	resting = by(REP)(api.resting)

	assert shown["total"] == 0
	assert (shown["resting"]["snoozed"], shown["resting"]["planned"]) == (1, 1)
	assert (shown["resting"]["next"]["lead"], shown["next_change_at"]) == (lead, str(until))
	assert [(row["lead"], row["snoozed"], row["step"], row["kind"]) for row in resting][1] == (
		planned,
		False,
		step,
		"Call",
	)
	assert resting[0]["note"] == "In a meeting"


def test_the_snooze_of_somebody_else_hides_nothing(desk):
	lead = an_owned_lead(REP.user)
	a_snooze(lead, SECOND_REP.user, 90)

	assert leads_of(desk()) == [lead]


def test_a_snooze_hides_no_clock_that_is_late_and_no_signal_that_came_later(desk):
	late = an_owned_lead(REP.user, due_in_minutes=-5)
	hot = an_owned_lead(REP.user)
	known = an_owned_lead(REP.user)
	for lead in (late, hot, known):
		a_snooze(lead, REP.user, 90)
	a_hot_touch(hot, 30)
	a_hot_touch(known, 120)

	assert leads_of(desk()) == [late, hot]


def test_signals_that_count(desk):
	intent = an_owned_lead(REP.user)
	a_hot_touch(intent, subject="x" * 140)
	interest = an_owned_lead(REP.user)
	a_hot_touch(interest, kind="Webinar")
	old = an_owned_lead(REP.user)
	a_hot_touch(old, 60 * 49)
	answered = an_owned_lead(REP.user)
	a_hot_touch(answered, 30)
	touched(answered, "Call Attempt", in_minutes(-10), response="Attempt")
	again = an_owned_lead(REP.user)
	touched(again, "Call Made", in_minutes(-40), response="Answer")
	a_hot_touch(again, 30)
	own = an_owned_lead(REP.user)
	a_hot_touch(own, author=REP.user)
	sent = an_owned_lead(REP.user)
	a_hot_touch(sent, direction="Outbound")

	hot = [row["lead"] for row in desk()["rows"] if row["group"] == "Hot Signal"]

	assert sorted(hot) == sorted([intent, again])


def test_engagement_that_rose_is_a_signal_until_somebody_answers(desk):
	warm, both = an_owned_lead(REP.user), an_owned_lead(REP.user)
	a_rise(warm, 20, 10, 35)
	a_hot_touch(both, 30)
	a_rise(both, 20, 10, 60)
	answered = an_owned_lead(REP.user)
	a_rise(answered, 20, 10, 35)
	touched(answered, "Call Attempt", in_minutes(-10), response="Attempt")
	old = an_owned_lead(REP.user)
	a_rise(old, 60 * 49, 10, 35)

	hot = {row["lead"]: row["why"] for row in desk()["rows"] if row["group"] == "Hot Signal"}

	assert set(hot) == {warm, both}
	assert "25 points" in hot[warm]
	# What the lead did says more than the points that it made.
	assert "Demo Request" in hot[both]


def test_hours_of_signals_are_a_setting(desk):
	set_to(desk_hot_hours=1)
	lead = an_owned_lead(REP.user)
	a_hot_touch(lead, 90)

	assert desk()["left"] == 0


def test_an_acceptance_is_for_whom_it_was_handed_to(desk):
	handed = an_owned_lead(SECOND_REP.user)
	a_handover(handed, REP.user, 600, from_user=MARKETING.user)
	to_nobody = an_owned_lead(SECOND_REP.user)
	a_handover(to_nobody, None, 600)

	mine, others = desk(), desk(SECOND_REP)

	row = row_of(mine, handed)
	assert leads_of(mine) == [handed]
	assert (row["group"], row["todo"]["act"], row["handover"]["by"]) == ("To Accept", "accept", "Mila Roux")
	assert "handed over by Mila Roux" in row["why"]
	assert row_of(others, to_nobody)["group"] == "To Accept"
	# They own it, but the answer is up to another.
	assert row_of(others, handed)["group"] == "Open"


def test_what_was_handed_to_somebody_who_has_left_is_for_the_owner(desk):
	lead = an_owned_lead(REP.user)
	a_handover(lead, SECOND_REP.user, 600)
	assert row_of(desk(), lead)["group"] == "Open"

	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)

	assert row_of(desk(), lead)["group"] == "To Accept"


def test_marketing_answers_no_handover_that_is_not_to_them(desk):
	unasked, asked = an_owned_lead(MARKETING.user), an_owned_lead(MARKETING.user)
	a_handover(unasked, None, 600)
	a_handover(asked, MARKETING.user, 600)

	assert [row["group"] for row in desk(MARKETING)["rows"]] == ["To Accept", "Open"]


def test_who_hands_over_does_not_answer(desk):
	lead = an_owned_lead(REP.user)
	a_handover(lead, None, 600, act="SDR to Account Executive", from_user=REP.user)

	assert row_of(desk(), lead)["group"] == "Open"


def test_a_handover_that_is_late_stands_among_the_late(desk):
	lead = an_owned_lead(REP.user)
	a_handover(lead, REP.user, -5, status="Lapsed")

	row = row_of(desk(), lead)

	assert (row["group"], row["todo"]["act"]) == ("Late", "accept")
	assert row["why"].startswith("Waits for your answer, which is late since ")


def test_a_manager_looks_at_the_desk_of_a_rep(desk, by):
	lead = an_owned_lead(REP.user, due_in_minutes=-5)
	an_owned_lead(MANAGER.user)

	shown = desk(MANAGER, user=REP.user)
	reps = by(MANAGER)(api.reps)

	assert (leads_of(shown), shown["is_own"], shown["user"]["user"]) == ([lead], False, REP.user)
	rosa = next(rep for rep in reps if rep["user"] == REP.user)
	assert rosa == {"user": REP.user, "name": "Rosa Bernard", "open": 1, "late": 1}
	assert {SECOND_REP.user, MANAGER.user} <= {rep["user"] for rep in reps}
	assert MARKETING.user not in {rep["user"] for rep in reps}


def test_why_a_lead_stands_where_it_does(by):
	late = an_owned_lead(REP.user, due_in_minutes=-10)
	later = an_owned_lead(REP.user, due_in_minutes=-5)
	hot = an_owned_lead(REP.user, first_name="Grace")
	a_hot_touch(hot)

	found = by(REP)(api.why, late)

	assert (found["place"], found["of"]) == (2, 3)
	assert found["before"]["lead"] == later
	assert found["before"]["sentence"].startswith("It became late more recently")
	assert (found["after"]["name"], found["after"]["sentence"]) == (
		"Grace (Analytical)",
		"“Late” comes before “Hot Signal”.",
	)
	assert [reason["group"] for reason in found["reasons"]] == ["Late"]
	assert found["group_sentence"].startswith("A response clock has run out.")


def test_of_a_lead_that_is_not_there_no_more(by):
	foreign = an_owned_lead(SECOND_REP.user)
	for lead in (foreign, "No such lead"):
		with pytest.raises(frappe.DoesNotExistError, match="not in the queue any more"):
			by(REP)(api.why, lead)


def test_the_order_and_its_reasons(by):
	groups = by(REP)(api.order)

	assert [group["group"] for group in groups][:2] == ["Due Now", "Late"]
	assert all(group["label"] and group["sentence"] for group in groups)


def test_only_so_many_rows_are_shown_but_all_are_counted(desk):
	for minutes in (1, 2, 3):
		an_owned_lead(REP.user, due_in_minutes=-minutes)

	shown = desk(most=2)

	assert (len(shown["rows"]), shown["left"], shown["total"]) == (2, 3, 3)
	assert [len(desk(most=most)["rows"]) for most in (0, -1, "x", "2", 501)] == [1, 1, 1, 2, 3]


def test_what_was_done_today_and_how_soon_was_answered(desk):
	lead, other = an_owned_lead(REP.user), an_owned_lead(REP.user)
	now = now_datetime()
	for of_lead, kind, channel in (
		(lead, "Call Made", "Phone"),
		(lead, "Call Made", "Phone"),
		(other, "E-Mail Sent", "E-Mail"),
	):
		touched(of_lead, kind, now, author=REP.user, response="Answer", channel=channel)
	touched(other, "Call Attempt", now, author=REP.user, response="Attempt")
	touched(other, "Call Made", now, author=SECOND_REP.user, response="Answer")
	a_handover(lead, REP.user, status="Accepted", decided_by=REP.user, decided_at=now)
	a_handover(other, REP.user, status="Refused", decided_by=REP.user, decided_at=now)
	a_step(lead, REP.user, -5, state="Done", closed_by=REP.user, closed_at=now)
	a_step(lead, REP.user, -5, state="Dropped", closed_by=REP.user, closed_at=now)
	an_answer(lead, REP.user, 4)
	an_answer(lead, REP.user, 90, "Late")
	an_answer(lead, SECOND_REP.user, 1)

	shown = desk()

	assert shown["today"] == {
		"leads": 2,
		"reached": 2,
		"attempts": 1,
		"messages": 1,
		"accepted": 1,
		"refused": 1,
		"steps": 1,
	}
	assert shown["response"] == {"answers": 2, "in_time": 1, "median": 47, "days": 30}
