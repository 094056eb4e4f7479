"""What decides on the stage of a lead beside the lead itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from lead_intelligence.adapters.conversions import CONVERTED_STATUS, Conversion, conversions_of
from lead_intelligence.core.qualification.agreements import Agreements
from lead_intelligence.core.qualification.place import Circumstances
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.open_clocks import UNPLANNED
from lead_intelligence.core.tuning.outcome import has_ended

NOT_TO_BE_CONTACTED = "Do Not Contact"
# As ERPNext calls leads of which it has made something.
NOBODY = (None, "", "Guest", "Administrator")
"""As owners of a lead: none."""
_WITH_RECORDS = frozenset({"Opportunity", "Quotation", "Lost Quotation", CONVERTED_STATUS})


def circumstances_of(doc: Document, agreements: Agreements | None) -> Circumstances:
	"""Of a lead as it stands in memory. Of one that was not placed yet, ERPNext is asked what it has made of it."""
	is_new, placed = doc.is_new(), bool(doc.get("li_stage"))
	conversion = None
	if agreements is not None and not placed and not is_new:
		conversion = conversions_of([doc.name]).get(doc.name)
	imported = is_new and bool(frappe.flags.in_import)
	since = agreements.since if agreements else None
	told = told_by(doc, since, conversion, imported=imported, placed=placed or agreements is None)
	return replace(told, is_new=(is_new or told.is_new) and not imported)


def told_by(
	lead: Document | Mapping[str, Any],
	since: datetime | None,
	conversion: Conversion | None = None,
	*,
	imported: bool = False,
	placed: bool = True,
) -> Circumstances:
	"""`since`: when the first agreement went live. What came before is history, and so is what is imported. One that is called
	converted when it is placed is a customer, also if there is no record of it: since when, nobody knows."""
	status, created = lead.get("status"), lead.get("creation")
	if conversion is None and not placed and status == CONVERTED_STATUS:
		conversion = Conversion(Stage.CUSTOMER, None)
	older = bool(since and created and get_datetime(created) < since)
	return Circumstances(
		takes_part=status != NOT_TO_BE_CONTACTED and not cint(lead.get("disabled")),
		has_ended=has_ended(status),
		is_history=older or imported,
		converted=conversion.stage if conversion else None,
		converted_at=conversion.at if conversion else None,
		created=get_datetime(created) if created else None,
		has_records=status in _WITH_RECORDS,
		is_new=lead.get("li_clocks") == UNPLANNED,
		is_unowned=lead.get("lead_owner") in NOBODY,
	)
