"""Measures what going live of an agreement takes on a site of its own. Started by `benchmarks.agreement`."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import frappe

from benchmarks import bulk_leads
from benchmarks.b2b_agreement import agree
from benchmarks.rescoring_on_sites import report, rescored
from benchmarks.saves_on_sites import no_gravatar
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone
from tests.bench.sites import Site

# In a process of its own, so that the memory is that of the comparison alone.
COMPARISON = """
import resource, time
from lead_intelligence.adapters.definition_moves import state_of
from lead_intelligence.jobs.definition_moves import compare
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
compare({draft!r}, None, {token!r})
took = time.perf_counter() - began
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
state = state_of({draft!r}, None)
assert state["status"] == "Done", state
leads, moved = state["done"], state["figures"]["moved"]
print(f"{{took:6.1f}} s  {{leads / took:8,.0f}} leads/s   memory {{before // 1024}} → {{after // 1024}} MB   {{moved:,}} would move")
"""


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("agreement")
		site.restore()
		at_the_end.callback(site.drop)
		site.install_app()
		site.run(hire_everyone)
		site.run(bulk_leads.fill_varied, leads)
		site.run(bulk_leads.give_outcomes, leads)
		measure(site, leads)


def measure(site: Site, leads: int) -> None:
	print(f"{leads:,} leads", flush=True)
	for name, prepare, threshold in (
		("placed as history, scored for the first time", lambda: None, 40),
		("placed as history, scored before", forget_stages, 40),
		("a new version that moves nobody", lambda: None, 40),
		("taking part: placed, every MQL is handed over", take_part, 40),
		("a new version that moves many up, handed over", lambda: None, 20),
	):
		site.run(prepare)
		run = site.run(go_live, threshold)
		report(name, leads, rescored(site, run, 1))
		site.run(tell, leads, run)
	draft, token = site.run(begin_comparison, 10)
	told = site.run_in_process(COMPARISON.format(draft=draft, token=token)).strip()
	print(f"{'a draft compared with what is live':48} {told}", flush=True)


def begin_comparison(threshold: int) -> tuple[str, str]:
	"""A draft that asks for less, to be compared by nobody yet."""
	from lead_intelligence.adapters.definition_moves import begin

	live = frappe.get_last_doc("Lead Definition", {"status": "Live"})
	draft = frappe.copy_doc(live, ignore_no_copy=False)
	for row in draft.criteria:
		row.condition_json = row.condition_json.replace('"value": 20', f'"value": {threshold}')
	draft.insert()
	return draft.name, begin(draft, None)["token"]


def forget_stages() -> None:
	table = frappe.qb.DocType("Lead")
	frappe.qb.update(table).set(table.li_stage, None).set(table.li_definition, None).run()
	frappe.db.truncate("Lead Journey Entry")


def take_part() -> None:
	"""As if all leads had come in after the first agreement."""
	forget_stages()
	table = frappe.qb.DocType("Lead Definition")
	frappe.qb.update(table).set(table.valid_from, "2000-01-01").where(table.valid_from.isnotnull()).run()


def go_live(threshold: int) -> str:
	definition = agree(threshold)
	return str(frappe.get_last_doc("Lead Evaluation Run", {"model": definition}).name)


def tell(leads: int, run: str) -> None:
	doc = frappe.get_doc("Lead Evaluation Run", run)
	assert (doc.status, doc.leads_done, doc.failed) == ("Done", leads, 0), doc.as_dict()
	table = frappe.qb.DocType("Lead")
	from frappe.query_builder.functions import Count

	counts = frappe.qb.from_(table).select(table.li_stage, Count("*")).groupby(table.li_stage).run()
	assert frappe.db.count("Lead", {"li_definition": doc.model}) == leads
	handovers = frappe.db.count("Lead Handover", {"status": "Waiting"})
	print(f"    {', '.join(f'{stage}: {n:,}' for stage, n in counts)}; handed over: {handovers:,}")


if __name__ == "__main__":
	main()
