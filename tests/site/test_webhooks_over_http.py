"""Webhooks as browsers and scripts ask for them: secrets leave the site for nobody."""

import frappe
import pytest

from lead_intelligence.adapters.webhooks import DELIVERY
from tests.site.webhook_builders import SECRET, a_local_webhook, delivery
from tests.webhook_receiver import answers, listening

TEST = "/api/method/lead_intelligence.api.webhook.send_test"


@pytest.fixture
def receiver():
	with listening() as found:
		yield found


@pytest.fixture
def webhook(live_site, receiver):
	live_site.run(lambda: frappe.cache.delete_keys("lead_intelligence_rate"))
	return live_site.run(a_local_webhook, receiver.url(), kind="Slack")


@pytest.mark.parametrize("who", ["Sales Manager", "Administrator"])
def test_nobody_is_given_address_or_secret(live_site, webhook, receiver, who):
	live_site.signed_in("Administrator").post(TEST, json={"webhook": webhook})
	session = live_site.signed_in(who)
	row = live_site.run(lambda: frappe.db.get_value(DELIVERY, {"webhook": webhook}))
	for path in (
		f"/api/resource/Lead Webhook/{webhook}",
		'/api/resource/Lead Webhook?fields=["*"]&limit_page_length=0',
		'/api/resource/Lead Webhook?fields=["url","secret","shown_url"]&limit_page_length=0',
		f"/api/method/frappe.desk.form.load.getdoc?doctype=Lead Webhook&name={webhook}",
		f"/api/method/frappe.client.get_value?doctype=Lead Webhook&fieldname=url&filters={webhook}",
		f"/api/resource/{DELIVERY}/{row}",
		f'/api/resource/{DELIVERY}?fields=["*"]&limit_page_length=0',
	):
		answer = session.get(path)
		assert answer.ok, path
		assert "very-secret" not in answer.text
		assert SECRET not in answer.text


def test_a_sales_manager_cannot_ask_for_passwords_or_contents(live_site, webhook):
	live_site.signed_in("Administrator").post(TEST, json={"webhook": webhook})
	session = live_site.signed_in("Sales Manager")
	asked = {"doctype": "Lead Webhook", "name": webhook, "fieldname": "url"}
	assert session.post("/api/method/frappe.client.get_password", json=asked).status_code == 403
	row = live_site.run(lambda: frappe.db.get_value(DELIVERY, {"webhook": webhook}))
	found = session.get(f"/api/resource/{DELIVERY}/{row}").json()["data"]
	assert found["status"] == "Delivered"
	assert not found.get("payload")
	assert not found.get("response_excerpt")


@pytest.mark.parametrize("who", ["Sales User", "Lead Marketing", "Sales Manager"])
def test_only_a_system_manager_may_act(live_site, webhook, receiver, who):
	session = live_site.signed_in(who)
	for method, arguments in (
		("send_test", {"webhook": webhook}),
		("send_again", {"delivery": "1"}),
		("template", {"kind": "Slack"}),
	):
		answer = session.post(f"/api/method/lead_intelligence.api.webhook.{method}", json=arguments)
		assert answer.status_code == 403, (method, answer.text)
	assert session.put(f"/api/resource/Lead Webhook/{webhook}", json={"enabled": 0}).status_code == 403
	assert receiver.received == []


def test_a_link_sends_nothing(live_site, webhook, receiver):
	assert live_site.signed_in("Administrator").get(TEST, params={"webhook": webhook}).status_code == 403
	assert receiver.received == []


def test_a_test_says_how_it_went(live_site, webhook, receiver):
	session = live_site.signed_in("Administrator")
	said = session.post(TEST, json={"webhook": webhook}).json()["message"]
	assert said["delivered"] is True
	assert said["sentence"] == f"http://127.0.0.1:{receiver.port}/… has taken the test and answered 200."
	assert "Ada Lovelace" in receiver.received[0].body.decode()
	receiver.behaviours.append(answers(500, "<b>out of order</b>"))
	said = session.post(TEST, json={"webhook": webhook}).json()["message"]
	assert said["delivered"] is False
	assert said["sentence"] == "127.0.0.1 answered with error 500."
	assert said["answer"] == "<b>out of order</b>"
	row = live_site.run(delivery, said["delivery"])
	assert (row.status, row.event, row.next_attempt_at) == ("Given Up", "test", None)


def test_a_webhook_can_be_tried_before_it_is_enabled(live_site, webhook, receiver):
	live_site.run(lambda: frappe.db.set_value("Lead Webhook", webhook, "enabled", 0))
	said = live_site.signed_in("Administrator").post(TEST, json={"webhook": webhook}).json()["message"]
	assert said["delivered"] is True


def test_tests_are_limited(live_site, webhook, receiver):
	session = live_site.signed_in("Administrator")
	found = [session.post(TEST, json={"webhook": webhook}) for _ in range(14)]
	# At the turn of a minute the count begins anew.
	assert 6 <= len(receiver.received) <= 12
	assert "That were many tests." in found[-1].text or "That were many tests." in found[6].text


@pytest.mark.parametrize("bad", [None, "", 5, ["x"], {"a": 1}, "No Such One"])
def test_bad_arguments_get_a_sentence(live_site, bad):
	session = live_site.signed_in("Administrator")
	for method, name in (("send_test", "webhook"), ("send_again", "delivery"), ("template", "kind")):
		answer = session.post(f"/api/method/lead_intelligence.api.webhook.{method}", json={name: bad})
		assert answer.status_code in (404, 417), (method, answer.status_code, answer.text)
