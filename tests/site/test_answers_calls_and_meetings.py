"""Which calls of a telephone system, events and discovery calls answer a lead, when and by whom."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from lead_intelligence.adapters.capture.call_log import CALL_LOG
from lead_intelligence.adapters.capture.event import EVENT
from lead_intelligence.adapters.capture.stored_records import names_after, record_stored
from lead_intelligence.adapters.touches import follow_rename
from lead_intelligence.api.qualification import discovery_call
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.test_capture_activities import NOON, a_call, a_meeting, an_opportunity
from tests.site.touch_builders import rows_of


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example", mobile_no="+33 6 12 34 56 78")


def responses(lead) -> list[tuple[str, str | None]]:
	return [(row.kind, row.response) for row in rows_of(lead.name)]


def a_call_to(lead, status="Completed", **fields):
	links = [{"link_doctype": "Lead", "link_name": lead.name}]
	values = {"type": "Outgoing", "from": "0145678900", "to": "0612345678", "status": status, "links": links}
	return a_call(**{**values, **fields})


@pytest.mark.parametrize(
	("direction", "status", "told"),
	[
		("Outgoing", "Completed", [("Call Made", "Answer")]),
		("Outgoing", "No Answer", [("Call Made", "Attempt")]),
		("Outgoing", "Busy", [("Call Attempt", "Attempt")]),
		("Outgoing", "Failed", [("Call Attempt", "Attempt")]),
		("Outgoing", "Canceled", [("Call Attempt", "Attempt")]),
		("Outgoing", "Queued", []),
		("Outgoing", "Ringing", []),
		("Outgoing", "In Progress", []),
		("Incoming", "Completed", [("Call Received", None)]),
		("Incoming", "No Answer", [("Call Missed", None)]),
		("Incoming", "Failed", []),
	],
)
def test_only_a_call_that_connected_answers(lead, direction, status, told):
	a_call_to(lead, status, type=direction)
	assert responses(lead) == told


def test_a_call_answers_when_it_began_and_by_the_one_who_called(lead, signed_in_as):
	a_call_to(lead, employee_user_id=REP.user)
	with signed_in_as(SECOND_REP.user):
		a_call_to(lead)
	assert [(row.author, row.happened_at) for row in rows_of(lead.name)] == [
		(REP.user, NOON),
		(SECOND_REP.user, NOON),
	]


def test_a_call_dated_ahead_does_not_answer_in_the_future(lead):
	a_call_to(lead, start_time=now_datetime() + timedelta(hours=1))
	(row,) = rows_of(lead.name)
	assert row.happened_at <= now_datetime()


@pytest.mark.parametrize("first", ["No Answer", "Busy", "Failed"])
def test_an_attempt_that_turns_out_to_have_connected_is_an_answer_too(lead, first):
	call = a_call_to(lead, "Ringing")
	for status in (first, "Completed", first, "Completed"):
		call.status = status
		call.save(ignore_permissions=True)
		record_stored(CALL_LOG, [call.name])
	assert [response for _kind, response in responses(lead)] == ["Attempt", "Answer"]
	assert [row.happened_at for row in rows_of(lead.name)] == [NOON, NOON]


def test_a_call_that_connected_is_no_attempt_afterwards(lead):
	call = a_call_to(lead)
	call.status = "No Answer"
	call.save(ignore_permissions=True)
	assert responses(lead) == [("Call Made", "Answer")]


def test_a_late_correction_finds_the_renamed_lead(lead):
	call = a_call_to(lead, "No Answer")
	other = a_lead()
	follow_rename(lead.name, other.name)
	call.links[0].link_name = other.name
	call.status = "Completed"
	call.save(ignore_permissions=True)
	assert responses(other) == [("Call Made", "Attempt"), ("Call Made", "Answer")]


def test_a_call_synced_an_hour_later_answers_when_it_was_made(lead):
	at = now_datetime().replace(microsecond=0) - timedelta(hours=1)
	a_call_to(lead, start_time=at)
	(row,) = rows_of(lead.name)
	assert (row.response, row.happened_at) == ("Answer", at)
	assert row.recorded_at > at + timedelta(minutes=59)


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({}, [("Meeting", "Answer")]),
		({"event_category": "Call"}, [("Call Made", "Answer")]),
		({"event_type": "Private"}, [("Meeting", "Answer")]),
		({"event_category": "Sent/Received Email"}, []),
		({"status": "Cancelled"}, []),
		({"starts_on": "2999-01-01 10:00:00", "ends_on": None}, []),
		({"ends_on": "2999-01-01 10:00:00"}, []),
	],
	ids=str,
)
def test_only_a_meeting_that_was_held_answers(lead, fields, told):
	a_meeting(lead, **fields)
	assert responses(lead) == told


def test_a_meeting_answers_when_it_began_and_by_the_one_who_planned_it(lead, signed_in_as):
	with signed_in_as(REP.user):
		event = a_meeting(lead, starts_on=add_days(now_datetime(), 2), ends_on=None)
	assert responses(lead) == []
	for field, value in (("starts_on", NOON), ("ends_on", NOON + timedelta(hours=1))):
		frappe.db.set_value("Event", event.name, field, value, update_modified=False)
	due = [names_after(EVENT, None, filters) for filters in EVENT.due(NOON, NOON + timedelta(hours=2))]
	assert [event.name] in due
	# The hourly job is nobody's.
	record_stored(EVENT, [event.name])
	(row,) = rows_of(lead.name)
	assert (row.response, row.author, row.happened_at) == ("Answer", REP.user, NOON)


def test_a_meeting_is_one_answer_and_its_communication_none(lead):
	event = a_meeting(lead)
	assert frappe.db.exists("Communication", {"reference_doctype": "Event", "reference_name": event.name})
	assert responses(lead) == [("Meeting", "Answer")]


@pytest.mark.parametrize(
	("connected", "told"), [(1, ("Discovery Call", "Answer")), (0, ("Call Made", "Attempt"))]
)
def test_a_discovery_call_answers_if_somebody_was_reached(lead, connected, told, signed_in_as):
	with signed_in_as(REP.user):
		discovery_call(lead.name, [], None, connected)
	assert [(row.kind, row.response, row.author) for row in rows_of(lead.name)] == [(*told, REP.user)]


def test_opportunities_and_what_leads_do_are_no_answers(lead):
	an_opportunity(lead)
	values = {"email": "ada@analytical.example", "global_unsubscribe": 1}
	frappe.get_doc({"doctype": "Email Unsubscribe", **values}).insert()
	assert [response for _kind, response in responses(lead)] == [None, None]
