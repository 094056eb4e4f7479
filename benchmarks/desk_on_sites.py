"""Measures the desk of a rep on a site of its own. Started by `benchmarks.desk`."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import frappe

from benchmarks import bulk_leads
from benchmarks.saves_on_sites import no_gravatar
from lead_intelligence.api import lead_desk
from tests.bench.erpnext_alone import counted_queries
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import MANAGER, REP, SECOND_REP, hire_everyone

FEW, MANY, OTHER_REPS = 60, 5_000, 80
RUNS = 15
_ROW = "now(6), now(6), 'Administrator', 'Administrator'"
_META = "creation, modified, owner, modified_by"


def main() -> None:
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("desk", bench_id=f"desk-{slot()}")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(bulk_leads.fill_varied, bulk_leads.LEADS)
		site.run(_lay_down)
		print(f"{bulk_leads.LEADS:,} leads of {OTHER_REPS + 2} reps, twice as many touches, as many clocks")
		for name, reader, user in (
			("nobody's leads", MANAGER, MANAGER),
			(f"{FEW} leads", REP, REP),
			(f"{MANY:,} leads", SECOND_REP, SECOND_REP),
			(f"{MANY:,} leads, by their manager", MANAGER, SECOND_REP),
		):
			print(f"{name:32} {site.run(_read, reader.user, user.user)}", flush=True)
		site.run(_permit, SECOND_REP.user)
		print(
			f"{f'{MANY:,} leads, company permitted':32} {site.run(_read, SECOND_REP.user, SECOND_REP.user)}"
		)
		for name, work in (("why", _why), ("resting", _resting), ("reps", _reps)):
			print(f"{name:32} {site.run(work)}", flush=True)


def _lay_down() -> None:
	"""Every lead has an owner, a grade and a score; one in three a clock, one in twenty is snoozed or planned, one in ten was
	touched with intent in the last hours, one in thirty waits for an acceptance."""
	frappe.db.sql(
		f"""update tabLead set lead_owner = concat('rep', crc32(name) mod {OTHER_REPS}, '@measured.example'),
			status = 'Open', li_stage = elt(1 + crc32(name) mod 3, 'Lead', 'MQL', 'SAL'), li_cycle = 1, disabled = 0,
			li_stage_since = now() - interval (crc32(name) mod 200) hour, li_grade = elt(1 + crc32(name) mod 4, 'A', 'B', 'C', 'D'),
			li_score = crc32(name) mod 100, li_scoring_model = 'Measured',
			li_due_at = if(crc32(name) mod 3, null, now() + interval (cast(crc32(name) mod 600 as signed) - 120) minute)"""
	)
	frappe.db.sql(
		"""update tabLead set li_clocks = concat('First Response ', date_format(li_due_at, '%%Y-%%m-%%d %%H:%%i:%%s'))
		where li_due_at is not null""",
		(),
	)
	for start, leads, user in ((0, FEW, REP.user), (FEW, MANY, SECOND_REP.user)):
		frappe.db.sql(
			"""update tabLead join (select name from tabLead order by name limit %s, %s) some on some.name = tabLead.name
			set lead_owner = %s""",
			(start, leads, user),
		)
	_beside_leads()
	for doctype in ("Lead", "Lead Touch", "Lead Clock", "Lead Handover", "Lead Next Step", "Lead Stagnation"):
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()


def _beside_leads() -> None:
	number = "row_number() over (order by name)"
	frappe.db.sql(
		f"""insert into `tabLead Touch` ({_META}, name, lead, kind, `signal`, channel, happened_at, recorded_at, author, response,
			subject, idempotency_key)
		select {_ROW}, {number} + if(again, 1000000, 0), name, if(again, 'Demo Request', 'Call Attempt'),
			if(again and crc32(name) mod 10 = 0, 'Intent', null), if(again, 'Website', 'Phone'),
			now() - interval (if(again, 1, 30) * crc32(name) mod 40) hour, now() - interval (if(again, 1, 30) * crc32(name) mod 40) hour,
			if(again, 'Guest', lead_owner), if(again, null, 'Attempt'), 'Two machines', concat(name, again)
		from tabLead, (select 0 as again union select 1) twice"""
	)
	frappe.db.sql(
		f"""insert into `tabLead Clock` ({_META}, name, lead, purpose, due_at, started_at, target, outcome, answered_by, answered_at,
			working_time, attempts)
		select {_ROW}, {number}, name, 'First Response', li_due_at, now() - interval 2 hour, 3600, if(li_due_at is null, 'Met', null),
			if(li_due_at is null, lead_owner, null), if(li_due_at is null, now() - interval (crc32(name) mod 60) day, null),
			if(li_due_at is null, crc32(name) mod 9000, null), 1
		from tabLead"""
	)
	frappe.db.sql(
		f"""insert into `tabLead Next Step` ({_META}, name, lead, user, kind, due_at, state, planned_at, entry_key)
		select {_ROW}, {number}, name, lead_owner, if(crc32(name) mod 40, 'Call', 'Look Again'),
			now() + interval (cast(crc32(name) mod 600 as signed) - 200) minute, 'Open', now() - interval 1 day, name
		from tabLead where crc32(name) mod 20 = 0"""
	)
	frappe.db.sql(
		f"""insert into `tabLead Handover` ({_META}, name, lead, act, status, to_user, handed_at, due_at)
		select {_ROW}, {number}, name, 'Marketing to Sales', 'Waiting', lead_owner, now() - interval 1 hour, now() + interval 3 hour
		from tabLead where crc32(name) mod 30 = 0"""
	)
	frappe.db.sql(
		f"""insert into `tabLead Stagnation` ({_META}, name, lead, open_for, quiet_since)
		select {_ROW}, {number}, name, name, now() - interval 12 day from tabLead where crc32(name) mod 7 = 0"""
	)


def _permit(user: str) -> None:
	company = frappe.defaults.get_global_default("company")
	permission = {"user": user, "allow": "Company", "for_value": company, "apply_to_all_doctypes": 1}
	frappe.get_doc({"doctype": "User Permission", **permission}).insert()
	frappe.db.commit()


def _read(reader: str, user: str) -> str:
	frappe.set_user(reader)
	shown = lead_desk.queue(user)
	with counted_queries() as asked:
		lead_desk.queue(user)
	seconds = _times(lambda: lead_desk.queue(user))
	return f"{seconds}, {len(asked)} statements; {shown['left']:,} of {shown['total']:,} press"


def _times(work: Callable[[], object]) -> str:
	"""The processor time, which other work on the machine hardly changes, and the time by the clock."""
	spent_by_database = database_thread()
	clock, ours, theirs = [], [], []
	for _run in range(RUNS):
		begun, own, database = time.perf_counter(), time.process_time(), spent_by_database()
		work()
		clock.append(time.perf_counter() - begun)
		ours.append(time.process_time() - own)
		theirs.append(spent_by_database() - database)
	python, database = median(ours) * 1000, median(theirs) * 1000
	return f"{median(clock) * 1000:6.1f} ms; processors: Python {python:5.1f} ms, database {database:5.1f} ms"


def database_thread() -> Callable[[], float]:
	"""Gives the seconds that the thread of this connection has worked; 0 where the database runs elsewhere."""
	thread = frappe.db.sql("select tid from information_schema.processlist where id = connection_id()")[0][0]
	found = next(iter(Path("/proc").glob(f"[0-9]*/task/{thread}/schedstat")), None)
	return lambda: int(found.read_text().split()[0]) / 1e9 if found else 0.0


def _why() -> str:
	frappe.set_user(SECOND_REP.user)
	lead = lead_desk.queue()["rows"][-1]["lead"]
	return _times(lambda: lead_desk.why(lead))


def _resting() -> str:
	frappe.set_user(SECOND_REP.user)
	return _times(lead_desk.resting)


def _reps() -> str:
	frappe.set_user(MANAGER.user)
	return _times(lead_desk.reps)


if __name__ == "__main__":
	main()
