"""Open desks hear that something has changed for their rep: once for a transaction, after it, and nobody else does."""

import frappe
import pytest
from frappe.realtime import get_user_room
from frappe.utils import now_datetime

from lead_intelligence.adapters import handovers, lead_desk_news, next_steps
from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.stagnation_rows import Quiet, open_rows
from lead_intelligence.api import lead_desk_acts as acts
from lead_intelligence.core.history.journey import Cause
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import a_live_model, rule
from tests.site.desk_acts import a_lead_of_rosa, hours_from_now
from tests.site.touch_builders import touched


@pytest.fixture
def told():
	"""The users who will hear of it when all that was done since the last time it was called is committed, each as often as they will."""

	def since() -> list[str]:
		rooms = {get_user_room(person.user): person.user for person in (REP, SECOND_REP)}
		log = getattr(frappe.local, "_realtime_log", [])
		found = [
			rooms[room] for event, _message, room in log if event == "lead_desk_changed" and room in rooms
		]
		log.clear()
		return sorted(found)

	since()
	return since


def test_a_save_tells_the_owner_once(told):
	lead = a_lead_of_rosa()
	assert told() == [REP.user]
	doc = frappe.get_doc("Lead", lead)
	doc.lead_name = "Grace Hopper"
	doc.first_name = "Grace"
	doc.save()
	assert told() == [REP.user]
	frappe.get_doc("Lead", lead).save()
	assert told() == []


def test_a_change_of_owner_tells_both(told):
	lead = a_lead_of_rosa()
	told()
	doc = frappe.get_doc("Lead", lead)
	doc.lead_owner = SECOND_REP.user
	doc.save()
	assert told() == sorted([REP.user, SECOND_REP.user])
	give_to([lead], REP.user)
	assert told() == sorted([REP.user, SECOND_REP.user])
	give_to([lead], None)
	assert told() == [REP.user]


def test_a_lead_of_nobody_tells_nobody(told):
	lead = a_lead_of_rosa(lead_owner=None)
	frappe.get_doc("Lead", lead).update(
		{"website": "https://a.example", "lead_name": "X", "first_name": "X"}
	).save()
	for owner in ("Guest", "Administrator", "", None):
		lead_desk_news.tell_desks([owner])
	assert told() == []


def test_a_hot_touch_and_an_answer_tell_the_owner(told):
	lead = a_lead_of_rosa()
	told()
	touched(lead, "Newsletter", now_datetime())
	assert told() == []
	touched(lead, "Demo Request", now_datetime())
	assert told() == [REP.user]
	acts.call(lead, "Busy")
	assert told() == [REP.user]


def test_an_evaluation_that_changes_something_tells_the_owner(told):
	lead = a_lead_of_rosa(job_title="CEO")
	a_live_model(rule("job_title", "is", "CEO", points=20))
	told()
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead])
	assert told() == [REP.user]
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead])
	assert told() == []


def test_a_hand_over_tells_who_is_to_answer(told):
	a_live_definition()
	lead = an_mql()
	assert REP.user in told()
	acts.accept(lead)
	assert REP.user in told()
	handovers.tell_desks([])
	assert told() == []


def test_a_step_tells_who_planned_it_and_the_owner(told, by):
	lead = a_lead_of_rosa()
	told()
	planned = by(SECOND_REP)(next_steps.plan, lead, "Call", hours_from_now(5), None, "news 1")
	assert told() == sorted([REP.user, SECOND_REP.user])
	by(SECOND_REP)(next_steps.close, planned.step, done=True)
	assert told() == sorted([REP.user, SECOND_REP.user])
	by(REP)(next_steps.snooze, lead, hours_from_now(5), None, "news 2")
	assert told() == [REP.user]


def test_what_is_stagnant_and_what_is_gone(told):
	lead = a_lead_of_rosa()
	told()
	at = hours_from_now(-5)
	open_rows([Quiet(lead=lead, stage="MQL", owner=REP.user, company=None, quiet_since=at, stagnant_at=at)])
	assert told() == [REP.user]
	frappe.rename_doc("Lead", lead, f"Renamed {lead}", force=True)
	assert told() == [REP.user]
	frappe.delete_doc("Lead", f"Renamed {lead}")
	assert told() == [REP.user]


def test_it_costs_no_query():
	with counted_queries() as sent:
		lead_desk_news.tell_desks([REP.user, SECOND_REP.user, REP.user])
	assert sent == []


def test_an_event_of_a_colleague_tells_the_owner(told, by):
	lead = a_lead_of_rosa()
	told()
	guests = [{"reference_doctype": "Lead", "reference_docname": lead}]
	event = {
		"doctype": "Event",
		"subject": "Visit",
		"starts_on": hours_from_now(5),
		"event_participants": guests,
	}
	doc = by(SECOND_REP)(frappe.get_doc(event).insert)
	assert REP.user in told()
	doc.reload().update({"starts_on": hours_from_now(6), "ends_on": None})
	by(SECOND_REP)(doc.save)
	assert REP.user in told()
