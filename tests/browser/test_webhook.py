"""A System Manager sets a webhook up and tries it out; a Sales Manager sees how it does, and no secret."""

from __future__ import annotations

import json

import frappe
import pytest

from tests.webhook_receiver import answers, listening

TITLE = "Sales Channel"
NASTY = "<img src=x onerror=\"frappe.msgprint('mine')\"> no_service"


def take_away() -> None:
	frappe.delete_doc("Lead Webhook", TITLE, ignore_missing=True)
	frappe.cache.delete_keys("lead_intelligence_rate")


@pytest.fixture
def receiver(live_site):
	live_site.run(take_away)
	with listening() as found:
		yield found
	live_site.run(take_away)


def test_a_webhook_is_set_up_and_tried_out(receiver, page_as):
	desk = page_as("Administrator")
	page = desk.open("/app/lead-webhook/new")
	desk.fill("title", TITLE)
	desk.fill("url", receiver.url())
	page.locator("[data-fieldname=allow_private] input:visible").check()
	desk.press("Begin with the Ready-Made Message")
	page.wait_for_function("() => cur_frm.doc.template && cur_frm.doc.template.includes('mrkdwn')")
	desk.wait()
	desk.screenshot("webhook-new", full_page=True)
	desk.save()
	assert f"http://127.0.0.1:{receiver.port}/…" in page.locator(".form-page:visible").inner_text()
	said = page.locator(".modal.show .msgprint")
	desk.press("Send a Test")
	said.wait_for()
	assert "has taken the test and answered 200." in said.inner_text()
	desk.screenshot("webhook-tested")
	assert "Ada Lovelace" in json.loads(receiver.received[0].body)["blocks"][0]["text"]["text"]
	page.keyboard.press("Escape")
	said.wait_for(state="hidden")
	desk.wait()
	receiver.behaviours.append(answers(404, NASTY))
	desk.press("Send a Test")
	said.wait_for()
	assert "answered with error 404: there is nothing at this address any more." in said.inner_text()
	assert NASTY in said.inner_text()
	desk.screenshot("webhook-refused")
	said.get_by_text("Open the Delivery").click()
	page.wait_for_url("**/lead-webhook-delivery/*")
	desk.wait()
	# What a receiver answers is read, not obeyed.
	assert page.locator(".form-page:visible img[src=x]").count() == 0
	assert "no_service" in page.locator(".form-page:visible [data-fieldname=response_excerpt]").inner_text()
	desk.screenshot("webhook-delivery")
	desk.press("Send Again")
	desk.told("It is being sent again.")


def test_a_sales_manager_sees_no_secret(live_site, receiver, page_as):
	def make() -> None:
		values = {
			"title": TITLE,
			"kind": "Slack",
			"url": receiver.url(),
			"allow_private": 1,
			"secret": "hush-hush",
		}
		frappe.get_doc({"doctype": "Lead Webhook", **values}).insert()

	live_site.run(make)
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-webhook/{TITLE}")
	shown = page.locator(".form-page:visible")
	assert "/…" in shown.inner_text()
	assert page.locator(".form-page:visible [data-fieldname=url]:visible").count() == 0
	assert page.get_by_role("button", name="Send a Test").count() == 0
	assert "very-secret" not in page.content()
	desk.screenshot("webhook-of-a-sales-manager")
