"""What is known of the sample data on this site: the one row of `Lead Sample Data`, and who is at work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from filelock import FileLock, Timeout
from frappe import _
from frappe.utils.background_jobs import is_job_enqueued

DOCTYPE, NAME = "Lead Sample Data", "Sample Data"
JOB = "lead_intelligence_sample_data"
# What each of its records is named with. No series of a site begins like this.
PREFIX = "LI-SAMPLE-"
KINDS = {"Lead": "LEAD", "Opportunity": "OPP", "Customer": "CUST", "Communication": "MAIL"}


def name_of(doctype: str, number: int) -> str:
	return f"{PREFIX}{KINDS[doctype]}-{number:05}"


def all_of(doctype: str) -> str:
	"""The pattern of the names of the sample's records of a doctype."""
	return f"{PREFIX}{KINDS[doctype]}-%"


def stored() -> frappe._dict | None:
	return frappe.db.get_value(DOCTYPE, NAME, "*", as_dict=True)


def write(**values: Any) -> None:
	frappe.db.set_value(DOCTYPE, NAME, values)


def state() -> dict[str, Any]:
	"""`state`: "none", "loading", "loaded", "removing", or "interrupted" when nobody is at work on an unfinished one."""
	row = stored()
	busy = _is_locked() or is_job_enqueued(JOB)
	if row is None:
		return {"state": "loading" if busy else "none", "percent": 0}
	if busy:
		removing = row.status != "Loading"
		return {
			"state": "removing" if removing else "loading",
			"percent": 0 if row.status == "Loaded" else row.percent,
		}
	answer = {"percent": row.percent, "company": row.company, "loaded_on": row.loaded_on}
	if row.status != "Loaded":
		return {**answer, "state": "interrupted"}
	counts = {
		frappe.scrub(doctype): frappe.db.count(doctype, {"name": ("like", all_of(doctype))})
		for doctype in KINDS
	}
	return {**answer, "state": "loaded", "counts": counts}


@contextmanager
def at_work() -> Iterator[None]:
	"""One process at a time. The lock goes with the process that holds it, however that ends."""
	try:
		with _lock().acquire(timeout=0):
			yield
	except Timeout:
		frappe.throw(_("Sample data is being loaded or removed just now. Wait until that is done."))


def _lock() -> FileLock:
	return FileLock(frappe.get_site_path("locks", f"{JOB}.lock"))


def _is_locked() -> bool:
	try:
		with _lock().acquire(timeout=0):
			return False
	except Timeout:
		return True


@contextmanager
def as_administrator() -> Iterator[None]:
	"""Whoever loads the sample, its rows are the same."""
	user = frappe.session.user
	frappe.set_user("Administrator")
	try:
		yield
	finally:
		frappe.set_user(user)
