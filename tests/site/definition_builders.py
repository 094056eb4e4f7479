"""Definitions in one line, so that a test says only what it is about."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.model.document import Document

from tests.bench.base_company import COMPANY
from tests.site.builders import condition

NAMED = condition("job_title", "is", "CEO")


def stage(name: str, **more: Any) -> dict[str, Any]:
	return {"stage": name, "meaning": f"What we call {name}", **more}


def criterion(of: str, label: str = "Is the head", when: object = NAMED) -> dict[str, Any]:
	return {"stage": of, "criterion": label, "condition_json": json.dumps(when)}


STAGES = (stage("Lead", by_itself=1), stage("MQL", by_itself=1), stage("SAL"), stage("SQL"))
CRITERIA = (criterion("Lead"), criterion("MQL"), criterion("SQL"))


def a_definition(**fields: Any) -> Document:
	"""A saved draft."""
	values = {"title": "Tested", "company": COMPANY, "stages": list(STAGES), "criteria": list(CRITERIA)}
	return frappe.get_doc({"doctype": "Lead Definition", **values, **fields}).insert()
