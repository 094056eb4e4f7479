"""What was decided is delivered as things stand then, to somebody whoever cannot be reached, and whatever is broken."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import escalation_notices
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import stored
from tests.site.escalated_leads import (
	can_send_mails,
	decided,
	delivered,
	escalation,
	escalations,
	mails,
	notices,
	owned,
	swept,
	wants_no_notices,
)
from tests.site.response_builders import a_live_policy, answer, backdated, step, targets
from tests.site.webhook_builders import a_webhook

HALF_WAY, AT_DUE = step(50), step(100, "Notify Manager")


@pytest.fixture
def lead(rolled_back) -> str:
	a_live_policy(escalations=[HALF_WAY, AT_DUE])
	return owned()


# Between decision and delivery.


def test_nobody_is_asked_for_an_answer_that_came_after_the_decision(lead):
	backdated(lead, minutes=31)
	decided()
	answer(lead)
	delivered()
	row = escalation(lead)
	assert (row.state, row.sentence) == ("Passed Over", "The lead was answered before this could be told.")
	assert notices(REP.user) == []


def test_a_breach_that_ended_after_the_decision_is_told_as_what_it_is(lead):
	backdated(lead, minutes=75)
	decided()
	answer(lead)
	delivered()
	(notice,) = notices(MANAGER.user)
	assert "was answered 15 min of working time after it was due" in notice


def test_a_lead_is_not_taken_from_who_answered_it_meanwhile(rolled_back):
	a_live_policy(escalations=[step(100, "Reassign", user=SECOND_REP.user)])
	lead = owned()
	backdated(lead, minutes=61)
	decided()
	answer(lead)
	delivered()
	assert (stored(lead, "lead_owner"), escalation(lead).state) == (REP.user, "Passed Over")


def test_a_breach_without_an_answer_is_told_after_its_clock_has_ended(lead):
	backdated(lead, minutes=75)
	doc = frappe.get_doc("Lead", lead)
	doc.status = "Do Not Contact"
	doc.save()
	swept()
	by_action = {row.action: row.state for row in escalations(lead)}
	assert by_action == {"Notify Owner": "Passed Over", "Notify Manager": "Delivered"}
	(notice,) = notices(MANAGER.user)
	assert "Nobody had answered" in notice
	assert "There is nothing left to do." in notice


def test_an_answer_known_later_that_was_in_time_takes_the_breach_back(lead):
	backdated(lead, minutes=75)
	decided()
	answer(lead)
	answer(lead, at=frappe.utils.add_to_date(now_datetime(), minutes=-30))
	delivered()
	assert {row.state for row in escalations(lead)} == {"Passed Over"}


def test_who_owns_the_lead_when_it_is_delivered_is_told(lead):
	backdated(lead, minutes=31)
	decided()
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	delivered()
	assert (len(notices(SECOND_REP.user)), notices(REP.user)) == (1, [])


# Those who cannot be reached.


def disabled(user: str) -> None:
	frappe.db.set_value("User", user, "enabled", 0)


@pytest.mark.parametrize("cannot_be_told", [disabled, wants_no_notices])
def test_instead_of_an_owner_who_cannot_be_told_the_manager_is(lead, cannot_be_told):
	cannot_be_told(REP.user)
	backdated(lead, minutes=31)
	swept()
	row = escalation(lead)
	assert (row.state, notices(REP.user)) == ("Delivered", [])
	assert row.sentence.endswith("Maud Petit (on the desk). Could not be told: Rosa Bernard.")
	assert "It is the lead of Rosa Bernard." in notices(MANAGER.user)[0]


def test_a_disabled_owner_gets_no_mail(rolled_back):
	can_send_mails()
	a_live_policy(escalations=[step(50, by_email=1)])
	lead = owned()
	disabled(REP.user)
	backdated(lead, minutes=31)
	swept()
	assert (mails(REP.user), len(mails(MANAGER.user))) == ([], 1)


def test_who_wants_no_notices_may_get_the_mail(rolled_back):
	can_send_mails()
	a_live_policy(escalations=[step(50, by_email=1)])
	lead = owned()
	wants_no_notices(REP.user)
	backdated(lead, minutes=31)
	swept()
	assert (len(mails(REP.user)), notices(REP.user), notices(MANAGER.user)) == (1, [], [])
	assert escalation(lead).sentence == "Told: Rosa Bernard (by e-mail)."


def test_only_leads_of_which_a_mail_is_wanted_are_in_it(rolled_back):
	can_send_mails()
	a_live_policy(escalations=[step(50, by_email=1), step(75)])
	early, late = owned(), owned()
	backdated(early, minutes=31)
	swept()
	backdated(early, minutes=15)
	backdated(late, minutes=31)
	swept()
	ways = [row.sentence for row in (*escalations(early), *escalations(late))]
	both = "Told: Rosa Bernard (on the desk and by e-mail)."
	assert ways == [both, "Told: Rosa Bernard (on the desk).", both]


def test_where_nobody_is_left_it_failed(lead):
	for user in frappe.get_all("Has Role", filters={"role": "Sales Manager"}, pluck="parent", distinct=True):
		if user != "Administrator":
			disabled(user)
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	backdated(lead, minutes=31)
	swept()
	row = escalation(lead)
	assert (row.state, row.sentence, row.delivered_at) == ("Failed", "There was nobody to tell.", None)


# Reassigning.


def test_the_new_owner_is_told(rolled_back):
	a_live_policy(escalations=[step(100, "Reassign", user=SECOND_REP.user)])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	(notice,) = notices(SECOND_REP.user)
	assert "The lead is yours now." in notice
	assert escalation(lead).sentence.startswith("The lead went from Rosa Bernard to Théo Lefèvre. Told: Théo")


def test_what_comes_with_the_reassigning_goes_to_the_new_owner(rolled_back):
	a_live_policy(escalations=[step(100, "Reassign", user=SECOND_REP.user), step(101)])
	lead = owned()
	backdated(lead, minutes=62)
	swept()
	assert (len(notices(SECOND_REP.user)), notices(REP.user)) == (1, [])
	assert "The lead is yours now." in notices(SECOND_REP.user)[0]


def test_an_open_hand_over_goes_to_the_new_owner_with_the_lead(rolled_back):
	a_live_definition()
	a_live_policy(
		targets=[targets(acceptance_hours=1)], escalations=[step(50, "Reassign", user=SECOND_REP.user)]
	)
	lead = an_mql(lead_owner=REP.user)
	handover = {"lead": lead, "status": "Waiting"}
	assert frappe.db.get_value("Lead Handover", handover, "to_user") == REP.user
	backdated(lead, minutes=31)
	swept()
	assert frappe.db.get_value("Lead Handover", handover, "to_user") == SECOND_REP.user


# What is broken.


def test_a_webhook_that_is_not_called_is_no_delivery(rolled_back):
	webhook = a_webhook(enabled=1)
	a_live_policy(escalations=[step(100, "Call Webhook", webhook=webhook.name)])
	lead = owned()
	webhook.db_set("enabled", 0)
	backdated(lead, minutes=61)
	swept()
	row = escalation(lead)
	assert (row.state, "The webhook is disabled" in row.sentence) == ("Failed", True)


def test_a_webhook_gets_plain_words(rolled_back):
	a_live_policy(escalations=[step(100, "Call Webhook", webhook=a_webhook(enabled=1).name)])
	lead = owned()
	frappe.db.set_value("Lead", lead, {"lead_name": "Tom & <Jerry>", "company_name": None})
	backdated(lead, minutes=61)
	swept()
	payload = frappe.parse_json(frappe.get_last_doc("Lead Webhook Delivery").payload)
	assert payload["sentence"].startswith("Tom & <Jerry>")
	assert payload["step"].startswith("When it is due: call the webhook")


def test_a_defect_with_one_user_keeps_no_other_from_being_told(lead, monkeypatch):
	other = owned(lead_owner=SECOND_REP.user)
	tell = escalation_notices.tell

	def broken(user, *args, **kwargs):
		if user != SECOND_REP.user:
			raise ValueError("broken")
		tell(user, *args, **kwargs)

	monkeypatch.setattr(escalation_notices, "tell", broken)
	for name in (lead, other):
		backdated(name, minutes=31)
	swept()
	assert [escalation(name).state for name in (lead, other)] == ["Waiting", "Delivered"]
	assert len(notices(SECOND_REP.user)) == 1
	monkeypatch.undo()
	frappe.db.set_value("Lead Escalation", escalation(lead).name, "next_attempt_at", now_datetime())
	swept()
	assert (escalation(lead).state, len(notices(REP.user)), len(notices(SECOND_REP.user))) == (
		"Delivered",
		1,
		1,
	)
