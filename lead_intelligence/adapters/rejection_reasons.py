"""The reasons for which a lead may be refused: records that an admin may add to, rename or disable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html, getdate

from lead_intelligence.core.qualification.handing_over import Consequence

_DOCTYPE = "Lead Rejection Reason"
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionReason:
	name: str
	consequence: Consequence
	revisit_after_days: int
	description: str | None = None

	@property
	def revisit_on(self) -> date | None:
		return getdate() + timedelta(days=self.revisit_after_days) if self.revisit_after_days else None


def reason_named(name: str) -> RejectionReason:
	"""Throws where there is none, or where it can no longer be chosen."""
	row = frappe.db.get_value(_DOCTYPE, name, [*_FIELDS, "disabled"], as_dict=True)
	if row is None:
		frappe.throw(
			_("There is no rejection reason '{0}'. Choose one of the list.").format(escape_html(name))
		)
	if row.disabled:
		frappe.throw(
			_("The rejection reason '{0}' is disabled. Choose another one.").format(escape_html(_(name)))
		)
	return _reason(row)


def reasons_in_use() -> Iterator[RejectionReason]:
	rows = frappe.get_all(_DOCTYPE, filters={"disabled": 0}, fields=list(_FIELDS), order_by="name")
	return (_reason(row) for row in rows)


_FIELDS = ("name", "consequence", "revisit_after_days", "description")


def _reason(row: dict[str, Any]) -> RejectionReason:
	return RejectionReason(
		name=row["name"],
		consequence=Consequence(row["consequence"]),
		revisit_after_days=cint(row["revisit_after_days"]),
		description=row["description"] or None,
	)


def follow_rename(old: str, new: str) -> None:
	"""After a rename or a merge, what was refused for it was refused for its new name. The journey says what was said."""
	frappe.db.set_value("Lead Handover", {"reason": old}, "reason", new, update_modified=False)
