"""Runs as they are on a site: real workers, killed in the middle, and people who go on working meanwhile."""

import frappe
import pytest

from lead_intelligence.adapters.evaluation_runs import CHUNK, RUN
from lead_intelligence.api.evaluation_run import pause, resume
from lead_intelligence.jobs import evaluation_runs as jobs
from tests.site.builders import a_lead
from tests.site.evaluation_runs import (
	COMPANY,
	NUMBER,
	go_live,
	leads_of_a_company,
	points,
	resume_at_once,
	rows_by_policy,
	state,
	until,
	until_done,
)
from tests.site.rq_workers import LEADS_IN_A_CHUNK, Workers, forget_jobs, own_queue, wait_until


@pytest.fixture(scope="module", autouse=True)
def queue(live_site):
	with own_queue(live_site, "evaluation-runs"):
		yield


@pytest.fixture
def names(live_site) -> list[str]:
	return leads_of_a_company(live_site)


@pytest.fixture
def workers(live_site, tmp_path):
	started = Workers(live_site, tmp_path)
	yield started
	started.kill()


def test_a_run_scores_every_lead_once(live_site, names, workers):
	run = go_live(live_site)
	assert state(live_site, run)["status"] == "Waiting"
	workers.start()
	end = until(live_site, run)
	assert (end["leads_total"], end["leads_done"], end["scored"], end["failed"]) == (
		NUMBER,
		NUMBER,
		NUMBER,
		0,
	)
	assert end["grade_changed"] == NUMBER
	assert points(live_site, names) == [25] * NUMBER
	assert rows_by_policy(live_site, names) == [1] * NUMBER
	assert not live_site.run(lambda: frappe.db.exists(CHUNK, {"run": run}))


def test_a_worker_killed_in_the_middle_of_a_chunk_leaves_nothing_half_done(
	live_site, names, workers, monkeypatch
):
	run = go_live(live_site, workers=1)
	workers.start(seconds_per_lead=0.3)
	until_done(live_site, run, 2 * LEADS_IN_A_CHUNK)
	workers.kill()
	left = state(live_site, run)
	assert left["status"] == "Running"
	assert 0 < left["leads_done"] < NUMBER
	assert left["leads_done"] % LEADS_IN_A_CHUNK == 0
	assert points(live_site, names).count(25) == left["leads_done"]
	assert sum(rows_by_policy(live_site, names)) == left["leads_done"]

	workers.start()
	live_site.run(jobs.resume_lost_runs)
	assert state(live_site, run)["status"] == "Running", "whoever was at work a moment ago may still be"
	resume_at_once(live_site, monkeypatch)
	end = until(live_site, run)
	assert (end["leads_done"], end["scored"], end["grade_changed"]) == (NUMBER, NUMBER, NUMBER)
	assert points(live_site, names) == [25] * NUMBER
	assert rows_by_policy(live_site, names) == [1] * NUMBER


def test_the_other_worker_takes_over_from_one_that_is_killed(live_site, names, workers, tmp_path):
	run = go_live(live_site)
	workers.start(seconds_per_lead=1)
	until_done(live_site, run, LEADS_IN_A_CHUNK)
	(tmp_path / "second").mkdir()
	second = Workers(live_site, tmp_path / "second")
	second.start(seconds_per_lead=0.01)
	try:
		wait_until(lambda: second.chunks_of())
		workers.kill()
		end = until(live_site, run)
	finally:
		second.kill()
	assert (end["leads_done"], end["scored"]) == (NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER


def test_two_workers_share_the_work(live_site, names, workers):
	run = go_live(live_site)
	for _ in range(2):
		workers.start(seconds_per_lead=0.5)
	end = until(live_site, run)
	assert (end["leads_done"], end["scored"], end["grade_changed"]) == (NUMBER, NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER
	assert len(workers.chunks_of()) == 2
	assert sum(workers.chunks_of().values()) == NUMBER / LEADS_IN_A_CHUNK


def test_what_people_do_meanwhile_counts(live_site, names, workers):
	run = go_live(live_site)
	workers.start(seconds_per_lead=0.5)
	until_done(live_site, run, LEADS_IN_A_CHUNK)

	def edit(name: str, title: str) -> None:
		doc = frappe.get_doc("Lead", name)
		doc.job_title = title
		doc.save()

	done, waiting, gone = names[0], names[-1], names[-2]
	live_site.run(edit, done, "Clerk")
	live_site.run(edit, waiting, "Clerk")
	live_site.run(
		lambda: frappe.db.set_value("Lead", names[-3], "job_title", "Intern", update_modified=False)
	)
	live_site.run(lambda: frappe.delete_doc("Lead", gone))
	new = live_site.run(lambda: a_lead(company=COMPANY, job_title="CEO").name)
	end = until(live_site, run)
	assert (end["leads_done"], end["scored"], end["failed"]) == (NUMBER, NUMBER - 1, 0)
	assert points(live_site, [done, names[-3], waiting, new]) == [0, 0, 0, 25]
	left = names[1:-3]
	assert points(live_site, left) == [25] * len(left)


def test_a_save_waits_for_a_chunk_and_not_for_the_run(live_site, names, workers):
	"""Its lead is locked while its chunk is at work: then it is saved with both the new score and its own change."""
	run = go_live(live_site)
	workers.start(seconds_per_lead=0.2)
	wait_until(lambda: state(live_site, run)["planned"])

	def edit() -> None:
		doc = frappe.get_doc("Lead", names[3])
		doc.city = "Paris"
		doc.save()

	live_site.run(edit)
	assert state(live_site, run)["status"] == "Running"
	until(live_site, run)
	found = live_site.run(lambda: frappe.db.get_value("Lead", names[3], ["city", "li_points"]))
	assert found == ("Paris", 25)


def test_a_paused_run_rests_until_it_is_resumed(live_site, names, workers, monkeypatch):
	run = go_live(live_site, workers=1)
	workers.start(seconds_per_lead=0.2)
	until_done(live_site, run, LEADS_IN_A_CHUNK)
	at = live_site.run(pause, run)["leads_done"]
	wait_until(lambda: not busy(live_site))
	rests = state(live_site, run)
	assert rests["status"] == "Paused"
	assert at <= rests["leads_done"] <= at + LEADS_IN_A_CHUNK < NUMBER
	resume_at_once(live_site, monkeypatch)
	assert state(live_site, run) == rests, "the scheduler does not wake what someone has paused"
	live_site.run(resume, run)
	end = until(live_site, run)
	assert (end["leads_done"], end["scored"]) == (NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER


def busy(live_site) -> bool:
	from rq.registry import StartedJobRegistry

	def look() -> bool:
		queue = frappe.utils.background_jobs.get_queue("long")
		return bool(StartedJobRegistry(queue=queue).get_job_ids() or queue.get_job_ids())

	return live_site.run(look)


WITHOUT_REDIS = """
from frappe.utils.redis_wrapper import RedisWrapper
frappe.cache = RedisWrapper.from_url("redis://127.0.0.1:1")
frappe.local.cache = {}
frappe.local.conf.redis_queue = frappe.local.conf.redis_cache = "redis://127.0.0.1:1"
from tests.site.builders import a_live_model, rule
print("live", a_live_model(rule("job_title", "is", "CEO", points=25), company="Atelier Runs").status)
"""


def test_without_redis_a_model_goes_live_and_the_scheduler_sees_to_the_leads(
	live_site, names, workers, monkeypatch
):
	assert "live Live" in live_site.run_in_process(WITHOUT_REDIS)
	run = live_site.run(lambda: frappe.get_last_doc(RUN).name)
	assert state(live_site, run)["status"] == "Waiting"
	workers.start()
	resume_at_once(live_site, monkeypatch)
	assert until(live_site, run)["scored"] == NUMBER
	assert points(live_site, names) == [25] * NUMBER


def test_a_run_that_waits_in_the_queue_is_not_queued_again(live_site, names, monkeypatch):
	go_live(live_site, workers=2)

	def queued() -> int:
		return len(frappe.utils.background_jobs.get_queue("long").get_job_ids())

	assert live_site.run(queued) == 2
	resume_at_once(live_site, monkeypatch)
	assert live_site.run(queued) == 2


def test_a_job_whose_time_is_up_has_a_successor(live_site, names, workers, monkeypatch):
	run = go_live(live_site, workers=1)
	live_site.run(forget_jobs)
	monkeypatch.setattr(jobs, "JOB_SECONDS", 0)
	live_site.run(jobs.work, run)
	assert state(live_site, run)["leads_done"] == 0
	workers.start()
	assert until(live_site, run)["scored"] == NUMBER
