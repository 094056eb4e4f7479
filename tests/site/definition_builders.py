"""Definitions in one line, so that a test says only what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.definition_signing import sign
from lead_intelligence.core.qualification.signing import Side
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP
from tests.site.builders import condition

NAMED = condition("job_title", "is", "CEO")
SIGNATORIES = {"marketing_signatory": MANAGER.user, "sales_signatory": REP.user}


def stage(name: str, **more: Any) -> dict[str, Any]:
	return {"stage": name, "meaning": f"What we call {name}", **more}


def criterion(of: str, label: str = "Is the head", when: object = NAMED) -> dict[str, Any]:
	return {"stage": of, "criterion": label, "condition_json": json.dumps(when)}


STAGES = (stage("Lead", by_itself=1), stage("MQL", by_itself=1), stage("SAL"), stage("SQL"))
CRITERIA = (criterion("Lead"), criterion("MQL"), criterion("SQL"))


def a_definition(**fields: Any) -> Document:
	"""A saved draft, to be signed by the manager for marketing and by the rep for sales."""
	values = {
		"title": "Tested",
		"company": COMPANY,
		"stages": list(STAGES),
		"criteria": list(CRITERIA),
		**SIGNATORIES,
	}
	return frappe.get_doc({"doctype": "Lead Definition", **values, **fields}).insert()


def signed(definition: Document) -> Document:
	"""By both sides."""
	for side in Side:
		with _as(definition.get(f"{side.value.lower()}_signatory")):
			sign(definition.name, side)
	return definition.reload() or definition


def a_live_definition(**fields: Any) -> Document:
	"""Signed and submitted."""
	definition = signed(a_definition(**fields))
	definition.submit()
	return definition


@contextmanager
def _as(user: str) -> Iterator[None]:
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)
