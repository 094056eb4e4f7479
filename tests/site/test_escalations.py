"""Steps of escalation: decided once, delivered in words, whoever is late and whatever happens meanwhile."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.response_clock import Purpose
from tests.bench.people import MANAGER, REP, SECOND_REP, Person, hire
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import condition, stored
from tests.site.escalated_leads import (
	can_send_mails,
	decided,
	escalation,
	escalations,
	mails,
	notices,
	owned,
	swept,
)
from tests.site.response_builders import (
	a_live_policy,
	answer,
	backdated,
	clock,
	journey_of,
	step,
	targets,
)

HALF_WAY = step(50)
AT_DUE = step(100, "Notify Manager")
AFTER = step(30, "Notify Role", "Minutes", role="Sales Manager")


@pytest.fixture
def lead(rolled_back) -> str:
	a_live_policy(escalations=[HALF_WAY, AT_DUE, AFTER])
	return owned()


def test_nothing_is_due_before_its_time(lead):
	backdated(lead, minutes=29)
	assert swept() == []
	assert escalations(lead) == []


def test_half_way_the_owner_is_told_how_long_is_left(lead):
	backdated(lead, minutes=31)
	swept()
	(row,) = escalations(lead)
	assert (row.state, row.action) == ("Delivered", "Notify Owner")
	assert "Rosa" in row.sentence
	(notice,) = notices(REP.user)
	assert "28 min of working time left" in notice


def test_each_step_is_decided_once_however_often_it_is_looked_for(lead):
	backdated(lead, minutes=31)
	assert [len(swept()) for _ in range(3)] == [1, 0, 0]
	assert len(notices(REP.user)) == 1


def test_what_was_missed_while_no_job_ran_comes_in_its_order_and_the_journey_says_it_is_overdue(lead):
	backdated(lead, minutes=95)
	swept()
	assert [row.action for row in escalations(lead)] == ["Notify Owner", "Notify Manager", "Notify Role"]
	assert journey_of(lead) == ["Clock started", "Response overdue"]
	swept()
	assert journey_of(lead) == ["Clock started", "Response overdue"]
	# Both steps are for the manager, who hears of the lead once.
	assert len(notices(MANAGER.user)) == 1
	assert clock(lead).next_step_at is None


def test_an_answer_ends_the_steps_before_it_was_due(lead):
	backdated(lead, minutes=40)
	answer(lead)
	swept()
	(row,) = escalations(lead)
	assert (row.state, row.sentence) == (
		"Passed Over",
		"The lead was answered before this could be told.",
	)
	assert notices(REP.user) == []


def test_a_breach_that_ended_before_anybody_looked_is_told_all_the_same(lead):
	backdated(lead, minutes=75)
	answer(lead)
	swept()
	by_action = {row.action: row for row in escalations(lead)}
	assert by_action["Notify Owner"].state == "Passed Over"
	assert by_action["Notify Manager"].state == "Delivered"
	(notice,) = notices(MANAGER.user)
	assert "was answered 15 min of working time after it was due" in notice
	assert swept() == []


def test_a_paused_clock_takes_no_step(rolled_back):
	a_live_policy(escalations=[HALF_WAY], pause_json=condition("request_type", "is", "Other"))
	lead = owned(request_type="Other")
	backdated(lead, hours=2)
	assert swept() == []


def test_a_new_version_does_not_repeat_what_was_done(lead):
	backdated(lead, minutes=31)
	swept()
	a_live_policy(escalations=[HALF_WAY, step(55)])
	reevaluate([lead], Cause.POLICY)
	backdated(lead, minutes=3)
	swept()
	assert len(escalations(lead)) == 2


def test_a_new_step_that_lies_in_the_past_is_not_caught_up_with(lead):
	backdated(lead, minutes=31)
	swept()
	a_live_policy(escalations=[HALF_WAY, step(10)])
	reevaluate([lead], Cause.POLICY)
	swept()
	assert len(escalations(lead)) == 1


def test_the_owner_of_the_moment_is_told(lead):
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	backdated(lead, minutes=31)
	swept()
	assert (len(notices(SECOND_REP.user)), notices(REP.user)) == (1, [])


def test_a_lead_of_nobody_is_brought_to_the_managers(lead):
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	backdated(lead, minutes=31)
	swept()
	assert len(notices(MANAGER.user)) == 1


def test_who_may_not_read_the_lead_is_not_told(rolled_back):
	role = frappe.get_doc({"doctype": "Role", "role_name": "Porter", "desk_access": 1}).insert().name
	bea = Person("bea@atelier-lumiere.example", "Bea", "Blanc", (role,))
	hire(bea)
	a_live_policy(escalations=[step(50, "Notify Role", role=role)])
	lead = owned()
	backdated(lead, minutes=31)
	swept()
	row = escalation(lead)
	assert (row.state, "Bea Blanc has no active user, may not read" in row.sentence) == ("Failed", True)
	assert notices(bea.user) == []


def test_many_leads_come_in_one_notice(rolled_back):
	a_live_policy(escalations=[HALF_WAY])
	leads = [owned(first_name=f"Lead {number}") for number in range(7)]
	for name in leads:
		backdated(name, minutes=31)
	swept()
	(notice,) = notices(REP.user)
	assert "<b>7</b> leads wait for us" in notice
	assert "and 2 more" in notice


def test_a_mail_goes_to_who_is_to_get_one(rolled_back):
	can_send_mails()
	a_live_policy(escalations=[step(50, by_email=1)])
	lead = owned()
	backdated(lead, minutes=31)
	swept()
	(row,) = escalations(lead)
	assert "by e-mail" in row.sentence
	(mail,) = mails(REP.user)
	assert frappe.db.get_value("Email Queue", mail, "reference_name") == lead
	swept()
	assert len(mails(REP.user)) == 1


def test_a_site_that_can_send_no_mails_still_tells_on_the_desk(rolled_back):
	a_live_policy(escalations=[step(50, by_email=1)])
	lead = owned()
	frappe.db.set_value("Email Account", {"default_outgoing": 1}, "default_outgoing", 0)
	backdated(lead, minutes=31)
	swept()
	(row,) = escalations(lead)
	assert (row.state, "on the desk" in row.sentence) == ("Delivered", True)


def test_reassigning_gives_the_lead_to_another(rolled_back):
	a_live_policy(escalations=[step(100, "Reassign", user=SECOND_REP.user)])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	(row,) = escalations(lead)
	assert (stored(lead, "lead_owner"), row.state) == (SECOND_REP.user, "Delivered")
	assert "from Rosa" in row.sentence
	assert clock(lead).is_open


def test_a_lead_is_not_reassigned_to_who_is_gone_and_the_manager_hears_of_it(rolled_back):
	a_live_policy(escalations=[step(100, "Reassign", user=SECOND_REP.user)])
	lead = owned()
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	backdated(lead, minutes=61)
	swept()
	(row,) = escalations(lead)
	assert (stored(lead, "lead_owner"), row.state) == (REP.user, "Failed")
	assert "no active user" in row.sentence
	assert len(notices(MANAGER.user)) == 1


def test_raising_the_priority_reaches_open_assignments(rolled_back):
	a_live_policy(escalations=[step(100, "Raise Priority")])
	lead = owned()
	todo = frappe.get_doc(
		{
			"doctype": "ToDo",
			"allocated_to": REP.user,
			"reference_type": "Lead",
			"reference_name": lead,
			"description": "Call",
		}
	)
	todo.flags.ignore_permissions = True
	todo.insert()
	backdated(lead, minutes=61)
	swept()
	assert frappe.db.get_value("ToDo", todo.name, "priority") == "High"
	assert clock(lead).raised


def test_a_webhook_is_called_with_the_key_of_the_decision(rolled_back):
	webhook = frappe.get_doc(
		{
			"doctype": "Lead Webhook",
			"title": "Team channel",
			"enabled": 1,
			"kind": "Generic",
			"url": "https://hooks.example.com/services/secret",
		}
	).insert()
	a_live_policy(escalations=[step(100, "Call Webhook", webhook=webhook.name)])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	(row,) = escalations(lead)
	delivery = frappe.get_last_doc("Lead Webhook Delivery")
	payload = frappe.parse_json(delivery.payload)
	assert (delivery.webhook, delivery.lead) == (webhook.name, lead)
	assert (payload["state"], payload["purpose"]) == ("Breached", "First Response")
	assert payload["due_at"][-6] in "+-"
	assert row.decision_key in (payload["step"], delivery.idempotency_key)


def test_a_defect_is_tried_again_and_given_up_after_a_while(lead, monkeypatch):
	from lead_intelligence.adapters import escalation_delivery

	def broken(*args, **kwargs):
		raise ValueError("broken")

	monkeypatch.setattr(escalation_delivery, "name_and_company", broken)
	backdated(lead, minutes=31)
	for attempt in range(1, 6):
		swept()
		(row,) = escalations(lead)
		assert (row.attempts, row.state) == (attempt, "Waiting" if attempt < 5 else "Failed")
		frappe.db.set_value("Lead Escalation", row.name, "next_attempt_at", now_datetime())
	assert len(escalations(lead)) == 1


def test_what_was_decided_and_not_delivered_is_delivered_by_the_next_sweep(lead):
	backdated(lead, minutes=31)
	decided()
	assert [row.state for row in escalations(lead)] == ["Waiting"]
	assert len(swept()) == 1
	assert len(notices(REP.user)) == 1


def test_a_hand_over_has_its_steps_too(rolled_back):
	a_live_definition()
	a_live_policy(
		targets=[targets(acceptance_hours=2)], escalations=[step(50, purpose="Acceptance"), step(60)]
	)
	lead = an_mql()
	backdated(lead, minutes=65)
	swept()
	assert [row.purpose for row in escalations(lead)] == ["Acceptance"]
	assert "accept or refuse" in notices(REP.user)[-1]
	assert clock(lead, Purpose.ACCEPTANCE).is_open


def test_a_deleted_lead_is_escalated_no_more(lead):
	backdated(lead, minutes=31)
	decided()
	frappe.delete_doc("Lead", lead)
	swept()
	assert frappe.db.get_value("Lead Escalation", {}, ["lead", "state"]) == (None, "Passed Over")


def test_escalations_cannot_be_edited(lead):
	backdated(lead, minutes=31)
	swept()
	doc = frappe.get_doc("Lead Escalation", escalations(lead)[0].name)
	with pytest.raises(frappe.ValidationError, match="cannot be edited"):
		doc.save()
	with pytest.raises(frappe.ValidationError, match="cannot be deleted"):
		doc.delete()
