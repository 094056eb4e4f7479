"""What gathers about a record while people work with it: comments, tasks, tags, logs. It goes with the record."""

from __future__ import annotations

import json
from contextlib import suppress

import frappe
import redis

from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.targets import OF_OURS, Names

# Table, the field that says the doctype, the field that holds the name.
TRACES = (
	("Comment", "reference_doctype", "reference_name"),
	("ToDo", "reference_type", "reference_name"),
	("Version", "ref_doctype", "docname"),
	("View Log", "reference_doctype", "reference_name"),
	("Tag Link", "document_type", "document_name"),
	("DocShare", "share_doctype", "share_name"),
	("Document Follow", "ref_doctype", "ref_docname"),
	("Notification Log", "document_type", "document_name"),
	("Activity Log", "reference_doctype", "reference_name"),
	("Activity Log", "link_doctype", "link_name"),
	("Access Log", "export_from", "reference_document"),
	("Error Log", "reference_doctype", "reference_name"),
	("Milestone", "reference_type", "reference_name"),
	("Energy Point Log", "reference_doctype", "reference_name"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("Email Unsubscribe", "reference_doctype", "reference_name"),
	("Document Share Key", "reference_doctype", "reference_docname"),
	("Email Flag Queue", "", "communication"),
)
# Whole records with rows of their own.
WITH_ROWS = (
	("Communication", "reference_doctype", "reference_name"),
	("Email Queue", "reference_doctype", "reference_name"),
	("File", "attached_to_doctype", "attached_to_name"),
)


def remove_traces(doctype: str, names: Names) -> None:
	for table, kind, name in TRACES:
		if not frappe.db.table_exists(table) or (not kind and doctype != "Communication"):
			continue
		if frappe.db.has_column(table, name) and (not kind or frappe.db.has_column(table, kind)):
			about = {**({kind: doctype} if kind else {}), name: names}
			_forget_in_searches_those(table, about)
			frappe.db.delete(table, about)
	_forget_in_searches(doctype, names)
	for table, kind, name in WITH_ROWS:
		found = frappe.get_all(table, filters={kind: doctype, name: names}, pluck="name")
		since = [made for made in found if not str(made).startswith(record.PREFIX)]
		if since and table == "File":
			# The file itself goes from the disk, too.
			for made in since:
				frappe.delete_doc(table, made, force=True, ignore_permissions=True, delete_permanently=True)
		elif since:
			if table == "Communication":
				remove_traces(table, ("in", since))
				_remove_email_queue(since)
			remove_records(table, since)


def _forget_in_searches(doctype: str, names: Names) -> None:
	frappe.db.delete("__global_search", {"doctype": doctype, "name": names})


def _forget_in_searches_those(table: str, filters: dict[str, object]) -> None:
	if any(df.in_global_search for df in frappe.get_meta(table).fields):
		found = frappe.get_all(table, filters=filters, pluck="name")
		if found:
			_forget_in_searches(table, ("in", found))


def forget_waiting_searches() -> None:
	"""To be called when the records are gone. Frappe enters into its search what was saved minutes ago, whether it is
	still there or not."""
	queue = "global_search_queue"
	with suppress(redis.exceptions.ConnectionError):
		for waiting in frappe.cache.lrange(queue, 0, -1):
			entry = json.loads(waiting)
			if entry["doctype"] in _SEARCHED and not frappe.db.exists(entry["doctype"], entry["name"]):
				frappe.cache.lrem(frappe.cache.make_key(queue), 0, waiting)


_SEARCHED = frozenset(
	{
		*record.KINDS,
		*OF_OURS,
		*(table for table, *_ in (*TRACES, *WITH_ROWS)),
		"Contact",
		"Address",
		"Company",
	}
)


def _remove_email_queue(communications: list[str]) -> None:
	queued = frappe.get_all("Email Queue", filters={"communication": ("in", communications)}, pluck="name")
	if queued:
		remove_records("Email Queue", queued)


def remove_records(doctype: str, names: list[str]) -> None:
	"""With the rows of their tables. Past all hooks: these records leave no copy behind."""
	for df in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(df.options, {"parenttype": doctype, "parent": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})


def remove_from_contacts_and_addresses(doctype: str, names: Names) -> None:
	"""Contacts and addresses that belong to sample records alone go; others lose what ties them to these."""
	tie = {"link_doctype": doctype, "link_name": names, "parenttype": ("in", ("Contact", "Address"))}
	tied = frappe.get_all("Dynamic Link", filters=tie, fields=["parenttype", "parent"], distinct=True)
	frappe.db.delete("Dynamic Link", tie)
	for row in tied:
		if not frappe.db.exists("Dynamic Link", {"parenttype": row.parenttype, "parent": row.parent}):
			_remove_with_traces(row.parenttype, row.parent)


def _remove_with_traces(doctype: str, name: str) -> None:
	remove_traces(doctype, ("=", name))
	frappe.db.delete("Communication Link", {"link_doctype": doctype, "link_name": name})
	remove_records(doctype, [name])
