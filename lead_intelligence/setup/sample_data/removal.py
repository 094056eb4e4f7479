"""Removing the sample: what was loaded and what has gathered about it since. Rows are deleted directly, in batches."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.live_versions import forget_live_versions
from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.company import remove_company, remove_master
from lead_intelligence.setup.sample_data.obstacles import is_used, refuse_if_in_the_way
from lead_intelligence.setup.sample_data.targets import masters, targets
from lead_intelligence.setup.sample_data.traces import (
	forget_waiting_searches,
	remove_from_contacts_and_addresses,
	remove_records,
	remove_traces,
)

_BATCH = 2000
# What refers to a record of ours by its name: doctype, field, and the doctype that it names.
_PARTS = (
	("Lead Evaluation Chunk", "run", "Lead Evaluation Run"),
	("Lead Scoring Preview Cell", "preview", "Lead Scoring Preview"),
	("Lead Journey Entry", "model", "Lead Scoring Model"),
	("Lead Journey Entry", "lead", "Lead"),
	("Lead Touch", "lead", "Lead"),
	("Lead Qualification Answer", "lead", "Lead"),
	("Lead Field Change", "lead", "Lead"),
	("Lead Next Step", "lead", "Lead"),
	("Lead Milestones", "name", "Lead"),
	("Lead Deal", "lead", "Lead"),
	("Lead Figure Mark", "record", "Lead"),
)


def remove() -> dict[str, Any]:
	"""Removes the sample, and commits. Refuses, with the names, when people have made records from it.

	`bench --site your.site execute lead_intelligence.setup.sample_data.removal.remove`
	"""
	with record.at_work(), record.as_administrator():
		refuse_removal()
		clear()
	return record.state()


def refuse_removal() -> None:
	row = record.stored()
	if row is None:
		frappe.throw(_("There is no sample data to remove."))
	refuse_if_in_the_way(row.company)


def remove_before_uninstall() -> None:
	if record.stored():
		remove()


def clear() -> None:
	"""Each batch is committed. The row that knows of the sample goes last: a killed run can be taken up again."""
	company = record.stored().company
	record.write(status="Removing", percent=0)
	frappe.db.commit()
	all_targets = list(targets(company))
	for place, (doctype, names) in enumerate(all_targets):
		remove_traces(doctype, names)
		remove_from_contacts_and_addresses(doctype, names)
		for table, field, of in _PARTS:
			if of == doctype and frappe.db.table_exists(table):
				frappe.db.delete(table, {field: names})
		frappe.db.delete("Communication Link", {"link_doctype": doctype, "link_name": names})
		if doctype != "Company":
			_remove_in_batches(doctype, names)
		record.write(percent=(place + 1) * 90 // len(all_targets))
		frappe.db.commit()
	_remove_the_rest(company)
	frappe.db.commit()


def _remove_in_batches(doctype: str, names: Any) -> None:
	while batch := frappe.get_all(
		doctype, filters={"name": names}, pluck="name", limit=_BATCH, order_by=None
	):
		remove_records(doctype, batch)
		frappe.db.commit()


def _remove_the_rest(company: str) -> None:
	created = masters()
	frappe.db.delete(record.DOCTYPE, {"name": record.NAME})
	remove_company(company)
	for doctype, name in created:
		if not is_used(doctype, name):
			remove_traces(doctype, ("=", name))
			remove_master(doctype, name)
	# Logs that name records in passing: where people went, and what they deleted.
	named = ("like", f"%{record.PREFIX}%")
	frappe.db.delete("Route History", {"route": named})
	frappe.db.delete("Comment", {"comment_type": "Deleted", "subject": named})
	forget_waiting_searches()
	forget_live_versions()
