"""Measures the reports on two sites of their own. Started by `benchmarks.reports`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta

import frappe
from frappe.utils import getdate

from benchmarks import report_history
from lead_intelligence.adapters.figure_marks import Figures, mark_all
from lead_intelligence.jobs import figures
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import MANAGER, REP, SECOND_REP, hire_everyone
from tests.bench.sites import Site

REPORTS = (
	*("Lead Funnel", "Marketing and Sales Agreement", "Lead Response Time", "Rep Performance", "Score Check"),
	*("Stagnant Leads", "Rejected Leads", "Sales Cycle", "Nurture Yield"),
)
RUNS, SECONDS, TIMES = 3, 3.0, 12.0
"""How often each is opened, and what is aimed at: the seconds of the first time, and how many times those of a tenth of the leads."""

PAGE = "frappe.desk.query_report.run"
HEAD = f"{'':60}{'first':>8}{'again':>8}{'work':>8}{'a tenth':>9}{'times':>7}   rows"

# As the desk opens a report, or, without `cmd`, as it is mailed. The figures are written after a mark, so that warnings before it do no harm.
_OPEN = """
import json, time
from benchmarks.desk_on_sites import database_thread
from frappe.desk.query_report import run
# Frappe prepares a report in advance from the day on which it took a quarter of a minute, for instance because the machine was busy.
frappe.db.set_value("Report", {report!r}, "prepared_report", 0)
frappe.clear_document_cache("Report", {report!r})
frappe.set_user({user!r})
frappe.local.request, frappe.local.form_dict = object(), frappe._dict(cmd={cmd!r})
filters, taken, worked, of_database = json.loads({filters!r}), [], [], database_thread()
for each in range({runs}):
	begun, spent = time.perf_counter(), time.process_time() + of_database()
	answer = run({report!r}, filters=filters, user={user!r})
	taken.append(time.perf_counter() - begun)
	worked.append(time.process_time() + of_database() - spent)
print("MEASURED" + json.dumps([taken, worked, len(answer["result"] or ())]))
"""


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else report_history.LEADS
	reports = [report for report in REPORTS if report in sys.argv[2:]] or REPORTS
	with ExitStack() as at_the_end:
		measure(*filled_sites(leads, (report_history.fill,), at_the_end), reports)


def filled_sites(
	leads: int, fill: Sequence[Callable[[int], None]], at_the_end: ExitStack
) -> tuple[Site, Site]:
	"""One with so many leads and one with a tenth of them, which are gone at the end."""
	at_the_end.enter_context(alone(CACHE / slot()))
	bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
	many, few = (bench.site(purpose, bench_id=f"{purpose}-{slot()}") for purpose in ("reports", "fewer"))
	for site, number in ((many, leads), (few, leads // 10)):
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		for part in fill:
			site.run(part, number)
		site.run(store_figures)
		site.run(give_leads_to_people)
		print(site.run(counted), flush=True)
	return many, few


def store_figures() -> None:
	"""Nothing that is written past the documents was noticed."""
	for one in Figures:
		mark_all(one)
		figures.fill(one.value)
	for doctype in ("Lead Milestones", "Lead Deal", "Lead Revenue Entry"):
		frappe.db.sql(f"analyze table `tab{doctype}`")


def give_leads_to_people() -> None:
	"""What one rep had belongs to Rosa, and Théo sees the leads of the one company only."""
	frappe.db.sql("update tabLead set lead_owner = %s where lead_owner = 'rep1@measured.example'", REP.user)
	company = frappe.defaults.get_global_default("company")
	permission = {"user": SECOND_REP.user, "allow": "Company", "for_value": company}
	frappe.get_doc({"doctype": "User Permission", **permission, "apply_to_all_doctypes": 1}).insert()
	frappe.get_doc("User", SECOND_REP.user).add_roles("Sales Manager")


def counted() -> str:
	kinds = ("Lead", "Lead Journey Entry", "Lead Handover", "Lead Clock", "Lead Touch", "Opportunity")
	return ", ".join(f"{frappe.db.count(kind):,} {kind}" for kind in kinds)


def measure(many: Site, few: Site, reports: Sequence[str]) -> None:
	"""The work is that of processors, Python's and the database's, which other work on the machine hardly changes."""
	print(HEAD)
	for report in reports:
		for asked, user, filters in many.run(questions):
			measure_one(f"{report:34}{asked:26}", many, few, open_report(report, user, filters))


def measure_one(label: str, many: Site, few: Site, code: str, seconds: float = SECONDS) -> None:
	"""`code`: prints seconds by the clock, those of the processors and a number of rows, see `_OPEN`."""
	try:
		(first, *again), (_cold, *work), rows = opened(many, code)
		_taken, (_cold, *of_few), _rows = opened(few, code)
	except Exception as failure:
		print(f"{label:60} {str(failure).strip().splitlines()[-1][:120]}", flush=True)
		return
	times = min(work) / min(of_few)
	marks = "".join(
		mark for mark, missed in ((" slow", first > seconds), (" grows", times > TIMES)) if missed
	)
	print(
		f"{label:60}{first:7.2f}s{min(again):7.2f}s{min(work):7.2f}s{min(of_few):8.3f}s{times:7.1f}{rows:7}{marks}",
		flush=True,
	)


def questions() -> list[tuple[str, str, Mapping[str, object]]]:
	"""What is asked, by whom, and with which filters."""
	today = getdate()
	years = {"from_date": str(today - timedelta(days=report_history.DAYS)), "to_date": str(today)}
	half = {"from_date": str(today - timedelta(days=report_history.DAYS // 2)), "to_date": str(today)}
	company = frappe.defaults.get_global_default("company")
	return [
		("as it opens", MANAGER.user, {}),
		("all years", MANAGER.user, years),
		("half, and the half before", MANAGER.user, {**half, "compare": 1}),
		("a team and a territory", MANAGER.user, {**years, "team": "Team North", "territory": "Measured"}),
		("a family of origin", MANAGER.user, {**years, "family": "Telemarketing"}),
		("by campaign", MANAGER.user, {**years, "group_by": "Campaign", "company": company}),
		("company permitted", SECOND_REP.user, years),
		("a rep", REP.user, years),
	]


def open_report(report: str, user: str, filters: Mapping[str, object], *, cmd: str = PAGE) -> str:
	return _OPEN.format(user=user, filters=json.dumps(filters), runs=RUNS, report=report, cmd=cmd)


def opened(site: Site, code: str) -> tuple[list[float], list[float], int]:
	"""In a process of its own: of each time the seconds by the clock and those of the processors, and how many rows there are."""
	taken, worked, rows = json.loads(site.run_in_process(code).rsplit("MEASURED", 1)[1])
	return taken, worked, rows


if __name__ == "__main__":
	main()
