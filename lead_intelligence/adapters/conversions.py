"""What ERPNext has made of leads: opportunities, quotations and customers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import frappe
from frappe.query_builder.functions import Min
from pypika import Parameter

from lead_intelligence.adapters.statements import MOST_VALUES
from lead_intelligence.core.qualification.stages import Stage, rank

_PLACE = Parameter("%s")
CONVERTED_STATUS = "Converted"


class Conversion(NamedTuple):
	"""How far a lead came, by its records, and when it first came there (naive, system time zone)."""

	stage: Stage
	at: datetime | None


def conversions_of(leads: Sequence[str], *, cancelled: bool = False) -> dict[str, Conversion]:
	"""Those of the leads of which there is an opportunity, a quotation or a customer now. `cancelled`: quotations that were
	cancelled count too."""
	found: dict[str, Conversion] = {}
	names = list(dict.fromkeys(leads))
	for start in range(0, len(names), MOST_VALUES):
		some = names[start : start + MOST_VALUES]
		for lead, at in _rows("customers", some):
			_add(found, lead, Stage.CUSTOMER, at)
		for lead, at, customer_at in _rows("opportunities", some):
			_add(found, lead, Stage.OPPORTUNITY, at)
			_add(found, lead, Stage.CUSTOMER, customer_at)
		for lead, at in _rows("all quotations" if cancelled else "quotations", some):
			_add(found, lead, Stage.OPPORTUNITY, at)
		for lead, at in _rows("customers of prospects", some):
			_add(found, lead, Stage.CUSTOMER, at)
	return found


def _add(found: dict[str, Conversion], lead: str, stage: Stage, at: datetime | None) -> None:
	"""The furthest, and of those the first."""
	if at is None:
		return
	known = found.get(lead)
	if known and rank(known.stage) > rank(stage):
		return
	if known and known.stage is stage and known.at and known.at <= at:
		return
	found[lead] = Conversion(stage, at)


def _rows(which: str, leads: Sequence[str]) -> Iterable[Sequence[Any]]:
	# A name that is asked for again changes nothing, and so few statements are written.
	size = min(MOST_VALUES, 1 << (len(leads) - 1).bit_length())
	names = (*leads, *[leads[-1]] * (size - len(leads)))
	rows: Iterable[Sequence[Any]] = frappe.db.sql(_statement(frappe.db.db_type, which, size), names)
	return rows


@lru_cache(maxsize=64)
def _statement(_db_type: str, which: str, leads: int) -> str:
	"""The earliest creation by lead."""
	customer, places = frappe.qb.DocType("Customer"), [_PLACE] * leads
	if which == "customers":
		query = frappe.qb.from_(customer).select(customer.lead_name, Min(customer.creation))
		query = query.where(customer.lead_name.isin(places)).groupby(customer.lead_name)
	elif which == "opportunities":
		made = frappe.qb.DocType("Opportunity")
		query = frappe.qb.from_(made).left_join(customer).on(customer.opportunity_name == made.name)
		query = query.select(made.party_name, Min(made.creation), Min(customer.creation))
		query = query.where((made.opportunity_from == "Lead") & made.party_name.isin(places))
		query = query.groupby(made.party_name)
	elif which == "customers of prospects":
		row = frappe.qb.DocType("Prospect Lead")
		query = frappe.qb.from_(row).join(customer).on(customer.prospect_name == row.parent)
		query = query.select(row.lead, Min(customer.creation))
		query = query.where(row.lead.isin(places)).groupby(row.lead)
	else:
		made = frappe.qb.DocType("Quotation")
		query = frappe.qb.from_(made).select(made.party_name, Min(made.creation))
		query = query.where((made.quotation_to == "Lead") & made.party_name.isin(places))
		if which == "quotations":
			query = query.where(made.docstatus < 2)
		query = query.groupby(made.party_name)
	return str(query.get_sql())


def first_record(lead: str, stage: Stage) -> tuple[str, str] | None:
	"""The record by which the lead first came to that stage."""
	of_lead = (
		("Opportunity", {"opportunity_from": "Lead", "party_name": lead}),
		("Quotation", {"quotation_to": "Lead", "party_name": lead, "docstatus": ("<", 2)}),
	)
	if stage is Stage.CUSTOMER:
		made = frappe.get_all("Opportunity", filters=of_lead[0][1], pluck="name")
		prospects = frappe.get_all("Prospect Lead", filters={"lead": lead}, pluck="parent")
		of_lead = (
			("Customer", {"lead_name": lead}),
			("Customer", {"opportunity_name": ("in", made or [""])}),
			("Customer", {"prospect_name": ("in", prospects or [""])}),
		)
	rows = [
		(row.creation, doctype, row.name)
		for doctype, filters in of_lead
		for row in frappe.get_all(
			doctype, filters=filters, fields=["name", "creation"], order_by="creation", limit=1
		)
	]
	return min(rows)[1:] if rows else None
