"""Back-filling touches from the records that ERPNext has already."""

from __future__ import annotations

from typing import Any

import frappe

from lead_intelligence.adapters import touch_backfill


@frappe.whitelist(methods=["GET", "POST"])
def progress() -> dict[str, Any]:
	"""How far it is, by kind of records. Needs the right to write the settings, as all that follow."""
	_check_permission()
	states = touch_backfill.states()
	fields = ("status", "records_done", "records_total", "touches_recorded", "records_failed")
	return {
		"at_work": any(state.status in touch_backfill.AT_WORK for state in states),
		"sources": [{"doctype": state.name, **{name: state[name] for name in fields}} for state in states],
	}


@frappe.whitelist(methods=["POST"])
def begin() -> dict[str, Any]:
	"""Read all records in the background. Those whose touches are known already add none."""
	_check_permission()
	touch_backfill.begin_all()
	return progress()


@frappe.whitelist(methods=["POST"])
def stop() -> dict[str, Any]:
	_check_permission()
	touch_backfill.stop_all()
	return progress()


def _check_permission() -> None:
	frappe.has_permission("Lead Intelligence Settings", "write", throw=True)
