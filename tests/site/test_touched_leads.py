"""Leads are evaluated within seconds of a touch, whatever becomes of the queue; and each key counts once, whoever sends."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import frappe
import pytest

from lead_intelligence.adapters import one_call
from lead_intelligence.adapters.touches import record
from lead_intelligence.jobs.reevaluation import pick_up_marked
from lead_intelligence.jobs.touched_leads import evaluate_touched
from tests.site.builders import a_lead, a_live_model, another_company, journey_of, rule, stored
from tests.site.rq_workers import wait_until
from tests.site.touch_builders import a_touch
from tests.site.touch_senders import a_program, set_limits

COMPANY = "Atelier Touches"


@pytest.fixture(scope="module", autouse=True)
def model(live_site):
	def prepare() -> None:
		another_company(COMPANY, "AT")
		webinars = {"rule": "Webinars", "touch_kinds": "Webinar", "points": 10, "at_most": "900"}
		a_live_model(rule("job_title", "is", "CEO", points=1), company=COMPANY, engagement_rules=[webinars])

	live_site.run(prepare)
	live_site.wait_for_jobs()


def leads(live_site, number: int = 1) -> list[str]:
	return live_site.run(lambda: [a_lead(company=COMPANY).name for _ in range(number)])


def record_now(*names: str) -> None:
	at = frappe.utils.now_datetime() - timedelta(minutes=1)
	record([a_touch(name, at=at) for name in names])


def scores(live_site, names: list[str]) -> list[tuple]:
	def read() -> list[tuple]:
		return [tuple(stored(name, "li_points", "li_needs_evaluation").values()) for name in names]

	return live_site.run(read)


def errors_logged() -> int:
	return frappe.db.count("Error Log")


wait_a_little_until = partial(wait_until, seconds=120)


def test_touched_leads_are_evaluated_at_once_and_wait_for_no_sweep(live_site):
	names = leads(live_site, 40)
	live_site.run(record_now, *names, *names)
	wait_a_little_until(lambda: scores(live_site, names) == [(20, 0)] * 40)
	row = live_site.run(lambda: journey_of(names[0])[-1])
	assert (row.cause, row.points_before, row.points_after) == ("Touch", 0, 20)


def test_touches_that_come_while_a_job_is_at_work_are_seen(live_site):
	names = leads(live_site, 5)

	def send(number: int) -> None:
		time.sleep(number * 0.05)
		live_site.run(record_now, *names)

	with ThreadPoolExecutor(4) as pool:
		list(pool.map(send, range(20)))
	wait_a_little_until(lambda: scores(live_site, names) == [(200, 0)] * 5)
	live_site.wait_for_jobs()


def test_what_a_dead_queue_leaves_is_picked_up(live_site, monkeypatch):
	def no_queue(*args, **kwargs):
		raise ConnectionError("no queue")

	names = leads(live_site, 3)
	with monkeypatch.context() as broken:
		broken.setattr(frappe, "enqueue", no_queue)
		live_site.run(record_now, *names)
	assert scores(live_site, names) == [(0, 1)] * 3
	live_site.run(pick_up_marked)
	assert scores(live_site, names) == [(10, 0)] * 3


def test_a_job_that_was_called_and_never_came_is_called_again(live_site, monkeypatch):
	names = leads(live_site, 2)
	monkeypatch.setattr(one_call, "_SECONDS", 1)
	with monkeypatch.context() as lost:
		lost.setattr(frappe, "enqueue", lambda *args, **kwargs: None)
		live_site.run(record_now, names[0])
	time.sleep(1.1)
	live_site.run(record_now, names[1])
	wait_a_little_until(lambda: scores(live_site, names) == [(10, 0)] * 2)


def test_with_scoring_switched_off_leads_wait(live_site, monkeypatch):
	def switch(enabled: int) -> None:
		frappe.db.set_single_value("Lead Intelligence Settings", "enabled", enabled)
		frappe.clear_document_cache("Lead Intelligence Settings", "Lead Intelligence Settings")

	names = leads(live_site)
	live_site.run(switch, 0)
	try:
		live_site.run(record_now, *names)
		live_site.wait_for_jobs()
		assert scores(live_site, names) == [(0, 1)]
	finally:
		live_site.run(switch, 1)
	live_site.run(evaluate_touched)
	assert scores(live_site, names) == [(10, 0)]


def test_a_merged_lead_is_worth_the_touches_of_both(live_site):
	first, second = leads(live_site, 2)
	live_site.run(record_now, first, second)
	# Frappe deletes nothing that is just being written to.
	live_site.wait_for_jobs()
	live_site.run(lambda: frappe.rename_doc("Lead", first, second, merge=True))
	wait_a_little_until(lambda: scores(live_site, [second]) == [(20, 0)])


def test_eight_clients_send_five_hundred_touches_each_and_the_same_again(live_site):
	set_limits(live_site, most_touches_a_minute=1_000_000)
	names = leads(live_site, 50)
	program = a_program(live_site, "crowd")
	word = frappe.generate_hash(length=8)
	before = live_site.run(errors_logged)

	def send(client: int) -> list[str]:
		touches = [
			{
				"kind": "Webinar",
				"lead": names[(number * 7 + client) % len(names)],
				"idempotency_key": f"{word} {client} {number}",
				"happened_at": "2024-05-14T12:00:00",
			}
			for number in range(500)
		]
		found = []
		for _time in range(2):
			for start in range(0, 500, 100):
				found += [
					result["status"] for result in program.send_all(touches[start : start + 100])["results"]
				]
		return found

	def send_what_all_send(client: int) -> list[str]:
		order = range(500) if client % 2 else range(499, -1, -1)
		touches = [
			{"kind": "Chat", "lead": names[number % len(names)], "idempotency_key": f"{word} all {number}"}
			for number in order
		]
		return [result["status"] for result in program.send_all(touches)["results"]]

	def rows(kind: str) -> int:
		return frappe.db.count("Lead Touch", {"lead": ("in", names), "kind": kind})

	with ThreadPoolExecutor(8) as pool:
		for answers in pool.map(send, range(8)):
			assert answers == ["recorded"] * 500 + ["duplicate"] * 500
		shared = [status for answers in pool.map(send_what_all_send, range(8)) for status in answers]
	assert live_site.run(rows, "Webinar") == 4000
	assert live_site.run(rows, "Chat") == 500 == shared.count("recorded")
	assert shared.count("duplicate") == 3500
	wait_a_little_until(lambda: {row[1] for row in scores(live_site, names)} == {0})
	set_limits(live_site, most_touches_a_minute=6000)
	live_site.wait_for_jobs()
	assert live_site.run(errors_logged) == before


def test_a_save_that_began_before_a_touch_counts_it(live_site):
	"""Its transaction does not see the touch, and it must not put the score of before in place of the present one."""
	(lead,) = leads(live_site)

	def save_late() -> None:
		assert frappe.db.count("Lead Touch", {"lead": lead}) == 0
		live_site.run(record_now, lead)
		live_site.wait_for_jobs()
		doc = frappe.get_doc("Lead", lead)
		doc.job_title = "CEO"
		doc.save()

	live_site.run(save_late)
	assert scores(live_site, [lead]) == [(11, 0)]
