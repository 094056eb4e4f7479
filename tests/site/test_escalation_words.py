"""What somebody who hears of a clock reads: which lead, how late, whose, why, and what to do; in their language."""

from __future__ import annotations

import frappe
import pytest

from tests.bench.people import MANAGER, REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.escalated_leads import can_send_mails, escalation, mails, notices, owned, swept
from tests.site.response_builders import a_live_policy, answer, backdated, step, targets


@pytest.fixture
def policy(rolled_back) -> str:
	return str(a_live_policy(escalations=[step(50), step(100, "Notify Manager")]).name)


def test_the_owner_reads_what_to_do_and_why(policy):
	lead = owned()
	backdated(lead, minutes=31)
	swept()
	(notice,) = notices(REP.user)
	assert notice.startswith("Please answer <b>")
	assert "28 min of working time left" in notice
	assert f"By the policy {policy}" in notice
	assert "It is the lead of" not in notice


def test_the_manager_reads_whose_lead_it_is(policy):
	lead = owned()
	backdated(lead, minutes=75)
	swept()
	(notice,) = notices(MANAGER.user)
	assert "15 min of working time late. Please answer now. It is the lead of Rosa Bernard." in notice


def test_it_is_said_where_nobody_owns_the_lead(policy):
	lead = owned(lead_owner=None)
	backdated(lead, minutes=31)
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	swept()
	assert "Nobody owns the lead." in notices(MANAGER.user)[0]


def test_everybody_reads_their_own_language(policy):
	frappe.db.set_value("User", REP.user, "language", "fr")
	lead = owned()
	backdated(lead, minutes=75)
	swept()
	assert "attend toujours une réponse" in notices(REP.user)[0]
	assert "still waits for an answer" in notices(MANAGER.user)[0]


def test_names_are_not_read_as_markup(policy):
	lead = owned()
	frappe.db.set_value("Lead", lead, "lead_name", "<img src=x onerror=alert(1)>")
	backdated(lead, minutes=31)
	swept()
	assert "<img" not in notices(REP.user)[0]
	assert "&lt;img" in notices(REP.user)[0]


def test_a_mail_leads_to_the_lead_and_lets_nobody_unsubscribe(rolled_back):
	can_send_mails()
	a_live_policy(escalations=[step(50, by_email=1)])
	lead = owned(first_name="Ada")
	backdated(lead, minutes=31)
	swept()
	(queued,) = mails(REP.user)
	mail = frappe.get_doc("Email Queue", queued)
	assert f"/app/lead/{lead}" in mail.message
	assert not mail.add_unsubscribe_link
	assert "Subject: A lead waits for us: Ada" in mail.message


def test_of_many_leads_those_that_are_over_are_told_apart(policy):
	waiting, over = owned(first_name="Ada"), owned(first_name="Bob")
	for lead in (waiting, over):
		backdated(lead, minutes=75)
	answer(over)
	swept()
	(notice,) = notices(MANAGER.user)
	assert notice.startswith("<b>1</b> leads wait for us, 1 of them too long: Ada")
	assert "<b>1</b> leads were answered too late, or not at all: Bob" in notice
	link = frappe.db.get_value("Notification Log", {"for_user": MANAGER.user}, "link")
	assert waiting in link
	assert over in link


def test_a_hand_over_is_to_be_answered(rolled_back):
	a_live_definition()
	a_live_policy(targets=[targets(acceptance_hours=1)], escalations=[step(100, "Notify Manager")])
	lead = an_mql()
	backdated(lead, minutes=75)
	swept()
	notice = next(one for one in notices(MANAGER.user) if "working time late" in one)
	assert "Nobody has accepted or refused" in notice
	assert "Please do it now." in notice


def test_the_row_says_the_step(policy):
	lead = owned()
	backdated(lead, minutes=31)
	swept()
	assert escalation(lead).step == "Half-way: notify the owner"
