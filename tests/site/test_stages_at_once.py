"""Two at the same moment: whoever comes second reads who was first, and what happens once happens once."""

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from lead_intelligence.adapters import handover_notices
from lead_intelligence.adapters.handover_lapses import due_handovers, lapse_together
from lead_intelligence.api import stage as api
from lead_intelligence.jobs.handovers import mark_lapsed
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of, stage_of, steps_of
from tests.site.at_once import all_at_once, as_user
from tests.site.builders import another_company

ATELIER = ("Atelier At Stage", "ATS")


@pytest.fixture(scope="module", autouse=True)
def agreement(live_site):
	return live_site.run(lambda: a_live_definition(company=another_company(*ATELIER)).name)


def made(live_site, **fields):
	return live_site.run(lambda: an_mql(company=ATELIER[0], **fields))


@pytest.mark.parametrize("round_", range(3))
def test_of_two_reps_who_accept_at_once_one_gets_the_lead(live_site, round_):
	lead = made(live_site, lead_owner=None)
	answers = all_at_once(live_site, *(as_user(who, api.accept, lead) for who in (REP, SECOND_REP)))
	winners = [answer for answer in answers if answer["accepted"]]
	(loser,) = [answer for answer in answers if not answer["accepted"]]
	assert len(winners) == 1
	assert " has accepted this lead at " in loser["refused"][0]["why"]
	rows = live_site.run(handovers_of, lead)
	owner = live_site.run(lambda: frappe.db.get_value("Lead", lead, "lead_owner"))
	assert [(row.status, row.decided_by) for row in rows] == [("Accepted", owner)]
	assert live_site.run(steps_of, lead).count(("Accepted", "MQL", "SAL")) == 1


def test_of_one_who_accepts_and_one_who_refuses_at_once_one_has_his_way(live_site):
	lead = made(live_site, lead_owner=None)
	answers = all_at_once(
		live_site, as_user(REP, api.accept, lead), as_user(SECOND_REP, api.refuse, lead, "No Fit")
	)
	done = [bool(answer.get("accepted") or answer.get("done")) for answer in answers]
	assert sorted(done) == [False, True]
	assert live_site.run(stage_of, lead) == ("SAL" if done[0] else "Disqualified")


def test_who_looked_before_the_other_was_done_still_reads_who_was_first(live_site):
	"""The transaction of the second began before the first accepted, and shows the hand-over as it was."""
	lead = made(live_site, lead_owner=None)

	def late():
		frappe.set_user(SECOND_REP.user)
		assert handovers_of(lead)[0].status == "Waiting"
		live_site.run(as_user(REP, api.accept, lead))
		return api.accept(lead)

	answer = live_site.run(late)
	assert answer["refused"][0]["why"].startswith("Rosa Bernard has accepted this lead at ")


def due(live_site, **fields):
	lead = made(live_site, **fields)
	live_site.run(
		lambda: frappe.db.set_value("Lead Handover", {"lead": lead}, "due_at", add_days(now_datetime(), -1))
	)
	return lead


@pytest.fixture
def told(live_site, monkeypatch):
	found = []
	tell = handover_notices.tell_of_lapsed
	monkeypatch.setattr(handover_notices, "tell_of_lapsed", lambda names: (found.extend(names), tell(names)))
	live_site.run(lambda: frappe.db.delete("Notification Log"))
	return found


def test_a_handover_lapses_once_however_many_workers_look(live_site, told):
	leads = [due(live_site) for _ in range(3)] + [due(live_site, lead_owner=SECOND_REP.user)]
	assert all_at_once(live_site, *[mark_lapsed] * 3) == [None] * 3
	live_site.run(mark_lapsed)
	rows = [live_site.run(handovers_of, lead) for lead in leads]
	assert [[row.status for row in found] for found in rows] == [["Lapsed"]] * 4
	assert sorted(told) == sorted(str(found[0].name) for found in rows)
	for lead in leads:
		assert live_site.run(steps_of, lead).count(("Lapsed", "MQL", "MQL")) == 1
	subjects = live_site.run(
		lambda: frappe.get_all(
			"Notification Log",
			filters={"subject": ("like", "%lapsed%")},
			fields=["for_user", "subject"],
		)
	)
	# The one who has signed for marketing owns three of them and hears of all, as does the one who signed for sales.
	assert sorted(log.for_user for log in subjects) == sorted([REP.user, MANAGER.user, SECOND_REP.user])
	assert any("<b>4</b> hand-overs have lapsed" in log.subject for log in subjects)


def test_a_journey_says_when_it_lapsed_and_not_when_that_was_noticed(live_site):
	lead = due(live_site)
	live_site.run(mark_lapsed)

	def look():
		row = frappe.get_last_doc("Lead Journey Entry", {"lead": lead, "kind": "Lapsed"})
		return row.at, handovers_of(lead)[0].due_at, row.cause

	at, due_at, cause = live_site.run(look)
	assert (at, cause) == (due_at, "Passing of time")


def test_what_has_lapsed_can_still_be_accepted_late(live_site):
	lead = due(live_site)
	live_site.run(mark_lapsed)
	panel = live_site.run(as_user(REP, api.panel, lead))
	assert panel["handover"]["lapsed"] is True
	assert "accept" in panel["actions"]
	assert live_site.run(as_user(REP, api.accept, lead))["accepted"] == [lead]
	(row,) = live_site.run(handovers_of, lead)
	assert (row.status, row.late) == ("Accepted", 1)


def test_what_is_accepted_while_a_worker_looks_does_not_lapse(live_site):
	lead = due(live_site)

	def late():
		found = [row for row in due_handovers(400) if row.lead == lead]
		live_site.run(as_user(REP, api.accept, lead))
		return lapse_together(found)

	assert live_site.run(late) == []
	assert live_site.run(handovers_of, lead)[0].status == "Accepted"


def test_a_lead_that_is_deleted_while_it_waits_lapses_for_nobody(live_site, told):
	lead = due(live_site)
	live_site.run(lambda: frappe.delete_doc("Lead", lead))
	live_site.run(mark_lapsed)
	assert told == []


def test_lapsed_hand_overs_of_whoever_may_read_nothing(live_site):
	"""The owner has left, the signatories too."""
	lead = due(live_site)

	def leave():
		frappe.db.set_value("User", {"name": ("in", (REP.user, MANAGER.user))}, "enabled", 0)

	def come_back():
		frappe.db.set_value("User", {"name": ("in", (REP.user, MANAGER.user))}, "enabled", 1)

	live_site.run(leave)
	live_site.run(mark_lapsed)
	live_site.run(come_back)
	assert live_site.run(handovers_of, lead)[0].status == "Lapsed"
	live_site.run(lambda: frappe.clear_cache(user=MANAGER.user))
