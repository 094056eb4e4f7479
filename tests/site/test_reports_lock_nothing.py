"""Reports and those who work at the same time do not wait for one another, and what a report says is of one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.adapters.reports.index import REPORTS
from tests.bench.people import MANAGER
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.at_once import impatient
from tests.site.builders import a_lead, another_company

COMPANY = ("Atelier Locks", "ATK")
PERIOD = {"from_date": "2020-01-01", "to_date": "2030-12-31", "compare": 1}


@pytest.fixture(scope="module", autouse=True)
def agreement(live_site):
	return live_site.run(lambda: a_live_definition(company=another_company(*COMPANY)).name)


@pytest.mark.parametrize("report", REPORTS)
def test_a_lead_is_saved_while_a_report_is_being_read(live_site, report):
	"""Even after its statements, while its transaction is open: nothing that it has read is locked."""
	lead = live_site.run(lambda: an_mql(company=COMPANY[0]))
	is_read, is_saved = Event(), Event()

	def read() -> int:
		frappe.set_user(MANAGER.user)
		answer = run(report, filters=PERIOD)
		is_read.set()
		assert is_saved.wait(60)
		return len(answer["columns"])

	def save() -> str:
		impatient()
		doc = frappe.get_doc("Lead", lead)
		doc.fax = "1"
		doc.save()
		return str(a_lead(company=COMPANY[0]).name)

	with ThreadPoolExecutor(1) as pool:
		reading = pool.submit(live_site.run, read)
		try:
			assert is_read.wait(60) or reading.result()
			assert live_site.run(save)
		finally:
			is_saved.set()
		assert reading.result() > 0


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_does_not_wait_for_a_lead_that_is_being_saved(live_site, report):
	lead = live_site.run(lambda: an_mql(company=COMPANY[0]))
	is_saved, is_read = Event(), Event()

	def save() -> None:
		doc = frappe.get_doc("Lead", lead)
		doc.fax = "2"
		doc.save()
		is_saved.set()
		assert is_read.wait(60)
		frappe.db.rollback()

	def read() -> int:
		impatient()
		frappe.set_user(MANAGER.user)
		return len(run(report, filters=PERIOD)["columns"])

	with ThreadPoolExecutor(1) as pool:
		saving = pool.submit(live_site.run, save)
		try:
			assert is_saved.wait(60) or saving.result()
			assert live_site.run(read) > 0
		finally:
			is_read.set()
		saving.result()


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_writes_nothing(live_site, report):
	"""The database would refuse it."""

	def read() -> int:
		frappe.set_user(MANAGER.user)
		frappe.get_doc("Report", report)
		frappe.db.rollback()
		frappe.db.begin(read_only=True)
		return len(run(report, filters=PERIOD)["columns"])

	assert live_site.run(read) > 0
