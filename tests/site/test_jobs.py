"""The background jobs on leads that failed or are due, and on selections."""

from datetime import datetime, timedelta

import frappe
import pytest

from lead_intelligence.adapters import bulk_evaluation
from lead_intelligence.jobs import reevaluation as jobs
from lead_intelligence.jobs.reevaluation import pick_up_due, pick_up_marked, rescore_in_background
from tests.bench.shadow import BenchCommandFailed
from tests.site.builders import a_lead, a_live_model, another_company, journey_of, rule

COMPANY = "Atelier Jobs"


@pytest.fixture(scope="module", autouse=True)
def model(live_site):
	def prepare() -> None:
		another_company(COMPANY, "AJ")
		a_live_model(
			rule("job_title", "is", "CEO", points=15),
			rule("creation", "is in the last N days", 7, points=10),
			company=COMPANY,
		)

	live_site.run(prepare)
	# The run that begins when the model goes live is not to come in between.
	live_site.wait_for_jobs()


def leads(live_site, number: int = 1, **fields) -> list[str]:
	return live_site.run(lambda: [a_lead(company=COMPANY, **fields).name for _ in range(number)])


def look(live_site, names: list[str], *fields: str) -> list[tuple]:
	def read():
		return frappe.get_all("Lead", filters={"name": ("in", names)}, fields=list(fields), as_list=True)

	return live_site.run(read)


def set_unseen(live_site, names: list[str], **values) -> None:
	"""In the database, past everything that would evaluate the lead."""
	live_site.run(lambda: frappe.db.set_value("Lead", {"name": ("in", names)}, values, update_modified=False))


def run_scheduled(live_site, job: str) -> None:
	"""As the scheduler does, by what it knows of the job."""

	def execute() -> None:
		method = f"lead_intelligence.jobs.reevaluation.{job}"
		frappe.get_doc("Scheduled Job Type", {"method": method}).execute()

	live_site.run(execute)


def test_what_failed_is_made_good(live_site):
	names = leads(live_site, 3)
	set_unseen(live_site, names, job_title="CEO", li_needs_evaluation=1)
	run_scheduled(live_site, "pick_up_marked")
	assert look(live_site, names, "li_points", "li_needs_evaluation") == ((25, 0),) * 3
	last = live_site.run(lambda: journey_of(names[0])[-1])
	assert (last.cause, last.points_before, last.points_after) == ("Retry after a failure", 10, 25)


def test_what_is_due_is_evaluated(live_site):
	names = leads(live_site, 2, job_title="CEO")
	old = datetime.now() - timedelta(days=9)
	set_unseen(live_site, names, creation=old, li_next_change_at=old)
	run_scheduled(live_site, "pick_up_due")
	assert look(live_site, names, "li_points", "li_next_change_at") == ((15, None),) * 2
	assert live_site.run(lambda: journey_of(names[0])[-1].cause) == "Passing of time"


def test_with_retrying_switched_off_nothing_is_retried(live_site):
	names = leads(live_site)
	set_unseen(live_site, names, li_needs_evaluation=1)
	settings = "Lead Intelligence Settings"
	live_site.run(lambda: frappe.db.set_single_value(settings, "pick_up_failures", 0))
	live_site.run(pick_up_marked)
	live_site.run(lambda: frappe.db.set_single_value(settings, "pick_up_failures", 1))
	assert look(live_site, names, "li_needs_evaluation") == ((1,),)
	live_site.run(pick_up_marked)
	assert look(live_site, names, "li_needs_evaluation") == ((0,),)


def test_a_lead_that_fails_again_stays_marked_holds_up_no_other_and_fills_no_log(live_site, monkeypatch):
	bad, good = leads(live_site, 4), leads(live_site, 2)
	set_unseen(live_site, [*bad, *good], job_title="CEO", li_needs_evaluation=1)
	working = bulk_evaluation.evaluate_lead

	def fail_for_some(snapshot, *args, **kwargs):
		if snapshot.name in bad:
			raise RuntimeError("broken on purpose")
		return working(snapshot, *args, **kwargs)

	def logged() -> int:
		return frappe.db.count("Error Log", {"method": ("like", "Lead Intelligence%")})

	before = live_site.run(logged)
	with monkeypatch.context() as broken:
		broken.setattr(bulk_evaluation, "evaluate_lead", fail_for_some)
		broken.setattr(jobs, "_BATCH", 2)
		live_site.run(pick_up_marked)
		live_site.run(pick_up_due)
	assert look(live_site, good, "li_points", "li_needs_evaluation") == ((25, 0),) * 2
	assert look(live_site, bad, "li_points", "li_needs_evaluation") == ((10, 1),) * 4
	assert live_site.run(logged) == before + 1
	live_site.run(pick_up_marked)
	assert look(live_site, bad, "li_points", "li_needs_evaluation") == ((25, 0),) * 4


def test_what_a_killed_worker_leaves_behind_is_picked_up(live_site):
	names = leads(live_site, 5)
	set_unseen(live_site, names, job_title="CEO", li_needs_evaluation=1)
	killed_in_the_second_batch = """
import os, signal
from lead_intelligence.adapters import bulk_evaluation
from lead_intelligence.jobs import reevaluation as job
evaluate, seen = bulk_evaluation.evaluate_lead, []
def evaluate_some(*args, **kwargs):
	seen.append(1)
	if len(seen) == 4:
		os.kill(os.getpid(), signal.SIGKILL)
	return evaluate(*args, **kwargs)
bulk_evaluation.evaluate_lead = evaluate_some
job._BATCH = 2
job.pick_up_marked()
"""
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(killed_in_the_second_batch)
	assert sorted(look(live_site, names, "li_points")) == [(10,)] * 3 + [(25,)] * 2
	live_site.run(pick_up_marked)
	assert look(live_site, names, "li_points", "li_needs_evaluation") == ((25, 0),) * 5
	rows = live_site.run(lambda: [len(journey_of(name)) for name in names])
	assert rows == [2] * 5


def test_a_large_selection_is_rescored_in_a_run(live_site):
	names = leads(live_site, 3)
	set_unseen(live_site, names, job_title="CEO")
	live_site.run(rescore_in_background, names)
	live_site.wait_for_jobs()
	assert look(live_site, names, "li_points") == ((25,),) * 3
	run = live_site.run(lambda: frappe.get_last_doc("Lead Evaluation Run"))
	assert (run.status, run.leads_total, run.scored, run.reason) == ("Done", 3, 3, "3 selected leads")
	assert live_site.run(lambda: journey_of(names[0])[-1].cause) == "Re-score"
