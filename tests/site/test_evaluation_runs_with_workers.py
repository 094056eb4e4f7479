"""Runs as they are on a site: real workers, killed in the middle, and people who go on working meanwhile."""

import json
from datetime import timedelta

import frappe
import pytest

from lead_intelligence.adapters import bulk_evaluation, evaluation_runs, run_chunks
from lead_intelligence.adapters.evaluation_runs import CHUNK, RUN, figures
from lead_intelligence.adapters.run_chunks import Worker
from lead_intelligence.api.evaluation_run import pause, resume
from lead_intelligence.jobs import evaluation_runs as jobs
from tests.bench.base_company import COMPANY as DEFAULT_COMPANY
from tests.site.builders import a_lead, a_live_model, another_company, journey_of, rule
from tests.site.rq_workers import LEADS_IN_A_CHUNK, Workers, forget_jobs, own_queue, wait_until

COMPANY = "Atelier Runs"
NUMBER = 60
BEFORE, AFTER = rule("job_title", "is", "CEO", points=5), rule("job_title", "is", "CEO", points=25)


@pytest.fixture(scope="module", autouse=True)
def queue(live_site):
	with own_queue(live_site, "evaluation-runs"):
		yield


@pytest.fixture
def workers(live_site, tmp_path):
	started = Workers(live_site, tmp_path)
	yield started
	started.kill()


@pytest.fixture
def names(live_site) -> list[str]:
	"""Leads of a company of which every one is worth 5 points by its live model. No job of it is left."""

	def prepare() -> list[str]:
		another_company(COMPANY, "AR")
		frappe.db.delete("Lead", {"company": COMPANY})
		a_live_model(BEFORE, company=COMPANY)
		return [a_lead(company=COMPANY, job_title="CEO").name for _ in range(NUMBER)]

	made = live_site.run(prepare)
	live_site.run(forget_jobs)
	return made


def go_live(live_site, *rules, workers: int = 2) -> str:
	"""The run that it begins."""

	def submit() -> str:
		frappe.db.set_single_value("Lead Intelligence Settings", "evaluation_workers", workers)
		model = a_live_model(*(rules or (AFTER,)), company=COMPANY)
		return frappe.get_last_doc(RUN, {"model": model.name}).name

	return live_site.run(submit)


def state(live_site, run: str) -> dict:
	return live_site.run(figures, run)


def points(live_site, names: list[str]) -> list[int]:
	found = live_site.run(
		lambda: frappe.get_all("Lead", {"name": ("in", names)}, ["li_points"], order_by="name")
	)
	return [lead.li_points for lead in found]


def rows_by_policy(live_site, names: list[str]) -> list[int]:
	"""How many rows of a new policy each lead has."""

	def read() -> list[int]:
		return [sum(row.points_after == 25 for row in journey_of(name)) for name in names]

	return live_site.run(read)


def until(live_site, run: str, status: str = "Done") -> dict:
	wait_until(lambda: state(live_site, run)["status"] == status)
	return state(live_site, run)


def until_done(live_site, run: str, leads: int) -> None:
	wait_until(lambda: state(live_site, run)["leads_done"] >= leads)


def in_this_process(live_site, run: str, monkeypatch, chunk: int = LEADS_IN_A_CHUNK) -> dict:
	monkeypatch.setattr(evaluation_runs, "LEADS_IN_A_CHUNK", chunk)
	monkeypatch.setattr(run_chunks, "_NAMES_AT_ONCE", 3 * chunk)
	live_site.run(lambda: Worker(run).work(30))
	return state(live_site, run)


def resume_at_once(live_site, monkeypatch) -> None:
	monkeypatch.setattr(jobs, "_SILENT_FOR", timedelta(0))
	live_site.run(jobs.resume_lost_runs)


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
	workers.start(seconds_per_lead=0.05)
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
	workers.start(seconds_per_lead=0.03)
	until_done(live_site, run, LEADS_IN_A_CHUNK)
	(tmp_path / "second").mkdir()
	second = Workers(live_site, tmp_path / "second")
	second.start(seconds_per_lead=0.01)
	wait_until(lambda: second.chunks_of())
	workers.kill()
	end = until(live_site, run)
	second.kill()
	assert (end["leads_done"], end["scored"]) == (NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER


def test_two_workers_share_the_work(live_site, names, workers):
	run = go_live(live_site)
	for _ in range(2):
		workers.start(seconds_per_lead=0.02)
	end = until(live_site, run)
	assert (end["leads_done"], end["scored"], end["grade_changed"]) == (NUMBER, NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER
	assert len(workers.chunks_of()) == 2
	assert sum(workers.chunks_of().values()) == NUMBER / LEADS_IN_A_CHUNK


def test_killed_while_the_chunks_are_laid_out_it_begins_again(live_site, names, monkeypatch):
	run = go_live(live_site)
	killed = f"""
import os, signal
from lead_intelligence.adapters import evaluation_runs, run_chunks
evaluation_runs.LEADS_IN_A_CHUNK, run_chunks._NAMES_AT_ONCE = 10, 20
add, seen = run_chunks.add_chunks, []
def add_some(*args, **kwargs):
	seen.append(1)
	if len(seen) == 3:
		os.kill(os.getpid(), signal.SIGKILL)
	return add(*args, **kwargs)
run_chunks.add_chunks = add_some
run_chunks.Worker({run!r}).work(10)
"""
	with pytest.raises(Exception, match="-9"):
		live_site.run_in_process(killed)
	assert not live_site.run(lambda: frappe.db.exists(CHUNK, {"run": run}))
	end = in_this_process(live_site, run, monkeypatch)
	assert (end["status"], end["leads_total"], end["leads_done"]) == ("Done", NUMBER, NUMBER)
	assert rows_by_policy(live_site, names) == [1] * NUMBER


def test_what_people_do_meanwhile_counts(live_site, names, workers):
	run = go_live(live_site)
	workers.start(seconds_per_lead=0.03)
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
	workers.start(seconds_per_lead=0.03)
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
	workers.start(seconds_per_lead=0.03)
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


def after_the_first_chunk(monkeypatch, act) -> None:
	take, taken = Worker._take, []

	def take_and_act(self, chunk):
		done = take(self, chunk)
		taken.append(chunk)
		if len(taken) == 1:
			act()
		return done

	monkeypatch.setattr(Worker, "_take", take_and_act)


def test_a_model_cancelled_meanwhile_ends_the_run(live_site, names, monkeypatch):
	run = go_live(live_site)
	model = live_site.run(lambda: frappe.db.get_value(RUN, run, "model"))
	cancel = lambda: frappe.get_doc("Lead Scoring Model", model).cancel()  # noqa: E731
	after_the_first_chunk(monkeypatch, lambda: live_site.run(cancel))
	end = in_this_process(live_site, run, monkeypatch)
	assert (end["status"], end["leads_done"]) == ("Stopped", LEADS_IN_A_CHUNK)
	assert end["stopped_because"] == f"{model} was cancelled. The leads keep their scores."
	assert points(live_site, names) == [25] * LEADS_IN_A_CHUNK + [5] * (NUMBER - LEADS_IN_A_CHUNK)


def test_scoring_switched_off_meanwhile_ends_the_run(live_site, names, monkeypatch):
	def switch(on: int) -> None:
		doc = frappe.get_doc("Lead Intelligence Settings")
		doc.enabled = on
		doc.save()

	run = go_live(live_site)
	after_the_first_chunk(monkeypatch, lambda: live_site.run(switch, 0))
	try:
		end = in_this_process(live_site, run, monkeypatch)
	finally:
		live_site.run(switch, 1)
	assert (end["status"], end["leads_done"]) == ("Stopped", LEADS_IN_A_CHUNK)
	assert end["stopped_because"] == "Scoring was switched off in Lead Intelligence Settings."


def test_a_newer_version_meanwhile_takes_over(live_site, names, monkeypatch):
	run = go_live(live_site)
	newer = []
	after_the_first_chunk(
		monkeypatch,
		lambda: newer.append(go_live(live_site, rule("job_title", "is", "CEO", points=40))),
	)
	assert in_this_process(live_site, run, monkeypatch)["status"] == "Stopped"
	end = in_this_process(live_site, newer[0], monkeypatch)
	assert (end["status"], end["scored"]) == ("Done", NUMBER)
	assert points(live_site, names) == [40] * NUMBER
	resume_at_once(live_site, monkeypatch)
	assert state(live_site, run)["leads_done"] == LEADS_IN_A_CHUNK
	assert not live_site.run(lambda: frappe.db.exists(CHUNK, {"run": run}))


def test_leads_that_fail_are_counted_marked_and_do_not_stop_the_run(live_site, names, monkeypatch):
	run = go_live(live_site)
	working, bad = bulk_evaluation.evaluate_lead, names[5:8]

	def fail_for_some(snapshot, *args, **kwargs):
		if snapshot.name in bad:
			raise RuntimeError("broken on purpose")
		return working(snapshot, *args, **kwargs)

	monkeypatch.setattr(bulk_evaluation, "evaluate_lead", fail_for_some)
	end = in_this_process(live_site, run, monkeypatch)
	assert (end["status"], end["leads_done"], end["scored"], end["failed"]) == ("Done", NUMBER, NUMBER - 3, 3)
	marked = live_site.run(
		frappe.get_all, "Lead", {"company": COMPANY, "li_needs_evaluation": 1}, pluck="name"
	)
	assert sorted(marked) == bad
	assert points(live_site, bad) == [5, 5, 5]


def test_a_lead_that_was_being_made_when_the_model_went_live_is_not_missed(live_site, names, monkeypatch):
	"""Its maker began before, was still at it when the leads were laid out, and scored by the model of before."""
	before = live_site.run(lambda: frappe.db.get_value("Lead", names[0], "li_scoring_model"))
	run = go_live(live_site)
	late = []

	def make() -> str:
		lead = a_lead(company=COMPANY, job_title="CEO").name
		old = {"li_scoring_model": before, "li_points": 5}
		frappe.db.set_value("Lead", lead, old, update_modified=False)
		return lead

	after_the_first_chunk(monkeypatch, lambda: late.append(live_site.run(make)))
	end = in_this_process(live_site, run, monkeypatch)
	assert points(live_site, late) == [25]
	assert (end["leads_total"], end["leads_done"]) == (NUMBER + 1, NUMBER + 1)


def test_leads_without_a_company_belong_to_the_default_company(live_site, monkeypatch):
	live_site.run(lambda: frappe.db.delete("Lead", {"company": ("in", (DEFAULT_COMPANY, ""))}))
	without = live_site.run(lambda: a_lead(company=None, job_title="CEO").name)
	model = live_site.run(
		lambda: (
			frappe.copy_doc(
				frappe.get_doc("Lead Scoring Model", {"live_for": DEFAULT_COMPANY}), ignore_no_copy=False
			)
			.insert()
			.submit()
			.name
		)
	)
	run = live_site.run(lambda: frappe.get_last_doc(RUN, {"model": model}).name)
	end = in_this_process(live_site, run, monkeypatch)
	assert (end["status"], end["leads_done"]) == ("Done", 1)
	assert live_site.run(lambda: frappe.db.get_value("Lead", without, "li_scoring_model")) == model


def test_a_run_is_told_to_those_who_look_at_it(live_site, names, monkeypatch):
	told = []
	monkeypatch.setattr(frappe, "publish_realtime", lambda *args, **kwargs: told.append((args, kwargs)))
	run = go_live(live_site)
	in_this_process(live_site, run, monkeypatch)
	of_runs = [(args[1], kwargs) for args, kwargs in told if args[0] == evaluation_runs.PROGRESS_EVENT]
	ours = [(message, kwargs) for message, kwargs in of_runs if message["run"] == run]
	assert [message["status"] for message, _ in ours][-1] == "Done"
	assert all(kwargs == {"doctype": RUN, "docname": run} for _, kwargs in ours)
	assert all(kwargs["docname"] == message["run"] for message, kwargs in of_runs)
	assert json.dumps(ours)
