"""How many queries capturing adds to what ERPNext sends. A count is the same on every machine."""

import frappe
import pytest

from tests.bench.erpnext_alone import erpnext_alone
from tests.bench.people import REP
from tests.site.builders import a_lead
from tests.site.test_capture_activities import a_call, a_meeting
from tests.site.test_capture_communication import a_mail, sent
from tests.site.test_query_counts import added, queries


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example", mobile_no="0612345678")


def test_a_mail_to_a_lead(lead):
	assert 1 <= len(added(lambda: sent)) <= 9


def test_a_mail_of_a_person_to_a_lead(lead, signed_in_as):
	with signed_in_as(REP.user):
		# One more asks who the person is, one for the clocks that are answered, and one for what was planned.
		assert 1 <= len(added(lambda: sent)) <= 12


def test_a_mail_from_a_lead(lead):
	assert 1 <= len(added(lambda: a_mail)) <= 10


def test_a_mail_that_is_of_no_lead():
	def mail():
		a_mail(sender="supplier@iron.example")

	assert len(added(lambda: mail)) <= 2


def test_what_can_be_no_touch_asks_nothing():
	def notice():
		values = {"communication_type": "Automated Message", "subject": "x", "communication_medium": "Other"}
		frappe.get_doc({"doctype": "Communication", **values}).insert()

	notice()
	with erpnext_alone():
		alone = queries(notice)
	assert len(queries(notice)) == len(alone)


def test_saving_a_mail_again_asks_nothing(lead):
	def prepared():
		mail = sent()
		doc = frappe.get_doc("Communication", mail.name)
		doc.content = "Other words"
		return doc.save

	assert added(prepared) == []


def test_saving_a_call_again_asks_nothing(lead):
	call = a_call(type="Outgoing", to="0612345678")

	def prepared():
		doc = frappe.get_doc("Call Log", call.name)
		doc.recording_url = "https://calls.example/1"
		return lambda: doc.save(ignore_permissions=True)

	assert added(prepared) == []


def test_a_meeting_to_come(lead):
	def plan():
		a_meeting(lead, starts_on="2999-01-01 10:00:00", ends_on=None)

	# It is the next step of the lead, and no touch yet.
	assert len(added(lambda: plan)) <= 7


def test_a_call(lead):
	assert 1 <= len(added(lambda: a_call)) <= 13
