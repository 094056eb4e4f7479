"""A lead judged by an agreement of choice, as it is now and as it was known on another day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.definition_trial import Trial
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.api.arguments import day, some_text, text

_MOST_CHARACTERS = 140
_MOST_VERSIONS = 200
_FIELDS = ("name", "title", "status", "valid_from", "valid_to")


@frappe.whitelist(methods=["GET", "POST"])
def agreements(lead: str) -> dict[str, Any]:
	"""The definitions of the lead's company, drafts first, then the newest versions; and the first day of the lead."""
	doc = _lead(lead)
	company = doc.get("company") or frappe.defaults.get_global_default("company")
	found = frappe.get_list(
		DEFINITION,
		filters={"company": company, "docstatus": ("<", 2)},
		fields=[*_FIELDS, "market_segment", "product_line"],
		order_by="docstatus asc, version desc",
		limit=_MOST_VERSIONS,
	)
	return {"agreements": found, "first_day": str(get_datetime(doc.creation).date())}


@frappe.whitelist(methods=["GET", "POST"])
def judged_as_of(lead: str, definition: str | None = None, on: str | None = None) -> dict[str, Any]:
	"""What each stage of a definition finds in a lead: as it is now and, with a day, as it was known at its end.

	Without a definition, the one that was for the lead on that day or, without a day, the one that is for it now. Needs the
	right to read both. Nothing is stored.
	"""
	doc = _lead(lead)
	trial = Trial(doc, _moment(on, get_datetime(doc.creation)))
	name = some_text(definition, _("Definition"), _MOST_CHARACTERS)
	if name:
		agreement = frappe.get_doc(DEFINITION, name)
	else:
		agreement = trial.agreement_of_then() if on else trial.agreement_of_now()
	if agreement is None:
		return {"agreement": None, "now": None, "then": None}
	agreement.check_permission("read")
	return {"agreement": {field: agreement.get(field) for field in _FIELDS}, **trial.judged(agreement)}


def _moment(on: object, created: datetime) -> datetime | None:
	"""The end of the day, or now on this one."""
	found, now = day(on, _("On")), now_datetime()
	if found is None:
		return None
	if found > now.date():
		frappe.throw(
			_("{0} has not come yet. Choose a day up to today.").format(frappe.format(found, "Date"))
		)
	if found < created.date():
		frappe.throw(
			_("The lead was not there yet on {0}. Choose {1} or a later day.").format(
				frappe.format(found, "Date"), frappe.format(created.date(), "Date")
			)
		)
	return min(datetime.combine(found, time.max), now)


def _lead(name: object) -> Document:
	doc = frappe.get_doc("Lead", text(name, _("Lead")))
	doc.check_permission("read")
	return doc
