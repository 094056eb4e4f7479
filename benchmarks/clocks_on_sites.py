"""Measures response clocks on sites of their own. Started by `benchmarks.clocks`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from benchmarks import bulk_leads
from benchmarks.b2b_agreement import agree
from benchmarks.b2b_policy import promise
from benchmarks.saves_on_sites import ROWS, Row, a_lead_to_save, measure, no_gravatar, one_lead
from lead_intelligence.adapters.clock_replanning import leads_to_replan, open_clocks_after
from lead_intelligence.adapters.clocks import OfLead, store
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock, Start, State
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import REP, hire_everyone

TIMES, DUE = 200, 1_000
_BATCH = 1_000
_ALWAYS = "Round the Clock"
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def main() -> None:
	times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		without, clocked = bench.site("unclocked"), bench.site("clocked")
		for site in (without, clocked):
			site.restore()
			at_the_end.callback(site.drop)
			site.run(hire_everyone)
			site.install_app()
			site.run(agree, 20)
		clocked.run(_promise_round_the_clock)
		for site in (without, clocked):
			site.run(one_lead)
		print("Saves with a live model and agreement: without a response policy, and with one")
		measure(without, clocked, _rows(), times)
		clocked.run(bulk_leads.fill)
		clocked.run(_clocks_for_all)
		print(f"\n{bulk_leads.LEADS:,} running clocks")
		for name, work in (
			("sweep, nothing is due", _sweep),
			("state of each", _look_at_all),
			("what working hours moved", _look_for_moved),
			(f"sweep, {DUE:,} are due", _sweep_of_due),
			("sweep again", _sweep),
		):
			seconds, result = clocked.run(_timed, work)
			print(f"{name:32} {seconds:7.2f} s  {result}", flush=True)


def _promise_round_the_clock() -> None:
	spans = [{"weekday": day, "from_time": "00:00:00", "to_time": "24:00:00"} for day in _WEEK]
	frappe.get_doc({"doctype": "Lead Working Calendar", "calendar_name": _ALWAYS, "spans": spans}).insert()
	promise(working_calendar=_ALWAYS)


def _rows() -> tuple[Row, ...]:
	more = Row("save that changes what no rule sees", a_lead_to_save(fax="2"), 1.0)
	return tuple(Row(row.name, row.prepare, 1.2, 2) for row in (*ROWS, more) if row.name != more.name)


def _timed(work: Callable[[], object]) -> tuple[float, object]:
	start = time.perf_counter()
	result = work()
	return time.perf_counter() - start, result


def _clocks_for_all() -> None:
	"""Begun just now and due in a day, so that nothing is to be decided yet."""
	policy = frappe.db.get_value("Lead SLA Policy", {"title": "Measured", "status": "Live"})
	company = frappe.defaults.get_global_default("company")
	now = now_datetime()
	target = timedelta(hours=24)
	names = frappe.get_all("Lead", filters={"name": ("like", "BULK-%")}, pluck="name", limit=0)
	frappe.db.sql("update tabLead set lead_owner = %s where name like 'BULK-%%'", REP.user)
	for start in range(0, len(names), _BATCH):
		store([OfLead(name, company, _clock(policy, now, target)) for name in names[start : start + _BATCH]])
		frappe.db.commit()
	frappe.db.sql("analyze table `tabLead Clock`")


def _clock(policy: str, now: object, target: timedelta) -> ResponseClock:
	return ResponseClock(
		purpose=Purpose.FIRST_RESPONSE,
		cycle=1,
		started_at=now,
		because=Start.CREATED,
		counts_from=now,
		target=target,
		allowed=target,
		due_at=now + target,
		policy=policy,
		calendar=_ALWAYS,
		next_step_at=now + target / 2,
	)


def _sweep() -> str:
	from lead_intelligence.jobs.escalations import sweep

	before = frappe.db.count("Lead Escalation")
	sweep()
	return f"{frappe.db.count('Lead Escalation') - before:,} steps decided and delivered"


def _sweep_of_due() -> str:
	"""Half of the target has passed of these. What is prepared is not measured: it takes milliseconds."""
	ago = "- interval 13 hour"
	frappe.db.sql(
		f"""update `tabLead Clock` set started_at = started_at {ago}, counts_from = counts_from {ago},
			due_at = due_at {ago}, next_step_at = next_step_at {ago} limit %s""",
		DUE,
	)
	frappe.db.commit()
	return _sweep()


def _look_at_all() -> str:
	now = now_datetime()
	running = sum(one.clock.state(now) is State.RUNNING for clocks in _batches() for one in clocks)
	return f"{running:,} are running"


def _look_for_moved() -> str:
	return f"{sum(len(leads_to_replan(clocks)) for clocks in _batches()):,} would be due at another moment"


def _batches() -> Iterator[list[OfLead]]:
	last = 0
	while clocks := open_clocks_after(last, _BATCH):
		yield clocks
		last = int(clocks[-1].clock.name or 0)


if __name__ == "__main__":
	main()
