"""Measures evaluations with touches on a site of its own. Started by `benchmarks.engagement`."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from statistics import median

import frappe

from benchmarks import bulk_leads
from benchmarks.saves_on_sites import no_gravatar
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone
from tests.bench.sites import Site

EACH, MANY, TIMES, BATCH = 10, 1000, 200, 400
_KINDS = "'Webinar', 'Website Visit', 'E-Mail Replied', 'Content Download', 'Call Made', 'Demo Request', 'E-Mail Opened'"


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("engagement")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		measure(site, leads)


def measure(site: Site, leads: int) -> None:
	site.run(bulk_leads.fill_varied, leads)
	site.run(touch_one)
	print(f"{MANY:,} touches on a lead, few others on the site: {site.run(time_of_one)}", flush=True)
	site.run(touch_all)
	print(f"{MANY:,} touches on a lead, {leads * EACH:,} others: {site.run(time_of_one)}", flush=True)
	for name in ("first score of each", "nothing changed"):
		seconds = site.run(time_of_all)
		print(f"{leads:,} leads, {leads * EACH:,} touches, one worker, {name}: {seconds:.1f} s", flush=True)


def _touch(selected: str) -> None:
	frappe.db.sql(
		f"""insert into `tabLead Touch` (name, creation, modified, owner, modified_by, lead, kind, happened_at,
			recorded_at, `signal`, direction, channel, idempotency_key)
		select nextval(lead_touch_id_seq), now(6), now(6), 'Administrator', 'Administrator', lead,
			elt(1 + number mod 7, {_KINDS}), now(6) - interval (number * 37) mod 200 day - interval number mod 8 hour,
			now(6), elt(1 + number mod 2, 'Interest', 'Intent'), 'Inbound', elt(1 + number mod 3, 'Event', 'E-Mail', 'Website'),
			concat(lead, '-', number)
		from ({selected}) as chosen"""
	)
	frappe.db.sql("analyze table `tabLead Touch`")


def _busy() -> str:
	return str(frappe.get_all("Lead", pluck="name", order_by="name", limit=1)[0])


def touch_one() -> None:
	_touch(f"select '{_busy()}' as lead, seq as number from seq_1_to_{MANY}")


def touch_all() -> None:
	_touch(
		f"""select l.name as lead, s.seq + crc32(l.name) mod 50 as number
		from tabLead l join seq_1_to_{EACH} s where l.name != '{_busy()}'"""
	)


def time_of_one() -> str:
	"""Milliseconds: the evaluation of the stored lead as the form asks for it, and all of re-evaluating and writing it."""
	from lead_intelligence.adapters.reevaluation import evaluate_stored, reevaluate
	from lead_intelligence.core.history.journey import Cause

	name, decided, stored = _busy(), [], []
	for _number in range(TIMES):
		doc = frappe.get_doc("Lead", name)
		began = time.perf_counter()
		evaluate_stored(doc, Cause.RETRY)
		decided.append(time.perf_counter() - began)
		began = time.perf_counter()
		reevaluate([name], Cause.RETRY)
		stored.append(time.perf_counter() - began)
	frappe.db.rollback()
	return f"evaluated in {1000 * median(decided):.1f} ms, evaluated and stored in {1000 * median(stored):.1f} ms"


def time_of_all() -> float:
	from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
	from lead_intelligence.adapters.stored_leads import batches_of_names
	from lead_intelligence.core.history.journey import Cause

	evaluation, done = BulkEvaluation(Cause.RETRY, "Administrator"), 0
	began = time.perf_counter()
	for batch in batches_of_names({}, BATCH):
		frappe.db.commit()
		counts = evaluation.evaluate(batch)
		assert counts.failed == 0
		done += counts.scored
		frappe.db.commit()
	assert done == frappe.db.count("Lead")
	return time.perf_counter() - began


if __name__ == "__main__":
	main()
