"""Measures the reconciler on a site of its own. Started by `benchmarks.reconciliation`."""

from __future__ import annotations

import resource
import sys
import time
from contextlib import ExitStack

import frappe

from benchmarks import bulk_leads
from benchmarks.agreement_on_sites import go_live
from benchmarks.rescoring_on_sites import rescored
from benchmarks.saves_on_sites import no_gravatar
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone
from tests.bench.sites import Site

APART = 1000


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("reconciliation")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(bulk_leads.fill_varied, leads)
		site.run(bulk_leads.give_outcomes, leads)
		rescored(site, site.run(go_live, 40), 1)
		measure(site, leads)


def measure(site: Site, leads: int) -> None:
	print(f"{leads:,} leads", flush=True)
	for name, prepare in (
		("every lead is where its records say", lambda: None),
		(f"{APART:,} opportunities were made past all events", make_opportunities),
		("the same again", lambda: None),
		(f"{APART:,} opportunities are gone", remove_opportunities),
	):
		site.run(prepare)
		seconds, apart, memory = site.run(reconciled)
		print(f"{name:52} {seconds:6.1f} s, {apart:,} leads moved, {memory:+.0f} MB", flush=True)
	site.run(explain)


def reconciled() -> tuple[float, int, float]:
	from lead_intelligence.core.history.journey import Cause
	from lead_intelligence.jobs.stages import reconcile

	rows = {"cause": Cause.RECONCILIATION.value, "kind": "Stage changed"}
	before, began = frappe.db.count("Lead Journey Entry", rows), time.perf_counter()
	memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
	reconcile()
	seconds = time.perf_counter() - began
	grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
	return seconds, frappe.db.count("Lead Journey Entry", rows) - before, grown


def make_opportunities() -> None:
	company = frappe.defaults.get_global_default("company")
	frappe.db.sql(
		f"""insert into tabOpportunity (creation, modified, owner, modified_by, name, opportunity_from, party_name, status, company)
		select now(6), now(6), owner, owner, concat('PAST-EVENTS-', name), 'Lead', name, 'Open', %s
		from tabLead where li_stage in ('Raw', 'Lead', 'MQL') order by crc32(name) limit {APART}""",
		company,
	)


def remove_opportunities() -> None:
	frappe.db.delete("Opportunity", {"name": ("like", "PAST-EVENTS-%")})


def explain() -> None:
	"""By which keys the records of a batch are found."""
	from lead_intelligence.adapters import conversions

	names = frappe.get_all("Lead", pluck="name", limit=128, order_by="name")
	for which in ("customers", "opportunities", "quotations", "customers of prospects"):
		statement = conversions._statement(frappe.db.db_type, which, len(names))
		for row in frappe.db.sql(f"explain {statement}", tuple(names), as_dict=True):
			print(f"    {which:24} {row.table!s:20} {row.type!s:8} {row.key!s:24} {row.rows} rows")


if __name__ == "__main__":
	main()
