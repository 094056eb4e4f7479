"""Measures previews of many leads on a site of its own. Started by `benchmarks.preview`."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import frappe

from benchmarks import bulk_leads
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.sites import Site

# In a process of its own, so that the memory is that of the preview alone.
WORKER = """
import resource, time
from lead_intelligence.jobs.preview import run_preview
import frappe
name = {preview!r}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
run_preview(name)
took = time.perf_counter() - began
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status, leads, problem = frappe.db.get_value("Lead Scoring Preview", name, ["status", "leads_done", "problem"])
assert status == "Done", (status, problem)
print(f"{{leads:,}} leads  {{took:6.1f}} s  {{leads / took:8,.0f}} leads/s   memory {{before // 1024}} → {{after // 1024}} MB")
"""


def main() -> None:
	most = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end:
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		for leads in (most // 10, most):
			site = bench.site("preview")
			site.restore()
			at_the_end.callback(site.drop)
			site.install_app()
			site.run(bulk_leads.fill_varied, leads)
			site.run(bulk_leads.give_outcomes, leads)
			measure(site, "inputs as of today")
			site.run(score_all)
			measure(site, "inputs from the journey")


def measure(site: Site, name: str) -> None:
	preview = site.run(begin)
	print(f"{name:26}", site.run_in_process(WORKER.format(preview=preview)).strip(), flush=True)


def begin() -> str:
	"""A preview of the live model with other points, which nobody works on yet."""
	from lead_intelligence.adapters.previews import begin_preview

	live = frappe.get_last_doc("Lead Scoring Model", {"status": "Live"})
	draft = frappe.copy_doc(live, ignore_no_copy=False)
	for rule in draft.rules[::4]:
		rule.points += 7
	draft.insert()
	name, _already = begin_preview(draft, None, 180)
	return name


def score_all() -> None:
	"""Every lead has a row in its journey then."""
	from lead_intelligence.adapters.evaluation_runs import begin_run
	from lead_intelligence.adapters.run_chunks import Worker
	from lead_intelligence.core.history.journey import Cause

	company = frappe.defaults.get_global_default("company")
	run = begin_run(company, Cause.POLICY, "Benchmark")
	frappe.db.commit()
	Worker(run).work(3600)


if __name__ == "__main__":
	main()
