"""Real data sets that are not part of the project, imported as people import history, into companies of their own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import frappe
import pytest

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.reporting.result import Result
from tests.bench.live_site import LiveSite
from tests.site.builders import another_company
from tests.site.history_files import an_import, csv_of, entered, undone

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def needs(name: str) -> pytest.MarkDecorator:
	"""Skips, and says so, where the data set is not there."""
	folder = DATA / name
	return pytest.mark.skipif(
		not folder.is_dir(), reason=f"{folder} is not there: the figures of the real data cannot be checked"
	)


def rows_of(name: str) -> list[dict[str, str]]:
	"""`name`: of the file below the folder of data sets, without its ending."""
	with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
		return list(csv.DictReader(file))


@contextmanager
def imported(
	live_site: LiveSite,
	company: str,
	rows: list[dict[str, str]],
	meanings: Mapping[str, str],
	**fields: Any,
) -> Iterator[dict[str, Any]]:
	"""What the import says of itself once it is done. In the end it is taken back, and the site is as it was but for masters."""
	live_site.run(another_company, company, company[:5])
	content = csv_of(list(rows[0]), *[list(row.values()) for row in rows])

	def take_in() -> tuple[str, dict[str, Any]]:
		options = {"create_leads": 1, "create_masters": 1, "company": company, **fields}
		doc = an_import(content, meanings, title=company, **options)
		return doc.name, entered(doc)

	name, found = live_site.run(take_in)
	assert found["status"] == "Imported", found
	counts = frappe_counts(live_site, name)
	try:
		yield {**found, "name": name, "counts": counts}
	finally:
		back = live_site.run(lambda: undone(frappe.get_doc("Lead History Import", name)))
		assert back["status"] == "Undone", back


def frappe_counts(live_site: LiveSite, name: str) -> dict[str, int]:
	names = ("rows_read", "rows_accepted", "rows_refused", "leads_created", "entries_written")
	return live_site.run(
		lambda: dict(frappe.db.get_value("Lead History Import", name, list(names), as_dict=True))
	)


def report(live_site: LiveSite, name: str, **filters: Any) -> Result:
	return live_site.run(lambda: figures_of(name).figures(asked(filters), filters))


def by_group(result: Result) -> dict[str, Mapping[str, Any]]:
	"""The rows by what they are called; by its English where that is a word of ours."""
	head = result.columns[0].name
	return {getattr(row[head], "text", row[head]): row for row in result.rows}
