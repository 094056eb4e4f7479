"""Mails, calls and chats that ERPNext keeps as Communications are touches of their leads, once each."""

from datetime import datetime

import frappe
import pytest

from lead_intelligence.adapters.touches import follow_rename
from tests.bench.people import REP
from tests.site.builders import a_lead
from tests.site.touch_builders import rows_of

NOON = datetime(2024, 5, 14, 12, 0)


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example")


def a_mail(**fields):
	values = {
		"communication_medium": "Email",
		"sent_or_received": "Received",
		"sender": "ada@analytical.example",
		"recipients": "sales@atelier-lumiere.example",
		"subject": "Pumps",
		"content": "How much?",
		"communication_date": NOON,
	}
	return frappe.get_doc({"doctype": "Communication", **values, **fields}).insert(ignore_permissions=True)


def sent(**fields):
	ours = {"sender": REP.user, "recipients": "Ada <ada@analytical.example>", "sent_or_received": "Sent"}
	return a_mail(**{**ours, **fields})


def kinds_of(lead):
	return [row.kind for row in rows_of(lead.name)]


def test_a_mail_from_a_lead(lead):
	mail = a_mail()
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.direction, row.channel) == (
		"E-Mail Received",
		"Interest",
		"Inbound",
		"E-Mail",
	)
	assert (row.happened_at, row.subject) == (NOON, "Pumps")
	assert (row.reference_doctype, row.reference_name) == ("Communication", mail.name)


def test_a_mail_to_a_lead_is_recorded_once_however_often_it_is_saved(lead):
	mail = sent()
	mail.reload()
	mail.add_link("Lead", lead.name)
	mail.subject = "Pumps and more"
	mail.save()
	frappe.get_doc("Communication", mail.name).db_set("delivery_status", "Sent")
	(row,) = rows_of(lead.name)
	assert (row.kind, row.signal, row.direction) == ("E-Mail Sent", None, "Outbound")


def test_a_reply_is_told_from_other_mails(lead):
	first = sent()
	a_mail(in_reply_to=first.name, reference_doctype="Lead", reference_name=lead.name)
	unasked = a_mail()
	a_mail(in_reply_to=unasked.name)
	assert kinds_of(lead) == ["E-Mail Sent", "E-Mail Replied", "E-Mail Received", "E-Mail Received"]


@pytest.mark.parametrize(
	"fields",
	[
		{"subject": "Automatic reply: Pumps"},
		{"subject": "RE: Out of Office"},
		{"subject": "Réponse automatique : Pumps"},
		{"subject": "Undelivered Mail Returned to Sender", "sender": "MAILER-DAEMON@mail.example"},
		{"sender": "postmaster@analytical.example"},
		{"communication_type": "Automated Message"},
		{"communication_type": "Automated Message", "sent_or_received": "Sent", "sender": REP.user},
		{"communication_medium": ""},
		{"communication_medium": "Other"},
		{"email_status": "Spam"},
		{"sent_or_received": "Sent", "sender": REP.user, "send_after": "2999-01-01"},
	],
	ids=str,
)
def test_what_is_no_touch(lead, fields):
	a_mail(reference_doctype="Lead", reference_name=lead.name, **fields)
	assert kinds_of(lead) == []


def test_a_mail_that_waited_is_a_touch_when_it_is_sent(lead):
	mail = sent(send_after="2999-01-01")
	assert kinds_of(lead) == []
	frappe.get_doc("Communication", mail.name).db_set("delivery_status", "Sent")
	assert kinds_of(lead) == ["E-Mail Sent"]


def test_two_leads_of_one_mail(lead):
	other = a_lead(email_id="charles@analytical.example")
	sent(recipients="ada@analytical.example, charles@analytical.example")
	assert kinds_of(lead) == kinds_of(other) == ["E-Mail Sent"]


def test_a_colleague_who_copies_an_inbox_of_ours_has_sent_a_mail(lead):
	more = {"sender": REP.user, "reference_doctype": "Lead", "reference_name": lead.name}
	a_mail(recipients="ada@analytical.example", cc="sales@atelier-lumiere.example", **more)
	a_mail(recipients="theo@atelier-lumiere.example", **more)
	assert kinds_of(lead) == ["E-Mail Sent"]


def test_a_mail_on_an_opportunity_of_the_lead(lead):
	opportunity = frappe.get_doc(
		{"doctype": "Opportunity", "opportunity_from": "Lead", "party_name": lead.name}
	).insert()
	on_it = {"reference_doctype": "Opportunity", "reference_name": opportunity.name}
	a_mail(sender="boss@analytical.example", **on_it)
	assert kinds_of(lead) == ["Opportunity Made", "E-Mail Received"]


def test_a_lead_without_contact_is_found_by_its_address():
	frappe.db.set_single_value("CRM Settings", "auto_creation_of_contact", 0)
	lead = a_lead(email_id="grace@harbour.example")
	a_mail(sender="Grace@Harbour.example")
	assert kinds_of(lead) == ["E-Mail Received"]


@pytest.mark.parametrize(
	("medium", "direction", "kind", "channel"),
	[
		("Phone", "Sent", "Call Made", "Phone"),
		("Phone", "Received", "Call Received", "Phone"),
		("Chat", "Received", "Chat", "Chat"),
		("SMS", "Received", "Chat", "SMS"),
		("SMS", "Sent", "Message Sent", "SMS"),
		("Visit", "Sent", "Meeting", "Meeting"),
	],
)
def test_other_media(lead, medium, direction, kind, channel):
	on_it = {"reference_doctype": "Lead", "reference_name": lead.name}
	a_mail(communication_medium=medium, sent_or_received=direction, sender=None, recipients=None, **on_it)
	(row,) = rows_of(lead.name)
	assert (row.kind, row.channel) == (kind, channel)


def test_a_mail_of_a_campaign_says_which(lead):
	frappe.get_doc({"doctype": "Campaign", "campaign_name": "Spring"}).insert()
	campaign = frappe.new_doc("Email Campaign").update(
		{
			"name": "MAIL-CAMP-1",
			"campaign_name": "Spring",
			"email_campaign_for": "Lead",
			"recipient": lead.name,
		}
	)
	campaign.db_insert()
	sent(reference_doctype="Email Campaign", reference_name=campaign.name)
	(row,) = rows_of(lead.name)
	assert (row.kind, row.campaign, row.direction) == ("Campaign E-Mail Sent", "Spring", "Outbound")


def test_a_renamed_or_merged_lead_has_no_second_touch(lead):
	mail = sent(reference_doctype="Lead", reference_name=lead.name)
	other = a_lead()
	follow_rename(lead.name, other.name)
	mail.reload()
	mail.update({"reference_name": other.name, "timeline_links": []})
	mail.recipients = "nobody@analytical.example"
	mail.save()
	assert kinds_of(other) == ["E-Mail Sent"]


def test_a_lead_that_is_gone_is_not_invented(lead):
	frappe.db.delete("Lead", lead.name)
	mail = sent()
	assert mail.timeline_links
	assert not frappe.db.exists("Lead Touch", {"reference_name": mail.name})
