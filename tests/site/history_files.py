"""Files of history in one line, imported as people do it."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.history_imports import undoing
from lead_intelligence.adapters.history_imports.entry import Entry
from lead_intelligence.adapters.history_imports.files import open_file
from lead_intelligence.adapters.history_imports.judging import JudgedLine, Judging
from lead_intelligence.adapters.history_imports.mapping import line_reader
from lead_intelligence.adapters.history_imports.references import ReferencesToLeads
from lead_intelligence.adapters.history_imports.state import AT_WORK
from lead_intelligence.api import history_import as api
from lead_intelligence.jobs import history_imports as jobs
from tests.bench.base_company import COMPANY

IMPORT, FACT, ENTRY = "Lead History Import", "Lead History Fact", "Lead Journey Entry"


def csv_of(header: Sequence[str], *rows: Sequence[object], delimiter: str = ",") -> str:
	text = io.StringIO()
	csv.writer(text, delimiter=delimiter).writerows([header, *rows])
	return text.getvalue()


def attached(content: str | bytes, name: str = "history.csv") -> str:
	"""The address of a private file of the user."""
	file = frappe.get_doc({"doctype": "File", "file_name": name, "is_private": 1, "content": content})
	return str(file.insert(ignore_permissions=True).file_url)


def an_import(content: str | bytes, meanings: Mapping[str, str] | None = None, **fields: Any) -> Document:
	"""A saved draft. `meanings`: by column, where the guess is not what is meant."""
	values = {"title": "History", "company": COMPANY, "file": attached(content), **fields}
	doc = frappe.get_doc({"doctype": IMPORT, **values}).insert()
	if meanings is not None:
		for row in doc.columns:
			row.meaning = meanings.get(row.column, "Ignore")
		doc.save()
	return doc


def checked(doc: Document) -> dict[str, Any]:
	"""What the check finds. Commits."""
	api.check(doc.name)
	return worked(doc)


def entered(doc: Document) -> dict[str, Any]:
	"""Checked and imported. Commits."""
	checked(doc)
	api.begin(doc.name)
	return worked(doc)


def undone(doc: Document) -> dict[str, Any]:
	api.undo(doc.name)
	return worked(doc)


def worked(doc: Document) -> dict[str, Any]:
	"""In this process, as the worker of the site would; where that one was faster, it is waited for."""
	user = frappe.session.user
	frappe.db.commit()
	jobs.work(doc.name)
	frappe.set_user(user)
	patience = time.monotonic() + 120
	while (found := api.progress(doc.name))["status"] in AT_WORK:
		assert time.monotonic() < patience, found
		time.sleep(0.1)
		frappe.db.commit()
	return found


def taken_in(
	content: str | bytes, meanings: Mapping[str, str] | None = None, **fields: Any
) -> tuple[Document, list[JudgedLine]]:
	"""Entered in one chunk and without a commit, so that it can be rolled back."""
	doc = an_import(content, meanings, **fields)
	lines = judged(doc, makes=True)
	Entry(doc.name).enter(lines)
	return doc, lines


def judged(doc: Document, *, makes: bool = False) -> list[JudgedLine]:
	table = open_file(doc)
	judging = Judging(doc, line_reader(doc, table), len(table.columns), makes=makes)
	return judging.judge(list(table.records()))


def taken_back(doc: Document) -> list[str]:
	"""The leads that stay."""
	return undoing.take_back(doc.name, undoing.next_leads(doc.name), ReferencesToLeads())


def refusals(lines: Iterable[JudgedLine]) -> dict[int, str]:
	return {
		line.record.line: " ".join(problem.text() for problem in line.problems)
		for line in lines
		if line.problems
	}


def stages_of(lead: str) -> list[tuple[str | None, str, str]]:
	"""What the journey says of the stages of a lead, by date."""
	rows = frappe.get_all(
		ENTRY,
		filters={"lead": lead, "stage_after": ("is", "set")},
		fields=["stage_before", "stage_after", "at"],
		order_by="at, name",
	)
	return [(row.stage_before, row.stage_after, str(row.at)) for row in rows]


def lead_with(number: str) -> str:
	"""The lead that an import knows by an own number."""
	return str(frappe.db.get_value(FACT, {"own_number": number, "kind": "Lead"}, "lead"))


def facts_of(lead: str, kind: str) -> list[frappe._dict]:
	return frappe.get_all(FACT, filters={"lead": lead, "kind": kind}, fields=["*"], order_by="name")


def sentences(findings: dict[str, Any], kind: str = "problems") -> dict[int, list[str]]:
	return {row["line"]: row["sentences"] for row in findings["findings"][kind]}
