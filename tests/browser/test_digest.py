"""A manager looks at her weekly digest before it comes, sends it to herself, and stops it from the mail."""

from __future__ import annotations

import email
import email.policy

import frappe
import pytest

from lead_intelligence.adapters.digests.letters import letter_of
from lead_intelligence.adapters.digests.links import stop_link
from lead_intelligence.adapters.digests.mail import put_down
from lead_intelligence.adapters.digests.reader import reading_as
from lead_intelligence.adapters.digests.subscriptions import last_week
from tests.bench.people import MANAGER
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.held import Held
from tests.browser.report_pages import fits, put_away, words
from tests.site.digest_builders import SUBSCRIPTION, a_busy_company, a_subscription
from tests.site.escalated_leads import can_send_mails, can_send_no_mails_any_more, mails


@pytest.fixture
def subscription(live_site):
	def order() -> tuple[str, str]:
		_clear_away()
		can_send_mails()
		company = a_busy_company(week=last_week())
		return company, a_subscription(MANAGER.user, company)

	company, name = live_site.run(order)
	yield name
	live_site.run(_clear_away)
	live_site.run(can_send_no_mails_any_more)
	live_site.run(put_away, company)


def _clear_away() -> None:
	frappe.db.delete(SUBSCRIPTION)
	for name in mails(MANAGER.user):
		frappe.delete_doc("Email Queue", name, force=True)
	frappe.cache.delete_keys("lead_intelligence_rate")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_is_looked_at_as_a_mail_and_as_plain_text_and_sent(subscription, page_as, live_site, size):
	desk = page_as(MANAGER, size=size)
	page = desk.open(f"/app/lead-digest-subscription/{subscription}")
	if size is PHONE:
		page.locator(".menu-btn-group:visible .btn").first.click()
		page.locator(".dropdown-menu:visible").get_by_text("Preview").first.click()
	else:
		desk.press("Preview")
	frame = page.frame_locator("iframe.li-digest-page")
	frame.get_by_text("Talk to Théo Lefèvre").wait_for()
	read = words(frame.locator("body"))
	assert "Treatment Rate fell to 50 % (10 of 20), from 90 % (18 of 20)." in read
	desk.wait()
	desk.screenshot(f"digest-preview-{size['width']}")
	assert_accessible(desk, ".li-digest-dialog")
	dialog = page.locator(".li-digest-dialog")
	dialog.get_by_role("button", name="Plain Text").click()
	text = dialog.locator(".li-digest-text")
	text.wait_for()
	assert "1. Worse: New Leads fell to 8, from 30." in text.inner_text()
	assert not dialog.locator("iframe").is_visible()
	assert fits(desk, size)
	desk.screenshot(f"digest-text-{size['width']}")
	dialog.get_by_role("button", name="Send It to Me Now").click()
	desk.told("The digest is on its way to")
	assert len(live_site.run(mails, MANAGER.user)) == 1


def test_an_impatient_second_press_sends_no_second_mail(subscription, page_as, live_site):
	desk = page_as(MANAGER)
	page = desk.open(f"/app/lead-digest-subscription/{subscription}")
	desk.press("Preview")
	page.frame_locator("iframe.li-digest-page").get_by_text("Talk to Théo Lefèvre").wait_for()
	sending = Held(desk, "digest.send_now")
	send = page.locator(".li-digest-dialog").get_by_role("button", name="Send It to Me Now")
	send.click()
	sending.until_asked()
	send.click()
	page.keyboard.press("Control+Enter")
	sending.let_go()
	assert len(live_site.run(mails, MANAGER.user)) == 1


def _mail_as_sent(name: str) -> str:
	"""The markup of the mail, in all that Frappe puts around it."""
	subscription = frappe.get_doc(SUBSCRIPTION, name)
	with reading_as(subscription.user):
		letter = letter_of(subscription.company, last_week(), stop_link(name))
		put_down(letter, recipient=subscription.user, subscription=name)
	(queued,) = mails(subscription.user)
	stored = frappe.db.get_value("Email Queue", queued, "message")
	message = email.message_from_string(stored, policy=email.policy.default)
	return str(message.get_body(("html",)).get_content())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [600, 390])
def test_the_mail_is_read_at_any_width(subscription, page_as, live_site, width, language):
	def read() -> str:
		frappe.db.set_value("User", MANAGER.user, "language", language)
		html = _mail_as_sent(subscription)
		frappe.db.set_value("User", MANAGER.user, "language", "en")
		return html

	html = live_site.run(read)
	desk = page_as(MANAGER, size={"width": width, "height": 900})
	page = desk.page
	page.set_content(html)
	page.get_by_text("Théo Lefèvre").first.wait_for()
	assert fits(desk, {"width": width})
	desk.screenshot(f"digest-mail-{language}-{width}", full_page=True)


def test_the_link_in_the_mail_asks_once_and_stops_it(subscription, page_as, live_site):
	desk = page_as(MANAGER, size=PHONE)
	page = desk.page
	page.goto(live_site.run(stop_link, subscription).partition("/api/")[2].join(["/api/", ""]))
	page.get_by_role("button", name="Stop this digest").wait_for()
	desk.screenshot("digest-stop")
	page.get_by_role("button", name="Stop this digest").click()
	page.get_by_text("No more of them will be sent.").wait_for()
	desk.screenshot("digest-stopped")
	assert live_site.run(lambda: frappe.db.get_value(SUBSCRIPTION, subscription, "disabled")) == 1
