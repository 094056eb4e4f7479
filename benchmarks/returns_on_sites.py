"""Measures Source Return and the dashboard on two sites of their own. Started by `benchmarks.returns`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta

from frappe.utils import getdate

from benchmarks import cost_history, ledger_history, report_history
from benchmarks.reports_on_sites import HEAD, RUNS, filled_sites, measure_one, open_report
from tests.bench.people import MANAGER, REP
from tests.bench.sites import Site

SPANS = ("last_30_days", "last_365_days")
SECONDS_OF_DASHBOARD = 2.0

# As the desk draws a dashboard, all parts of it one after the other.
_DRAW = """
import json, time
import frappe
from benchmarks.desk_on_sites import database_thread
from lead_intelligence.api.board import board
frappe.set_user({user!r})
taken, worked, of_database = [], [], database_thread()
for each in range({runs}):
	begun, spent = time.perf_counter(), time.process_time() + of_database()
	answer = board({span!r})
	taken.append(time.perf_counter() - begun)
	worked.append(time.process_time() + of_database() - spent)
print("MEASURED" + json.dumps([taken, worked, len(answer["cards"])]))
"""

# The same as the desk draws it, all parts at once.
_AT_ONCE = """
import json
from benchmarks.dashboard_at_once import measured
print("MEASURED" + json.dumps([*measured({user!r}, {span!r}, {runs}), 0]))
"""

# As the page of the report asks for what it does not show first.
_REST = """
import json, time
import frappe
from benchmarks.desk_on_sites import database_thread
from lead_intelligence.api.report import statement
frappe.set_user({user!r})
taken, worked, of_database = [], [], database_thread()
for each in range({runs}):
	begun, spent = time.perf_counter(), time.process_time() + of_database()
	answer = statement("Source Return", {filters!r})
	taken.append(time.perf_counter() - begun)
	worked.append(time.process_time() + of_database() - spent)
print("MEASURED" + json.dumps([taken, worked, answer.count("<tr")]))
"""


def main() -> None:
	leads = int(sys.argv[1]) if len(sys.argv) > 1 else report_history.LEADS
	with ExitStack() as at_the_end:
		history = (report_history.fill, ledger_history.fill, cost_history.fill)
		measure(*filled_sites(leads, history, at_the_end))


def measure(many: Site, few: Site) -> None:
	print(HEAD)
	for asked, user, filters in many.run(questions):
		measure_one(asked, many, few, open_report("Source Return", user, filters))
	# Who may read invoices, and so is told what the ledger says.
	user = "Administrator"
	for asked, filters in many.run(beside_ledger).items():
		measure_one(f"{asked}, figures", many, few, open_report("Source Return", user, filters))
		rest = _REST.format(user=user, filters=json.dumps(filters), runs=RUNS)
		measure_one(f"{asked}, beside the ledger afterwards", many, few, rest)
		measure_one(f"{asked}, both in one", many, few, open_report("Source Return", user, filters, cmd=""))
	for user in (MANAGER.user, REP.user):
		for span in SPANS:
			code = _DRAW.format(user=user, span=span, runs=RUNS)
			whose = f"{span}, {user.partition('@')[0]}"
			measure_one(
				f"Dashboard, {whose}, one part after the other", many, few, code, SECONDS_OF_DASHBOARD
			)
			code = _AT_ONCE.format(user=user, span=span, runs=RUNS)
			measure_one(f"Dashboard, {whose}, all at once", many, few, code, SECONDS_OF_DASHBOARD)


def questions() -> list[tuple[str, str, Mapping[str, object]]]:
	"""What is asked, by whom, and with which filters."""
	today = getdate()
	years = {"from_date": str(today - timedelta(days=report_history.DAYS)), "to_date": str(today)}
	return [
		("Source Return, as it opens", MANAGER.user, {}),
		*(
			(f"{basis}, by {group}", MANAGER.user, {**years, "basis": basis, "group_by": group})
			for basis in ("Cohort of First Contact", "Date of Revenue")
			for group in ("Source", "Family of Origin", "Campaign", "Quarter", "Lead Owner")
		),
		("Cohort, compared", MANAGER.user, {"compare": 1}),
		("Cohort, one source", MANAGER.user, {**years, "source": "Source 3"}),
		("Cohort, a rep", REP.user, years),
	]


def beside_ledger() -> Mapping[str, Mapping[str, str]]:
	today = getdate()
	years = {"from_date": str(today - timedelta(days=report_history.DAYS)), "to_date": str(today)}
	return {
		"As it opens": {},
		"Cohort, all years": years,
		"Date of Revenue, all years": {**years, "basis": "Date of Revenue"},
	}


if __name__ == "__main__":
	main()
