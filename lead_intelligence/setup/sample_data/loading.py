"""Loading the sample: rows are written directly, in batches that are committed one by one.

No document is saved, so no mail is sent, nobody is notified, no picture is asked for and no hook of any app runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime

from lead_intelligence.adapters.deals.marking import leads_changed
from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.company import create_company, create_masters, create_model
from lead_intelligence.setup.sample_data.costs import write_costs
from lead_intelligence.setup.sample_data.judging import Judge
from lead_intelligence.setup.sample_data.removal import clear, refuse_removal
from lead_intelligence.setup.sample_data.site_rows import Row, SiteRows
from lead_intelligence.setup.sample_data.story import LEADS, MOST_TIMES, Story, stories

_BATCH = 200


def load(size: int = 1, today: date | str | None = None) -> dict[str, Any]:
	"""Loads `size` × 400 leads of the two years before `today`, and commits. What a killed run has left is cleared first.

	`bench --site your.site execute lead_intelligence.setup.sample_data.loading.load --kwargs "{'size': 100}"`
	"""
	size, today = cint(size), getdate(today)
	if not 1 <= size <= MOST_TIMES:
		frappe.throw(_("The size of the sample data must be from 1 to {0}.").format(MOST_TIMES))
	with record.at_work(), record.as_administrator():
		refuse_second_load()
		if record.stored():
			refuse_removal()
			clear()
		_begin(size, today)
		_write_all(stories(size, today), size * LEADS)
		write_costs(record.stored().company, size, today)
		record.write(status="Loaded", percent=100, loaded_on=now_datetime())
		frappe.db.commit()
	return record.state()


def refuse_second_load() -> None:
	if not frappe.db.exists("Company", {}):
		frappe.throw(_("Complete ERPNext's setup first: there is no company yet."))
	row = record.stored()
	if row and row.status == "Loaded":
		frappe.throw(_("Sample data is loaded already. Remove it to load it again."))


def _begin(size: int, today: date) -> None:
	"""In one transaction: all that is not named as the sample's is noted where removing will look for it."""
	company = create_company()
	masters = create_masters()
	frappe.get_doc(
		{
			"doctype": record.DOCTYPE,
			"name": record.NAME,
			"status": "Loading",
			"size": size,
			"today": today,
			"percent": 0,
			"company": company,
			"masters": frappe.as_json(masters),
		}
	).db_insert()
	create_model(company)
	frappe.db.commit()


def _write_all(told: Iterable[Story], total: int) -> None:
	company = record.stored().company
	rows, judge = SiteRows(company), Judge(company)
	done = 0
	for batch in _batches(told):
		_write(batch, rows, judge)
		done += len(batch)
		record.write(percent=done * 100 // total)
		frappe.db.commit()


def _batches(told: Iterable[Story]) -> Iterator[list[Story]]:
	left = iter(told)
	while batch := list(islice(left, _BATCH)):
		yield batch


def _write(batch: list[Story], rows: SiteRows, judge: Judge) -> None:
	tables: dict[str, list[Row]] = {"Lead": [], "Opportunity": [], "Customer": [], "Communication": []}
	for story in batch:
		lead = judge.lead_after_all(list(rows.leads(story)))
		tables["Lead"].append(lead)
		tables["Communication"].extend(rows.communications(story, lead))
		for doctype, row in (
			("Opportunity", rows.opportunity(story, lead)),
			("Customer", rows.customer(story, lead)),
		):
			if row:
				tables[doctype].append(row)
	for doctype, filled in tables.items():
		if filled:
			columns = list(filled[0])
			frappe.db.bulk_insert(doctype, columns, ([row[c] for c in columns] for row in filled))
	leads_changed(row["party_name"] for row in tables["Opportunity"])
	judge.enter_journey()
