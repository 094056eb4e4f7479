"""Deliveries to a real receiver that fails in all the usual ways, by several workers, and after one of them was killed."""

import json
import re
from datetime import timedelta
from functools import partial
from pathlib import Path

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import webhook_sending, webhooks
from lead_intelligence.adapters.webhooks import DELIVERY
from lead_intelligence.jobs.webhooks import deliver, deliver_due
from tests.site.at_once import all_at_once, impatient
from tests.site.webhook_builders import EVENT, SECRET, a_local_webhook, a_webhook, delivery, queued
from tests.webhook_receiver import (
	answers,
	closed_port,
	drops_the_connection,
	hangs,
	listening,
	never_ends,
	sends_garbage,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"


@pytest.fixture
def receiver():
	with listening() as found:
		yield found


@pytest.fixture
def webhook(live_site, receiver):
	return live_site.run(a_local_webhook, receiver.url())


def put_down(live_site, webhook, key=None, **event):
	"""Without a job, so that the test is the only worker."""
	key = key or frappe.generate_hash(length=20)
	return live_site.run(webhooks.put_down, webhook, {**EVENT, **event}, key)


def after_attempts(live_site, name, attempts=1):
	"""The delivery after so many attempts, each as soon as it is due."""
	for number in range(attempts):
		if number:
			live_site.run(make_due, name)
		live_site.run(deliver, [name])
	return live_site.run(delivery, name)


def make_due(name):
	frappe.db.set_value(DELIVERY, int(name), "next_attempt_at", now_datetime(), update_modified=False)


def test_a_delivery_arrives_signed_and_is_written_down(live_site, webhook, receiver):
	key = f"12:{frappe.generate_hash(length=10)}"
	name = put_down(live_site, webhook, key)
	row = after_attempts(live_site, name)
	assert (row.status, row.http_status, row.attempts, row.error) == ("Delivered", 200, 1, None)
	(received,) = receiver.received
	assert json.loads(received.body) == EVENT
	assert received.headers["Idempotency-Key"] == key
	known = {}
	exec(re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0], known)
	assert known["is_genuine"](SECRET, received.headers, received.body)
	last = live_site.run(lambda: frappe.db.get_value("Lead Webhook", webhook, "last_outcome"))
	assert last == "Delivered"


def test_what_is_queued_is_sent_by_the_worker_after_the_commit(live_site, webhook, receiver):
	name = live_site.run(queued, webhook)
	live_site.wait_for_jobs()
	assert live_site.run(delivery, name).status == "Delivered"
	assert len(receiver.received) == 1


def test_what_is_rolled_back_is_never_sent(live_site, webhook, receiver):
	def fail():
		queued(webhook)
		raise ZeroDivisionError

	with pytest.raises(ZeroDivisionError):
		live_site.run(fail)
	live_site.wait_for_jobs()
	live_site.run(deliver_due)
	live_site.wait_for_jobs()
	assert receiver.received == []


def test_an_error_and_then_success(live_site, webhook, receiver):
	receiver.behaviours.append(answers(500, "oops"))
	name = put_down(live_site, webhook)
	row = after_attempts(live_site, name)
	assert (row.status, row.http_status, row.response_excerpt) == ("Failed", 500, "oops")
	assert row.error == "127.0.0.1 answered with error 500."
	assert 0.2 <= row.minutes_left <= 1.01
	# Before it is due, nobody tries.
	assert after_attempts(live_site, name).attempts == 1
	live_site.run(make_due, name)
	row = after_attempts(live_site, name)
	assert (row.status, row.attempts, row.error, row.next_attempt_at) == ("Delivered", 2, None, None)
	assert len({one.headers["Idempotency-Key"] for one in receiver.received}) == 1


def test_the_scheduler_takes_what_is_due(live_site, webhook, receiver):
	name = put_down(live_site, webhook)
	live_site.run(deliver_due)
	live_site.wait_for_jobs()
	assert live_site.run(delivery, name).status == "Delivered"


@pytest.mark.parametrize(
	("behaviour", "says"),
	[
		(hangs, "has not answered within 1 seconds."),
		(drops_the_connection, "cannot be reached"),
		(sends_garbage, "not as a web server does"),
		(answers(503), "error 503"),
	],
)
def test_what_may_pass_is_tried_again(live_site, webhook, receiver, behaviour, says):
	receiver.behaviours.append(behaviour)
	if behaviour is hangs:
		live_site.run(lambda: frappe.get_doc("Lead Webhook", webhook).update({"timeout_seconds": 1}).save())
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert row.status == "Failed"
	assert says in row.error
	assert row.minutes_left > 0.5


def test_nobody_listens(live_site):
	webhook = live_site.run(a_local_webhook, f"http://127.0.0.1:{closed_port()}/x")
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert (row.status, row.http_status) == ("Failed", 0)


def test_after_six_attempts_it_is_given_up(live_site, webhook, receiver):
	receiver.behaviours += [answers(500)] * 9
	name = put_down(live_site, webhook)
	row = after_attempts(live_site, name, attempts=6)
	assert (row.status, row.attempts, row.next_attempt_at) == ("Given Up", 6, None)
	live_site.run(make_due, name)
	after_attempts(live_site, name)
	assert len(receiver.received) == 6


def test_a_receiver_may_ask_for_patience(live_site, webhook, receiver):
	receiver.behaviours.append(answers(429, Retry_After="600"))
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert row.status == "Failed"
	assert 9 <= row.minutes_left <= 10.01


@pytest.mark.parametrize("status", [400, 403, 404])
def test_what_would_be_the_same_again_is_given_up(live_site, webhook, receiver, status):
	receiver.behaviours.append(answers(status, "no"))
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert (row.status, row.http_status, row.attempts) == ("Given Up", status, 1)


def test_a_redirect_on_the_same_host_is_followed(live_site, webhook, receiver):
	receiver.behaviours.append(answers(302, Location="/new"))
	assert after_attempts(live_site, put_down(live_site, webhook)).status == "Delivered"
	assert [one.path for one in receiver.received][1:] == ["/new"]


def test_a_redirect_to_another_host_is_refused(live_site, webhook, receiver):
	receiver.behaviours.append(answers(301, Location="http://localhost/steal"))
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert row.status == "Given Up"
	assert "Calls are not sent on to other hosts" in row.error


def test_of_an_endless_answer_little_is_kept(live_site, webhook, receiver):
	receiver.behaviours.append(never_ends)
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert row.status == "Delivered"
	assert 0 < len(row.response_excerpt) <= 4_096


def test_secrets_that_come_back_are_masked(live_site, webhook, receiver):
	receiver.behaviours.append(answers(400, f"{receiver.url()} and {SECRET} are unknown"))
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert "•••" in row.response_excerpt
	assert "very-secret-token" not in str(row)
	assert SECRET not in str(row)


def test_a_private_address_is_refused(live_site):
	"""By its name, which says nothing about where it leads."""
	webhook = live_site.run(lambda: a_webhook("https://localhost/x").name)
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert row.status == "Given Up"
	assert "Allow Private Addresses" in row.error


def test_one_that_is_disabled_meanwhile(live_site, webhook, receiver):
	name = put_down(live_site, webhook)
	live_site.run(lambda: frappe.db.set_value("Lead Webhook", webhook, "enabled", 0))
	row = after_attempts(live_site, name)
	assert row.status == "Given Up"
	assert row.error.startswith("The webhook is disabled.")
	assert receiver.received == []


def test_two_workers_at_once_deliver_once(live_site, webhook, receiver):
	names = [put_down(live_site, webhook) for _ in range(6)]
	assert all_at_once(live_site, *[partial(deliver, names)] * 3) == [None] * 3
	assert len(receiver.received) == len(names)
	assert {live_site.run(delivery, name).status for name in names} == {"Delivered"}


def test_a_killed_worker_s_delivery_is_tried_again_with_its_key(live_site, webhook, receiver):
	name = put_down(live_site, webhook, "killed-" + frappe.generate_hash(length=8))
	live_site.run_in_process(
		"import os\n"
		"from lead_intelligence.adapters import webhook_sending\n"
		"send = webhook_sending.post\n"
		"def killed(call):\n"
		"	send(call)\n"
		"	frappe.db.commit()\n"
		# The call was made and nothing is written down. As the process that asked must hear of no failure, it ends at once.
		"	os._exit(0)\n"
		"webhook_sending.post = killed\n"
		f"webhook_sending.attempt({name!r})"
	)
	row = live_site.run(delivery, name)
	assert (row.status, row.attempts) == ("Waiting", 1)
	assert 3 < row.minutes_left <= 5
	# While the claim is good, nobody else tries.
	assert after_attempts(live_site, name).attempts == 1
	live_site.run(make_due, name)
	row = after_attempts(live_site, name)
	assert (row.status, row.attempts) == ("Delivered", 2)
	assert [one.headers["Idempotency-Key"] for one in receiver.received] == [row.idempotency_key] * 2


def test_who_comes_back_after_his_claim_is_over_writes_nothing_down(live_site, webhook):
	name = put_down(live_site, webhook)

	def slow():
		frappe.db.commit()
		mine = webhooks.claim(name)
		make_due(name)
		frappe.db.commit()
		live_site.run(deliver, [name])
		frappe.db.commit()
		return webhooks.settle(mine, webhooks.Status.FAILED, wait=timedelta(minutes=1))

	assert live_site.run(slow) is False
	assert live_site.run(delivery, name).status == "Delivered"


def test_one_that_is_always_cut_off_is_given_up(live_site, webhook, receiver):
	name = put_down(live_site, webhook)
	live_site.run(lambda: frappe.db.set_value(DELIVERY, int(name), "attempts", 6))
	row = after_attempts(live_site, name)
	assert (row.status, row.error) == ("Given Up", "It was cut off 6 times.")
	assert receiver.received == []


def test_nothing_is_locked_while_the_network_is_waited_for(live_site, webhook, monkeypatch):
	name = put_down(live_site, webhook)
	seen = []

	def look(call):
		def others():
			impatient()
			for doctype, one in ((DELIVERY, int(name)), ("Lead Webhook", webhook)):
				seen.append(frappe.db.get_value(doctype, one, "name", for_update=True))

		live_site.run(others)
		return post(call)

	post = webhook_sending.post
	monkeypatch.setattr(webhook_sending, "post", look)
	assert after_attempts(live_site, name).status == "Delivered"
	assert len(seen) == 2


def test_a_defect_costs_an_attempt_and_its_log_has_no_secrets(live_site, webhook, receiver, monkeypatch):
	def broken(call):
		raise RuntimeError(f"cannot send {call.url}")

	monkeypatch.setattr(webhook_sending, "post", broken)
	row = after_attempts(live_site, put_down(live_site, webhook))
	assert (row.status, row.attempts) == ("Failed", 1)
	assert "Error Log" in row.error
	log = live_site.run(lambda: frappe.get_last_doc("Error Log").error)
	assert "cannot send •••" in log
	assert "very-secret-token" not in log
	assert SECRET not in log


def test_a_given_up_delivery_can_be_sent_again(live_site, webhook, receiver):
	receiver.behaviours.append(answers(400))
	name = put_down(live_site, webhook)
	row = after_attempts(live_site, name)
	admin = live_site.signed_in("Administrator")
	assert admin.call("lead_intelligence.api.webhook.send_again", delivery=name)
	live_site.wait_for_jobs()
	after = live_site.run(delivery, name)
	assert (after.status, after.idempotency_key, after.attempts) == ("Delivered", row.idempotency_key, 1)
	answer = admin.post("/api/method/lead_intelligence.api.webhook.send_again", json={"delivery": name})
	assert "Only what was given up can be sent again." in answer.text
