"""Webhooks as admins enter them, and deliveries as they are put down."""

import json

import frappe
import pytest

from lead_intelligence.adapters import webhooks
from lead_intelligence.adapters.webhook_settings import receiver
from lead_intelligence.adapters.webhooks import DELIVERY, KEPT_DAYS, queue_delivery, remove_old
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.builders import a_lead
from tests.site.webhook_builders import EVENT, SECRET, a_webhook, delivery, queued

URL = "https://hooks.example.com/services/very-secret-token"


def refusal(**fields) -> str:
	with pytest.raises(frappe.ValidationError) as refused:
		a_webhook(**fields)
	return str(refused.value)


def test_address_and_secret_are_kept_encrypted_and_shown_by_host_alone():
	doc = a_webhook(URL, secret=SECRET)
	row = frappe.db.get_value("Lead Webhook", doc.name, "*", as_dict=True)
	assert row.shown_url == "https://hooks.example.com/…"
	assert set(row.url) == set(row.secret) == {"*"}
	found = receiver(doc.name)
	assert (found.url, found.secret) == (URL, SECRET)
	for text in (repr(found), frappe.as_json(frappe.get_doc("Lead Webhook", doc.name))):
		assert "very-secret" not in text
		assert SECRET not in text


def test_saving_again_keeps_them_and_no_version_shows_them():
	doc = a_webhook(URL, secret=SECRET)
	doc = frappe.get_doc("Lead Webhook", doc.name)
	doc.timeout_seconds = 20
	doc.save()
	assert receiver(doc.name).url == URL
	doc.url = "https://other.example/another-secret-token"
	doc.save()
	assert doc.shown_url == "https://other.example/…"
	assert receiver(doc.name).secret == SECRET
	versions = frappe.get_all("Version", filters={"docname": doc.name}, pluck="data")
	assert versions
	assert not any("secret-token" in data or SECRET in data for data in versions)


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"url": "http://hooks.example.com/x"}, "Address: The address must begin with https://"),
		({"url": "https://127.0.0.1/x"}, "Address: It leads to 127.0.0.1"),
		({"url": "hello"}, "Address: This is not a web address."),
		({"timeout_seconds": 61}, "Time-Out: Enter 1 to 60 seconds."),
		({"template": '{"a": "{{ password }}"}'}, "Template: There is no placeholder"),
		({"template": "{"}, "Template: The template is not valid JSON: line 1"),
	],
)
def test_what_cannot_be_is_refused_with_its_field(fields, says):
	assert says in frappe.utils.strip_html(refusal(**fields)).replace("&#x27;", "'")


def test_what_is_shown_of_the_last_outcome_is_not_written_by_a_form():
	doc = a_webhook()
	frappe.db.set_value("Lead Webhook", doc.name, "last_outcome", "Failed", update_modified=False)
	doc.last_outcome = "Delivered"
	doc.save()
	assert doc.last_outcome == "Failed"
	assert not a_webhook(last_outcome="Delivered").last_outcome


def test_who_may_do_what():
	doc = a_webhook()
	for person, read in ((MANAGER, True), (REP, False), (MARKETING, False)):
		assert bool(frappe.has_permission("Lead Webhook", "read", doc, user=person.user)) is read
		assert bool(frappe.has_permission(DELIVERY, "read", user=person.user)) is read
		for act in ("write", "create", "delete"):
			assert not frappe.has_permission("Lead Webhook", act, user=person.user)


def test_a_delivery_is_put_down_once_for_each_key():
	webhook = a_webhook().name
	name = queue_delivery(webhook, {**EVENT, "lead": "L-1"}, "12:breach")
	assert queue_delivery(webhook, EVENT, "12:breach") is None
	row = delivery(name)
	assert (row.webhook, row.status, row.attempts, row.lead) == (webhook, "Waiting", 0, "L-1")
	assert (row.idempotency_key, row.event) == ("12:breach", "clock.escalation")
	assert json.loads(row.payload) == {**EVENT, "lead": "L-1"}
	assert URL not in str(row)
	assert [one.name for one in webhooks.due(10) if one.webhook == webhook] == [int(name)]


def test_a_webhook_that_is_disabled_sends_nothing():
	row = delivery(queued(a_webhook(enabled=0).name))
	assert (row.status, row.next_attempt_at) == ("Given Up", None)
	assert row.error.startswith("The webhook is disabled.")


def test_a_webhook_that_is_gone_sends_nothing():
	row = delivery(queued("No Such Webhook"))
	assert (row.status, row.error) == ("Given Up", "There is no webhook of this name any more.")


def test_a_webhook_with_deliveries_can_be_deleted():
	doc = a_webhook(secret=SECRET)
	name = queued(doc.name)
	doc.delete()
	assert (delivery(name).status, delivery(name).error) == ("Given Up", "The webhook was deleted.")
	assert not frappe.db.sql("select 1 from __Auth where doctype = 'Lead Webhook' and name = %s", doc.name)


def test_a_webhook_that_is_renamed_keeps_its_secrets_and_deliveries():
	doc = a_webhook(URL, secret=SECRET)
	name = queued(doc.name)
	frappe.rename_doc("Lead Webhook", doc.name, "Renamed One")
	assert (receiver("Renamed One").url, receiver("Renamed One").secret) == (URL, SECRET)
	assert delivery(name).webhook == "Renamed One"


def test_deliveries_are_written_by_the_app_alone():
	doc = frappe.get_doc(DELIVERY, queued(a_webhook().name))
	doc.status = "Delivered"
	with pytest.raises(frappe.ValidationError, match="cannot be edited"):
		doc.save()
	with pytest.raises(frappe.ValidationError, match="cannot be deleted"):
		doc.delete()


def test_old_deliveries_go_when_they_are_over():
	webhook = a_webhook().name
	names = {status: queued(webhook) for status in ("Delivered", "Given Up", "Failed", "Waiting")}
	recent = queued(webhook)
	long_ago = frappe.utils.add_days(frappe.utils.now_datetime(), -KEPT_DAYS - 1)
	for status, name in names.items():
		values = {"status": status, "modified": long_ago}
		frappe.db.set_value(DELIVERY, int(name), values, update_modified=False)
	frappe.db.set_value(DELIVERY, int(recent), "status", "Delivered")
	remove_old()
	left = frappe.get_all(DELIVERY, filters={"webhook": webhook}, pluck="name")
	assert sorted(left) == sorted(int(name) for name in (names["Failed"], names["Waiting"], recent))


def test_deliveries_follow_a_lead_that_is_renamed_and_forget_one_that_is_deleted():
	lead = a_lead()
	webhook = a_webhook().name
	sent, waiting = queued(webhook, lead=lead.name), queued(webhook, lead=lead.name)
	frappe.db.set_value(DELIVERY, int(sent), "status", "Delivered")
	frappe.rename_doc("Lead", lead.name, "Renamed Lead")
	assert delivery(sent).lead == "Renamed Lead"
	frappe.delete_doc("Lead", "Renamed Lead")
	assert (delivery(sent).status, delivery(sent).lead, delivery(sent).payload) == ("Delivered", None, None)
	assert (delivery(waiting).status, delivery(waiting).error) == ("Given Up", "The lead was deleted.")
