"""Measures the hourly look for stagnant leads on a site of its own. Started by `benchmarks.stagnation`."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack

import frappe

from benchmarks import bulk_leads
from benchmarks.saves_on_sites import no_gravatar
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import REP, hire_everyone

TOUCHES_EACH, EVERY = 5, 10


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else bulk_leads.LEADS
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("stagnation", bench_id=f"stagnation-{slot()}")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(bulk_leads.fill_varied, leads)
		site.run(_place, leads)
		print(f"{leads:,} leads, {leads * TOUCHES_EACH:,} touches, {leads // EVERY:,} tasks and events")
		for name, prepare in (
			("no lead is stagnant", lambda: None),
			("one in ten is, and is noted", lambda: _quieten(EVERY)),
			("the same an hour later", lambda: None),
			("all others are, and are noted", lambda: _quieten(1)),
			("the same an hour later", lambda: None),
			("one in ten was touched", _touch),
		):
			site.run(prepare)
			seconds, number = site.run(_look)
			print(f"{name:32} {seconds:6.1f} s, {number:,} are stagnant", flush=True)


def _place(leads: int) -> None:
	"""All on stages with limits, and touched today. One in ten has a task of last week, one a meeting."""
	frappe.get_doc(
		{
			"doctype": "Lead SLA Policy",
			"title": "Measured",
			"company": frappe.defaults.get_global_default("company"),
			"stagnation_limits": [{"stage": stage, "working_days": 5} for stage in ("Lead", "MQL", "SAL")],
		}
	).insert().submit()
	frappe.db.sql(
		"""update tabLead set li_stage = elt(1 + crc32(name) mod 3, 'Lead', 'MQL', 'SAL'), li_cycle = 1,
			creation = now() - interval 400 day, li_stage_since = now() - interval 200 day, lead_owner = %s, status = 'Open'""",
		REP.user,
	)
	frappe.db.sql(
		f"""insert into `tabLead Touch` (name, creation, modified, owner, modified_by, lead, kind, happened_at, idempotency_key)
		select nextval(lead_touch_id_seq), now(6), now(6), 'Administrator', 'Administrator',
			concat('CRM-LEAD-2026-', lpad(1 + (seq - 1) div {TOUCHES_EACH}, 6, '0')), 'Webinar',
			now() - interval 30 * (seq mod {TOUCHES_EACH}) day, concat('bulk-', seq)
		from seq_1_to_{leads * TOUCHES_EACH}"""
	)
	lead = f"concat('CRM-LEAD-2026-', lpad(seq * {EVERY}, 6, '0'))"
	some = f"seq_1_to_{leads // EVERY}"
	row = "now(6), now(6), 'Administrator', 'Administrator'"
	columns = "creation, modified, owner, modified_by, name"
	frappe.db.sql(
		f"""insert into tabToDo ({columns}, reference_type, reference_name, status, date)
		select {row}, concat('BULK-', seq), 'Lead', {lead}, 'Open', curdate() - interval 30 day from {some}"""
	)
	frappe.db.sql(
		f"""insert into tabEvent ({columns}, subject, status, starts_on)
		select {row}, concat('BULK-', seq), 'Demo', 'Open', now() - interval 40 day from {some}"""
	)
	frappe.db.sql(
		f"""insert into `tabEvent Participants` ({columns}, parent, parenttype, parentfield, reference_doctype, reference_docname)
		select {row}, concat('BULK-', seq), concat('BULK-', seq), 'Event', 'event_participants', 'Lead', {lead} from {some}"""
	)
	frappe.db.commit()
	for doctype in ("Lead", "Lead Touch", "ToDo", "Event", "Event Participants"):
		frappe.db.sql(f"analyze table `tab{doctype}`")


def _quieten(every: int) -> None:
	frappe.db.sql(
		f"""update `tabLead Touch` set happened_at = happened_at - interval 50 day
		where happened_at > now() - interval 20 day and crc32(lead) mod {every} = 0"""
	)


def _touch() -> None:
	frappe.db.sql(
		f"""insert into `tabLead Touch` (name, creation, modified, owner, modified_by, lead, kind, happened_at, idempotency_key)
		select nextval(lead_touch_id_seq), now(6), now(6), 'Administrator', 'Administrator', name, 'Webinar', now(),
			concat('again-', name) from tabLead where crc32(name) mod {EVERY} = 0"""
	)


def _look() -> tuple[float, int]:
	from lead_intelligence.jobs.stagnation import look_for_stagnant

	began = time.perf_counter()
	look_for_stagnant()
	seconds = time.perf_counter() - began
	return seconds, frappe.db.count("Lead Stagnation", {"open_for": ("is", "set")})


if __name__ == "__main__":
	main()
