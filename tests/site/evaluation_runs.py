"""What the tests of evaluation runs have in common: leads of a company, a model that goes live, and looking on."""

from __future__ import annotations

from datetime import timedelta

import frappe

from lead_intelligence.adapters import evaluation_runs, run_chunks
from lead_intelligence.adapters.evaluation_runs import RUN, figures
from lead_intelligence.adapters.run_chunks import Worker
from lead_intelligence.jobs import evaluation_runs as jobs
from tests.site.builders import a_lead, a_live_model, another_company, journey_of, rule
from tests.site.rq_workers import LEADS_IN_A_CHUNK, forget_jobs, wait_until

COMPANY = "Atelier Runs"
NUMBER = 60
BEFORE, AFTER = rule("job_title", "is", "CEO", points=5), rule("job_title", "is", "CEO", points=25)


def leads_of_a_company(live_site) -> list[str]:
	"""Every one is worth 5 points by the live model. No job of the company is left."""

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

	def set_workers() -> None:
		frappe.db.set_single_value("Lead Intelligence Settings", "evaluation_workers", workers)

	def submit() -> str:
		model = a_live_model(*(rules or (AFTER,)), company=COMPANY)
		return frappe.get_last_doc(RUN, {"model": model.name}).name

	# Committed first: a worker that is at work still remembers the settings of before.
	live_site.run(set_workers)
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
