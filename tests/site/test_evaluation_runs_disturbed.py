"""What ends, changes or disturbs a run while it is under way, step by step."""

import json

import frappe
import pytest

from lead_intelligence.adapters import bulk_evaluation, evaluation_runs, run_chunks
from lead_intelligence.adapters.evaluation_runs import CHUNK, RUN
from lead_intelligence.adapters.run_chunks import Worker
from tests.bench.base_company import COMPANY as DEFAULT_COMPANY
from tests.site.builders import a_lead, rule
from tests.site.evaluation_runs import (
	COMPANY,
	NUMBER,
	go_live,
	in_this_process,
	leads_of_a_company,
	points,
	resume_at_once,
	rows_by_policy,
	state,
)
from tests.site.rq_workers import LEADS_IN_A_CHUNK, own_queue


@pytest.fixture(scope="module", autouse=True)
def queue(live_site):
	with own_queue(live_site, "evaluation-runs"):
		yield


@pytest.fixture
def names(live_site) -> list[str]:
	return leads_of_a_company(live_site)


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
	monkeypatch.setattr(run_chunks, "_REMEMBER_FOR", 0)
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
