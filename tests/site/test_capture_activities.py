"""Meetings, calls, opportunities, quotations, appointments and unsubscribes are touches of their leads, once each."""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from lead_intelligence.adapters.capture.event import EVENT
from lead_intelligence.adapters.capture.live import capture
from tests.bench.people import REP
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of

NOON = datetime(2024, 5, 14, 12, 0)


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example", mobile_no="+33 6 12 34 56 78")


def kinds_of(lead):
	return [row.kind for row in rows_of(lead.name)]


def a_meeting(lead, **fields):
	values = {"subject": "Visit", "starts_on": NOON, "ends_on": NOON + timedelta(hours=1), **fields}
	doc = frappe.get_doc({"doctype": "Event", "event_category": "Meeting", "event_type": "Public", **values})
	doc.add_participant("Lead", lead.name)
	return doc.insert()


def test_a_meeting_that_was_held_is_one_touch_and_its_communication_none(lead):
	event = a_meeting(lead)
	assert frappe.db.exists("Communication", {"reference_doctype": "Event", "reference_name": event.name})
	event.subject = "Second visit"
	event.save()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.happened_at, row.subject) == ("Meeting", "Intent", NOON, "Visit")
	assert (row.reference_doctype, row.reference_name) == ("Event", event.name)


def test_a_private_event_keeps_its_subject_to_itself(lead):
	a_meeting(lead, event_type="Private")
	assert [(row.kind, row.subject) for row in rows_of(lead.name)] == [("Meeting", None)]


def test_planning_is_no_touch(lead):
	event = a_meeting(lead, starts_on=add_days(now_datetime(), 2), ends_on=None)
	assert kinds_of(lead) == []
	event.starts_on = add_days(now_datetime(), -2)
	event.save()
	assert kinds_of(lead) == ["Meeting"]


@pytest.mark.parametrize(
	"fields", [{"status": "Cancelled"}, {"event_category": "Sent/Received Email"}], ids=str
)
def test_what_was_not_held_or_is_told_otherwise(lead, fields):
	a_meeting(lead, **fields)
	assert kinds_of(lead) == []


def test_a_day_is_over_with_the_day(lead):
	a_meeting(lead, starts_on=get_datetime(getdate()), ends_on=None, all_day=1)
	assert kinds_of(lead) == []


def test_a_participant_may_be_the_leads_contact(lead):
	contact = frappe.get_doc("Contact", {"email_id": lead.email_id})
	event = frappe.get_doc(
		{"doctype": "Event", "subject": "Call", "event_category": "Call", "starts_on": NOON}
	)
	event.add_participant("Contact", contact.name)
	event.insert()
	assert kinds_of(lead) == ["Call Made"]


def a_call(**fields):
	values = {"id": frappe.generate_hash(length=8), "from": "0612345678", "to": "0145678900"}
	values |= {"type": "Incoming", "status": "Completed", "start_time": NOON}
	return frappe.get_doc({"doctype": "Call Log", **values, **fields}).insert(ignore_permissions=True)


@pytest.mark.parametrize(
	("fields", "kind"),
	[
		({}, "Call Received"),
		({"status": "No Answer"}, "Call Missed"),
		({"type": "Outgoing", "from": "0145678900", "to": "0612345678"}, "Call Made"),
		({"status": "Failed"}, None),
		({"from": "+33 1 99 99 99 99"}, None),
	],
	ids=str,
)
def test_a_call_is_matched_by_its_number(lead, fields, kind):
	frappe.db.set_single_value("System Settings", "country", "France")
	a_call(**fields)
	assert kinds_of(lead) == ([kind] if kind else [])


def test_a_call_is_a_touch_when_it_is_over_and_then_once(lead):
	call = a_call(status="Ringing", links=[{"link_doctype": "Lead", "link_name": lead.name}])
	assert kinds_of(lead) == []
	for status in ("In Progress", "Completed", "No Answer"):
		call.status = status
		call.save(ignore_permissions=True)
	(row,) = rows_of(lead.name)
	assert (row.kind, row.happened_at, row.signal) == ("Call Received", NOON, "Intent")


def an_opportunity(lead, **fields):
	party = {"opportunity_from": "Lead", "party_name": lead.name}
	return frappe.get_doc({"doctype": "Opportunity", **party, **fields}).insert(ignore_permissions=True)


def test_an_opportunity(lead):
	opportunity = an_opportunity(lead)
	opportunity.title = "Pumps"
	opportunity.save()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.reference_name) == ("Opportunity Made", "Intent", opportunity.name)
	assert abs(row.happened_at - now_datetime()) < timedelta(minutes=1)


def test_an_opportunity_of_an_earlier_day(lead):
	an_opportunity(lead, transaction_date="2024-05-14")
	assert rows_of(lead.name)[0].happened_at == datetime(2024, 5, 14)


def test_a_quotation_counts_when_it_is_submitted(lead):
	item = frappe.db.get_value("Item", {"disabled": 0, "is_sales_item": 1, "has_variants": 0}) or _an_item()
	quotation = frappe.get_doc(
		{
			"doctype": "Quotation",
			"quotation_to": "Lead",
			"party_name": lead.name,
			"items": [{"item_code": item, "qty": 1, "rate": 10}],
		}
	).insert()
	assert kinds_of(lead) == []
	quotation.submit()
	quotation.reload()
	quotation.cancel()
	again = frappe.copy_doc(quotation)
	again.amended_from = quotation.name
	again.insert().submit()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.reference_name) == ("Quotation Made", "Intent", quotation.name)


def _an_item():
	group = frappe.db.get_value("Item Group", {"is_group": 0})
	values = {"item_code": "Pump 3000", "item_group": group, "stock_uom": "Nos", "is_stock_item": 0}
	return frappe.get_doc({"doctype": "Item", **values}).insert().name


def test_an_unsubscribe(lead):
	values = {"email": "Ada@analytical.example", "global_unsubscribe": 1}
	frappe.get_doc({"doctype": "Email Unsubscribe", **values}).insert()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.direction, row.signal) == ("Unsubscribed", "Inbound", None)


def test_a_lead_that_is_unsubscribed_by_hand_each_time_anew(lead):
	doc = frappe.get_doc("Lead", lead.name)
	for unsubscribed in (1, 1, 0):
		doc.unsubscribed = unsubscribed
		doc.save()
	assert kinds_of(lead) == ["Unsubscribed"]


@pytest.fixture
def bookings():
	"""Appointments may be booked."""
	settings = frappe.get_single("Appointment Booking Settings")
	settings.db_set("number_of_agents", 0)


def an_appointment(email):
	values = {"customer_name": "Ada", "customer_email": email, "customer_details": "Pumps", "status": "Open"}
	when = add_days(now_datetime(), 3)
	return frappe.get_doc({"doctype": "Appointment", "scheduled_time": when, **values})


def test_an_appointment_of_a_known_lead(lead, bookings):
	appointment = an_appointment("ada@analytical.example").insert(ignore_permissions=True)
	assert appointment.party == lead.name
	assert appointment.calendar_event
	appointment.reload()
	appointment.scheduled_time = add_days(now_datetime(), 4)
	appointment.save()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.subject) == ("Appointment Booked", "Intent", "Pumps")


def test_an_appointment_of_a_stranger_when_it_is_confirmed(bookings, monkeypatch):
	monkeypatch.setattr(frappe, "sendmail", lambda *args, **kwargs: None)
	appointment = an_appointment("grace@navy.example").insert(ignore_permissions=True)
	assert not frappe.db.exists("Lead Touch", {"reference_name": appointment.name})
	appointment.reload()
	# As it is confirmed, without the commit.
	appointment.create_lead_and_link()
	appointment.create_calendar_event()
	appointment.save(ignore_permissions=True)
	(row,) = rows_of(appointment.party)
	assert (row.kind, row.reference_name) == ("Appointment Booked", appointment.name)


@pytest.mark.parametrize("error", [RuntimeError("broken on purpose"), KeyError("x")], ids=repr)
@pytest.mark.parametrize("step", ["new_touches", "record"])
def test_a_defect_of_ours_does_not_stop_a_meeting(lead, step, error, monkeypatch):
	def fail(*args):
		raise error

	with monkeypatch.context() as broken:
		broken.setattr(f"lead_intelligence.adapters.capture.live.{step}", fail)
		event = a_meeting(lead)
	assert frappe.db.exists("Event", event.name)
	assert kinds_of(lead) == []
	assert not frappe.get_message_log()
	capture(frappe.get_doc("Event", event.name), EVENT)
	assert kinds_of(lead) == ["Meeting"]


def test_a_transaction_that_mariadb_gave_up_is_not_swallowed(lead, monkeypatch):
	def fail(*args):
		raise frappe.QueryDeadlockError("deadlock")

	monkeypatch.setattr("lead_intelligence.adapters.capture.live.record", fail)
	with pytest.raises(frappe.QueryDeadlockError):
		a_meeting(lead)


def test_a_rep_saves_what_is_captured(lead, signed_in_as):
	with signed_in_as(REP.user):
		a_meeting(lead)
	assert [row.author for row in rows_of(lead.name)] == [REP.user]
