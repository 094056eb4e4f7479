"""Measures saves on two sites in turns, ERPNext alone and with the app. Started by `benchmarks.saves`."""

from __future__ import annotations

import contextvars
import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import frappe

from benchmarks import bulk_leads
from benchmarks.b2b_agreement import agree
from benchmarks.b2b_policy import promise
from tests.bench.erpnext_alone import counted_queries
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import REP, hire_everyone
from tests.bench.sites import Site

TIMES = 300
Prepared = Callable[[], object]


class OpenSite:
	"""A site with its connection, beside that of another site in the same process."""

	def __init__(self, site: Site) -> None:
		self._context = contextvars.Context()
		self._context.run(self._open, site)

	def _open(self, site: Site) -> None:
		frappe.init(site=site.name)
		frappe.connect()
		frappe.set_user(REP.user)

	def time(self, prepare: Callable[[], Prepared]) -> tuple[float, int]:
		"""Milliseconds and queries of one run, which is rolled back."""
		return self._context.run(self._time, prepare)

	def _time(self, prepare: Callable[[], Prepared]) -> tuple[float, int]:
		work = prepare()
		start = time.perf_counter()
		work()
		milliseconds = (time.perf_counter() - start) * 1000
		frappe.db.rollback()
		work = prepare()
		with counted_queries() as queries:
			work()
		frappe.db.rollback()
		return milliseconds, len(queries)

	def run(self, work: Callable[[], Any]) -> Any:
		return self._context.run(work)


@dataclass(frozen=True)
class Row:
	name: str
	prepare: Callable[[], Prepared]
	at_most: float
	most_queries: int | None = None


def a_lead_to_save(**fields: object) -> Callable[[], Prepared]:
	def prepare() -> Prepared:
		doc = frappe.get_doc("Lead", {"first_name": "Measured"})
		doc.update(fields)
		return doc.save

	return prepare


def a_lead_to_insert(**fields: object) -> Callable[[], Prepared]:
	def prepare() -> Prepared:
		values = {"first_name": "New", "company_name": "New & Co", "job_title": "CEO", **fields}
		return frappe.get_doc({"doctype": "Lead", **values}).insert

	return prepare


ROWS = (
	Row("save that changes nothing", a_lead_to_save(), 1.15, 4),
	Row("save that changes what no rule sees", a_lead_to_save(fax="1"), 1.15, 4),
	Row("save that changes the score", a_lead_to_save(job_title="CEO"), 1.6, 12),
	Row("save that makes an MQL", a_lead_to_save(job_title="CEO", request_type="Product Enquiry"), 1.6, 12),
	Row("insert with an e-mail", a_lead_to_insert(email_id="new@saves.example"), 1.5, 18),
	Row(
		"insert with e-mail and phone", a_lead_to_insert(email_id="new@saves.example", phone="+33 1"), 1.5, 18
	),
	Row(
		"insert of an MQL",
		a_lead_to_insert(email_id="new@saves.example", request_type="Product Enquiry"),
		1.5,
		18,
	),
	Row("insert without an e-mail", a_lead_to_insert(), 1.5, 18),
)
LARGE = (
	Row("save that changes nothing", a_lead_to_save(), 0.25),
	Row("save that changes the score", a_lead_to_save(job_title="CEO"), 0.25),
)


def main() -> None:
	times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		plain, app = bench.site("plain"), bench.site("app")
		for site in (plain, app):
			site.restore()
			at_the_end.callback(site.drop)
			site.run(hire_everyone)
		app.install_app()
		# The lead comes in after it, so that it takes part in all that is live.
		app.run(agree, 20)
		app.run(promise)
		for site in (plain, app):
			site.run(one_lead)
		measure(plain, app, ROWS, times)
		for site in (plain, app):
			site.run(bulk_leads.fill)
		print(
			f"\nWith {bulk_leads.LEADS:,} leads, {bulk_leads.OPPORTUNITIES:,} opportunities, "
			f"{bulk_leads.CUSTOMERS:,} customers"
		)
		measure(plain, app, LARGE, max(times // 10, 20))


def one_lead() -> None:
	frappe.set_user(REP.user)
	frappe.get_doc(
		{
			"doctype": "Lead",
			"first_name": "Measured",
			"email_id": "measured@saves.example",
			"job_title": "Clerk",
		}
	).insert()


@contextmanager
def no_gravatar() -> Iterator[None]:
	"""Nobody has a picture: a network that answers fast or slowly would hide what is measured here."""
	import erpnext.crm.doctype.lead.lead as lead
	from frappe.contacts.doctype.contact import contact

	before = [(module, module.has_gravatar) for module in (lead, contact)]
	for module, _ in before:
		module.has_gravatar = lambda email: ""
	try:
		yield
	finally:
		for module, function in before:
			module.has_gravatar = function


def measure(plain: Site, app: Site, rows: tuple[Row, ...], times: int) -> None:
	print(f"{'':36} {'ERPNext alone':>20} {'with the app':>20} {'ratio':>7} {'at most':>8}")
	sites = OpenSite(plain), OpenSite(app)
	for row in rows:
		for site in sites:
			site.time(row.prepare)
		taken: tuple[list[tuple[float, int]], list[tuple[float, int]]] = ([], [])
		gc.disable()
		for number in range(times):
			# Who goes first changes, so that neither always finds the machine warmed up by the other.
			for which in (0, 1) if number % 2 else (1, 0):
				taken[which].append(sites[which].time(row.prepare))
			if number % 20 == 0:
				gc.collect()
		gc.enable()
		_report(row, *taken)


def _report(row: Row, plain: list[tuple[float, int]], app: list[tuple[float, int]]) -> None:
	(alone_ms, alone_queries), (app_ms, app_queries) = (
		(median(ms for ms, _ in taken), median(queries for _, queries in taken)) for taken in (plain, app)
	)
	ratio = app_ms / alone_ms
	missed = ratio > row.at_most
	if row.most_queries is not None:
		missed |= app_queries - alone_queries > row.most_queries
	print(
		f"{row.name:36} {alone_ms:9.2f} ms {alone_queries:4.0f} q {app_ms:9.2f} ms {app_queries:4.0f} q "
		f"{ratio:6.2f}× {row.at_most:7.2f}×{'  missed' if missed else ''}",
		flush=True,
	)


if __name__ == "__main__":
	main()
