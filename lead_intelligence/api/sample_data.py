"""The sample data: loaded and removed from the settings."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.jobs import sample_data as jobs
from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.loading import refuse_second_load
from lead_intelligence.setup.sample_data.removal import refuse_removal


@frappe.whitelist(methods=["GET", "POST"])
def state() -> dict[str, Any]:
	"""Whether sample data is on the site, or how far loading or removing it has come. Needs the right to write the settings.

	`state`: "none", "loading", "loaded", "removing" or "interrupted".
	"""
	_check_permission()
	return record.state()


@frappe.whitelist(methods=["POST"])
def load() -> dict[str, Any]:
	"""Load the sample data in the background. Needs the right to write the settings. Returns the state."""
	_check_permission()
	refuse_second_load()
	return _started(jobs.load)


@frappe.whitelist(methods=["POST"])
def remove() -> dict[str, Any]:
	"""Remove the sample data in the background; refused when people have made records from it. Needs the right to write
	the settings. Returns the state."""
	_check_permission()
	refuse_removal()
	return _started(jobs.remove)


def _started(job: Any) -> dict[str, Any]:
	if record.state()["state"] in ("loading", "removing"):
		frappe.throw(_("Sample data is being loaded or removed just now. Wait until that is done."))
	jobs.start(job)
	return record.state()


def _check_permission() -> None:
	frappe.has_permission("Lead Intelligence Settings", "write", throw=True)
