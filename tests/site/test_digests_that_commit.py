"""Digests where two jobs run at once, a worker is killed, one has a defect, and where a link in a mail is followed."""

from __future__ import annotations

import frappe
import pytest
import requests
from frappe.utils import now_datetime

from lead_intelligence.adapters.digests import letters, sending
from lead_intelligence.adapters.digests.links import key_of, stop_link
from lead_intelligence.core.digest.week import WEEKDAYS
from lead_intelligence.jobs.digests import send_due
from tests.bench.people import MANAGER, MARKETING
from tests.bench.shadow import BenchCommandFailed
from tests.site.at_once import all_at_once
from tests.site.builders import another_company
from tests.site.digest_builders import SUBSCRIPTION, a_subscription
from tests.site.escalated_leads import can_send_mails, can_send_no_mails_any_more, mails

COMPANY = "Atelier Digest"
STOP = "/api/method/lead_intelligence.api.digest.stop"


@pytest.fixture
def subscription(live_site):
	def order() -> str:
		another_company(COMPANY, "AD")
		can_send_mails()
		_clear_away()
		return a_subscription(MANAGER.user, COMPANY, weekday=WEEKDAYS[now_datetime().weekday()], hour=0)

	yield live_site.run(order)
	live_site.run(_clear_away)
	live_site.run(can_send_no_mails_any_more)


def _clear_away() -> None:
	for user in (MANAGER.user, MARKETING.user):
		for name in mails(user):
			frappe.delete_doc("Email Queue", name, force=True)
	frappe.db.delete(SUBSCRIPTION)
	frappe.db.delete("Error Log", {"method": ("like", "%digest%")})


def sent(live_site) -> int:
	return live_site.run(lambda: len(mails(MANAGER.user)))


def field(live_site, name: str, fieldname: str) -> object:
	return live_site.run(lambda: frappe.db.get_value(SUBSCRIPTION, name, fieldname))


def test_two_jobs_at_once_send_one(live_site, subscription):
	outcomes = all_at_once(live_site, send_due, send_due, send_due)
	assert outcomes == [None] * 3
	assert sent(live_site) == 1


def test_what_a_killed_worker_has_not_sent_comes_with_the_next_hour(live_site, subscription):
	killed = """
import os, signal
from lead_intelligence.adapters.digests import sending
queue = sending.put_down
def put_down(*args, **kwargs):
	queue(*args, **kwargs)
	os.kill(os.getpid(), signal.SIGKILL)
sending.put_down = put_down
from lead_intelligence.jobs.digests import send_due
send_due()
"""
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(killed)
	assert (sent(live_site), field(live_site, subscription, "last_period_sent")) == (0, None)
	live_site.run(send_due)
	live_site.run(send_due)
	assert sent(live_site) == 1


def test_a_defect_with_one_keeps_no_other_from_theirs_and_is_made_up_for(
	live_site, subscription, monkeypatch
):
	day = WEEKDAYS[live_site.run(lambda: now_datetime().weekday())]
	other = live_site.run(a_subscription, MARKETING.user, COMPANY, weekday=day, hour=0)
	working = letters.letter_of

	def fail_for_one(*args):
		if frappe.session.user == MANAGER.user:
			raise RuntimeError("broken on purpose")
		return working(*args)

	with monkeypatch.context() as broken:
		broken.setattr(sending, "letter_of", fail_for_one)
		live_site.run(send_due)
	assert field(live_site, other, "last_period_sent")
	assert (sent(live_site), field(live_site, subscription, "last_period_sent")) == (0, None)
	assert field(live_site, subscription, "last_result").startswith("It could not be sent.")
	live_site.run(send_due)
	assert sent(live_site) == 1


def test_the_link_of_a_mail_asks_first_and_its_button_stops_the_digest(live_site, subscription):
	link = live_site.run(stop_link, subscription).partition("/api/")[2]
	page = requests.get(f"{live_site.url}/api/{link}", timeout=120)
	assert page.status_code == 200
	assert "Stop this digest?" in page.text
	assert not field(live_site, subscription, "disabled")
	key = live_site.run(key_of, subscription)
	assert f'value="{key}"' in page.text
	done = requests.post(live_site.url + STOP, data={"digest": subscription, "key": key}, timeout=120)
	assert "The digest is stopped" in done.text
	assert field(live_site, subscription, "disabled") == 1


def test_a_mail_program_stops_it_with_one_click(live_site, subscription):
	link = live_site.run(stop_link, subscription).partition("/api/")[2]
	answer = requests.post(f"{live_site.url}/api/{link}", data={"List-Unsubscribe": "One-Click"}, timeout=120)
	assert answer.status_code == 200
	assert field(live_site, subscription, "disabled") == 1


def test_who_is_signed_in_stops_it_from_the_page_too(live_site, subscription):
	session = live_site.signed_in(MANAGER)
	link = live_site.run(stop_link, subscription).partition("/api/")[2]
	page = session.get(f"/api/{link}")
	fields = dict(
		part.split('" value="')
		for part in (one.split('">')[0] for one in page.text.split('<input type="hidden" name="')[1:])
	)
	assert set(fields) >= {"digest", "key"}
	done = requests.post(live_site.url + STOP, data=fields, cookies=session.cookies, timeout=120)
	assert "The digest is stopped" in done.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_with_another_key_stops_nothing(live_site, subscription, method):
	wrong = {"digest": subscription, "key": "0" * 32}
	answer = requests.request(method, live_site.url + STOP, params=wrong, timeout=120)
	assert answer.status_code == 404
	assert "This link does not work" in answer.text
	assert not field(live_site, subscription, "disabled")
