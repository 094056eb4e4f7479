"""Measures the re-scoring of many leads on a site of its own. Started by `benchmarks.rescoring`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from statistics import median
from typing import Any

import frappe

from benchmarks import bulk_leads
from benchmarks.b2b_model import B2B_MODEL
from benchmarks.saves_on_sites import no_gravatar
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone
from tests.bench.sites import Site

SAVES = 300
# What a worker does, in a process of its own; and how long its chunks held their locks, and how much memory it took.
WORKER = """
import resource, time
from lead_intelligence.adapters import run_chunks
held, take = [], run_chunks.Worker._take
def timed(self, chunk):
	began = time.perf_counter()
	taken = take(self, chunk)
	if taken: held.append(time.perf_counter() - began)
	return taken
run_chunks.Worker._take = timed
worker = run_chunks.Worker({run!r})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
usage = resource.getrusage(resource.RUSAGE_SELF)
cpu = usage.ru_utime + usage.ru_stime
began = time.perf_counter()
worker.work(3600)
import json
took = time.perf_counter() - began
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
usage = resource.getrusage(resource.RUSAGE_SELF)
print("MEASURED", json.dumps([took, max(held, default=0), sorted(held)[len(held) // 2] if held else 0, before, after, usage.ru_utime + usage.ru_stime - cpu]))
"""


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("rescoring")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(bulk_leads.fill_varied, leads)
		measure(site, leads)


def measure(site: Site, leads: int) -> None:
	print(f"{leads:,} leads", flush=True)
	starter = site.run(lambda: frappe.get_last_doc("Lead Scoring Model", {"status": "Live"}).name)
	for name, workers, prepare in (
		("starter model, first score of each, 1 worker", 1, lambda: forget_scores()),
		("starter model, first score of each, 2 workers", 2, lambda: forget_scores()),
		("starter model, nothing changed, 1 worker", 1, lambda: None),
		("26 rules, every score another, 1 worker", 1, lambda: None),
	):
		model = B2B_MODEL if name.startswith("26") else None
		site.run(prepare)
		run = site.run(go_live, starter, model)
		report(name, leads, rescored(site, run, workers))
		site.run(check, run, leads)
	saved = site.run(time_of_saves)
	print(f"{'saving each':48} {leads * saved:8.0f} s (from {SAVES} saves, {1 / saved:,.0f} leads/s)")


def forget_scores() -> None:
	table = frappe.qb.DocType("Lead")
	query = frappe.qb.update(table)
	for name in ("li_scored_on", "li_grade", "li_scoring_model", "li_next_change_at"):
		query = query.set(table[name], None)
	query.run()
	frappe.db.truncate("Lead Journey Entry")


def go_live(starter: str, content: dict[str, Any] | None) -> str:
	from lead_intelligence.adapters.scoring_models import fill
	from lead_intelligence.core.scoring.exchange import model_from_json

	doc = frappe.copy_doc(frappe.get_doc("Lead Scoring Model", starter), ignore_no_copy=False)
	if content:
		rules = [
			rule
			for rule in content["fit"]["rules"]
			if not re.search("machines|last_meeting|topics", json.dumps(rule))
		]
		fill(doc, model_from_json({**content, "fit": {**content["fit"], "rules": rules}}))
	doc.insert().submit()
	return str(frappe.get_last_doc("Lead Evaluation Run", {"model": doc.name}).name)


def rescored(site: Site, run: str, workers: int) -> list[list[float]]:
	"""What each of the workers measured. They start together, and the seconds are from then to the end of the last."""
	shadow = site.shadow
	program = f"import frappe\nfrappe.init(site={site.name!r})\nfrappe.connect()\n{WORKER.format(run=run)}"
	processes = [
		subprocess.Popen(
			[sys.executable, "-c", program],
			cwd=shadow.sites,
			env=shadow.environment,
			stdout=subprocess.PIPE,
			text=True,
		)
		for _number in range(workers)
	]
	outputs = [process.communicate()[0] for process in processes]
	return [json.loads(output.partition("MEASURED ")[2]) for output in outputs]


def report(name: str, leads: int, measured: list[list[float]]) -> None:
	seconds = max(took for took, *_ in measured)
	longest, usual = max(m[1] for m in measured), median(m[2] for m in measured)
	cpu = sum(m[5] for m in measured)
	before, after = (max(m[at] for m in measured) / 1024 for at in (3, 4))
	print(
		f"{name:48} {seconds:8.1f} s {leads / seconds:8,.0f} leads/s   locks {usual * 1000:4.0f} ms, longest "
		f"{longest * 1000:4.0f} ms   memory {before:.0f} → {after:.0f} MB   busy {cpu:.1f} s",
		flush=True,
	)


def check(run: str, leads: int) -> None:
	doc = frappe.get_doc("Lead Evaluation Run", run)
	assert (doc.status, doc.leads_done, doc.scored, doc.failed) == ("Done", leads, leads, 0), doc.as_dict()
	assert frappe.db.count("Lead", {"li_scoring_model": doc.model}) == leads
	assert frappe.db.count("Lead Journey Entry") >= leads


def time_of_saves() -> float:
	"""Seconds that the save of a lead takes whose score changes, as a loop over all leads would do it."""
	names = frappe.get_all("Lead", pluck="name", limit=SAVES + 20, order_by="creation desc")
	taken = []
	for number, name in enumerate(names):
		began = time.perf_counter()
		doc = frappe.get_doc("Lead", name)
		doc.job_title = "CEO" if number % 2 else "Clerk"
		doc.save()
		frappe.db.commit()
		taken.append(time.perf_counter() - began)
	return median(taken[20:])


if __name__ == "__main__":
	main()
