"""Which mails, messages, calls and meetings that are kept as Communications answer a lead, when and by whom."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.capture.communication import COMMUNICATION
from lead_intelligence.adapters.capture.stored_records import names_after, record_stored
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.test_capture_communication import NOON, a_mail, sent
from tests.site.touch_builders import rows_of

INBOX = "sales@atelier-lumiere.example"


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example")


def responses(lead) -> list[tuple[str, str | None]]:
	return [(row.kind, row.response) for row in rows_of(lead.name)]


def on(lead) -> dict[str, str]:
	return {"reference_doctype": "Lead", "reference_name": lead.name}


def a_website_user() -> str:
	user = {
		"doctype": "User",
		"email": "buyer@analytical.example",
		"first_name": "Bea",
		"send_welcome_email": 0,
	}
	return frappe.get_doc({**user, "user_type": "Website User"}).insert(ignore_permissions=True).name


def test_a_mail_that_a_person_sent_answers_at_its_moment(lead, signed_in_as):
	with signed_in_as(REP.user):
		sent()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.response, row.author, row.happened_at) == ("E-Mail Sent", "Answer", REP.user, NOON)


def test_the_one_in_whose_name_it_went_out_has_answered(lead, signed_in_as):
	with signed_in_as(SECOND_REP.user):
		sent(sender=f"Rosa Bernard <{REP.user.title()}>")
		sent(sender=INBOX)
	assert [row.author for row in rows_of(lead.name)] == [REP.user, SECOND_REP.user]


def test_whoever_has_left_since_has_answered_then(lead, signed_in_as):
	with signed_in_as(REP.user):
		mail = sent()
	frappe.db.delete("Lead Touch", {"lead": lead.name})
	frappe.db.set_value("User", REP.user, "enabled", 0)
	record_stored(COMMUNICATION, [mail.name])
	assert [(row.response, row.author) for row in rows_of(lead.name)] == [("Answer", REP.user)]


@pytest.mark.parametrize("owner", ["Administrator", "Guest"])
def test_what_a_job_or_a_visitor_keeps_is_no_answer(lead, owner, signed_in_as):
	with signed_in_as(owner):
		sent(**on(lead))
	assert responses(lead) == [("E-Mail Sent", None)]


def test_what_a_customer_keeps_in_the_portal_is_no_answer(lead, signed_in_as):
	user = a_website_user()
	with signed_in_as(user):
		sent(sender=user, **on(lead))
	assert responses(lead) == [("E-Mail Sent", None)]


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"subject": "Automatic reply: Pumps"}, [("E-Mail Sent", None)]),
		({"subject": "Out of office"}, [("E-Mail Sent", None)]),
		({"sender": "no-reply@atelier-lumiere.example"}, [("E-Mail Sent", None)]),
		({"communication_type": "Automated Message"}, []),
		({"communication_type": "Comment"}, []),
		({"communication_medium": "Other"}, []),
		({"delivery_status": "Error"}, []),
		({"delivery_status": "Bounced"}, []),
		({"send_after": "2999-01-01"}, []),
	],
	ids=str,
)
def test_what_is_no_answer_though_a_person_sent_it(lead, fields, told, signed_in_as):
	with signed_in_as(REP.user):
		sent(**on(lead), **fields)
	assert responses(lead) == told


def test_a_mail_of_a_campaign_is_no_answer(lead, signed_in_as):
	frappe.get_doc({"doctype": "Campaign", "campaign_name": "Spring"}).insert()
	values = {"name": "MAIL-CAMP-2", "campaign_name": "Spring", "email_campaign_for": "Lead"}
	campaign = frappe.new_doc("Email Campaign").update({**values, "recipient": lead.name})
	campaign.db_insert()
	with signed_in_as(REP.user):
		sent(reference_doctype="Email Campaign", reference_name=campaign.name)
	assert responses(lead) == [("Campaign E-Mail Sent", None)]


def test_neither_a_comment_nor_an_assignment_is_an_answer(lead, signed_in_as):
	from frappe.desk.form.assign_to import add

	with signed_in_as(REP.user):
		frappe.get_doc("Lead", lead.name).add_comment("Comment", "I shall call her")
		add({"assign_to": [REP.user], "doctype": "Lead", "name": lead.name, "description": "Call her"})
	assert responses(lead) == []


def test_a_mail_that_waits_answers_when_it_is_sent(lead, signed_in_as):
	at = now_datetime() - timedelta(minutes=5)
	with signed_in_as(REP.user):
		mail = sent(send_after=at, communication_date=at - timedelta(days=1))
	assert responses(lead) == []
	# The job that sends it is nobody's.
	frappe.get_doc("Communication", mail.name).db_set("delivery_status", "Sending")
	(row,) = rows_of(lead.name)
	assert (row.response, row.author, row.happened_at) == ("Answer", REP.user, at)


def test_a_mail_that_is_sent_before_its_hour_answers_now(lead, signed_in_as):
	with signed_in_as(REP.user):
		mail = sent(send_after=now_datetime() + timedelta(hours=3))
	frappe.get_doc("Communication", mail.name).db_set("delivery_status", "Sent")
	(row,) = rows_of(lead.name)
	assert row.response == "Answer"
	assert timedelta(0) <= now_datetime() - row.happened_at < timedelta(minutes=1)


def test_a_mail_dated_ahead_does_not_answer_in_the_future(lead, signed_in_as):
	with signed_in_as(REP.user):
		sent(communication_date="2999-01-01 00:00:00")
	(row,) = rows_of(lead.name)
	assert row.response == "Answer"
	assert row.happened_at <= now_datetime()


def test_received_mails_are_no_answers(lead):
	first = sent()
	a_mail()
	a_mail(in_reply_to=first.name)
	assert [response for _kind, response in responses(lead)] == [None, None, None]


def test_a_mail_from_a_colleagues_own_program_answers_in_their_name(lead):
	more = {"sender": f"Rosa <{REP.user}>", **on(lead)}
	a_mail(recipients="ada@analytical.example", cc=INBOX, **more)
	a_mail(recipients="ada@analytical.example", cc=INBOX, **{**more, "subject": "Automatic reply: Pumps"})
	a_mail(recipients=MANAGER.user, **more)
	assert [(row.kind, row.response, row.author) for row in rows_of(lead.name)] == [
		("E-Mail Sent", "Answer", REP.user)
	]


@pytest.mark.parametrize(
	("medium", "direction", "told"),
	[
		("Phone", "Sent", ("Call Made", "Answer")),
		("Phone", "Received", ("Call Received", None)),
		("Chat", "Sent", ("Message Sent", "Answer")),
		("Chat", "Received", ("Chat", None)),
		("SMS", "Sent", ("Message Sent", "Answer")),
		("SMS", "Received", ("Chat", None)),
		("Meeting", "Sent", ("Meeting", "Answer")),
		("Visit", "Sent", ("Meeting", "Answer")),
		("Visit", "Received", ("Meeting", "Answer")),
	],
)
def test_other_media(lead, medium, direction, told, signed_in_as):
	with signed_in_as(REP.user):
		a_mail(
			communication_medium=medium, sent_or_received=direction, sender=None, recipients=None, **on(lead)
		)
	(row,) = rows_of(lead.name)
	assert (row.kind, row.response) == told
	assert (row.author, row.happened_at) == (REP.user, NOON)


@pytest.mark.parametrize("medium", ["Phone", "SMS", "Chat"])
def test_what_a_job_says_by_other_media_is_no_answer(lead, medium):
	a_mail(communication_medium=medium, sent_or_received="Sent", sender=None, recipients=None, **on(lead))
	assert [response for _kind, response in responses(lead)] == [None]


def test_a_meeting_that_is_kept_before_it_is_held_answers_when_it_is(lead, signed_in_as):
	when = now_datetime().replace(microsecond=0) + timedelta(hours=2)
	visit = {"communication_medium": "Visit", "sent_or_received": "Sent", "sender": None, "recipients": None}
	with signed_in_as(REP.user):
		mail = a_mail(communication_date=when, **visit, **on(lead))
	assert responses(lead) == []
	then = when - timedelta(hours=3)
	frappe.db.set_value("Communication", mail.name, "communication_date", then, update_modified=False)
	(filters,) = COMMUNICATION.due(then - timedelta(hours=1), now_datetime())
	assert names_after(COMMUNICATION, None, filters) == [mail.name]
	record_stored(COMMUNICATION, [mail.name])
	assert [(row.response, row.author, row.happened_at) for row in rows_of(lead.name)] == [
		("Answer", REP.user, then)
	]


def test_it_is_an_answer_once_however_often_it_is_saved_or_read(lead, signed_in_as):
	with signed_in_as(REP.user):
		mail = sent()
	mail.reload()
	mail.subject = "Pumps and more"
	mail.save()
	record_stored(COMMUNICATION, [mail.name])
	assert responses(lead) == [("E-Mail Sent", "Answer")]


def test_one_mail_answers_all_who_get_it(lead, signed_in_as):
	other = a_lead(email_id="charles@analytical.example")
	with signed_in_as(REP.user):
		sent(recipients="ada@analytical.example, charles@analytical.example")
	assert responses(lead) == responses(other) == [("E-Mail Sent", "Answer")]


def test_the_mail_that_frappe_itself_sends_from_the_form(lead, signed_in_as):
	from frappe.core.doctype.communication.email import make

	with signed_in_as(REP.user):
		make(
			"Lead",
			lead.name,
			"How many pumps?",
			"Pumps",
			recipients="ada@analytical.example",
			send_email=False,
		)
	(row,) = rows_of(lead.name)
	assert (row.response, row.author) == ("Answer", REP.user)
	assert now_datetime() - row.happened_at < timedelta(minutes=1)
