"""What the sample needs beside its leads: a company of its own with a live model, and entries of lists that lack."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Max

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.evaluation_runs import stop_runs
from lead_intelligence.setup.defaults import put_starter_live
from lead_intelligence.setup.sample_data import vocabulary as words
from lead_intelligence.setup.sample_data.traces import remove_records

COMPANY, ABBREVIATION = "Ateliers Lumen (Sample)", "ALS"
# What ERPNext makes for a company by itself when somebody saves it.
FITTINGS = (
	*(
		"Account",
		"Cost Center",
		"Warehouse",
		"Department",
		"Mode of Payment Account",
		"Party Account",
		"Tax Category",
	),
	*("Sales Taxes and Charges Template", "Purchase Taxes and Charges Template", "Item Tax Template"),
	*(
		"Sales Taxes and Charges",
		"Purchase Taxes and Charges",
		"Item Tax Template Detail",
		"Tax Withholding Account",
	),
)


def create_company() -> str:
	"""A row without accounts, warehouses and departments: nothing is ever sold here. Returns its name."""
	doc = frappe.new_doc("Company")
	doc.update(
		{
			"company_name": _free("name", COMPANY),
			"abbr": _free("abbr", ABBREVIATION),
			"default_currency": "EUR",
			"country": "France",
			"parent_company": None,
			"is_group": 0,
		}
	)
	table = frappe.qb.DocType("Company")
	last = frappe.qb.from_(table).select(Max(table.rgt)).run(pluck=True)[0] or 0
	doc.update({"name": doc.company_name, "lft": last + 1, "rgt": last + 2})
	doc.db_insert()
	frappe.clear_document_cache("Company", doc.name)
	return str(doc.name)


def _free(field: str, wanted: str) -> str:
	number, value = 1, wanted
	while frappe.db.exists("Company", {field: value}):
		number += 1
		value = f"{wanted} {number}"
	return value


def create_masters() -> list[tuple[str, str]]:
	"""Creates what the leads link to and the site does not have. Returns it."""
	created = []
	for field, name in _masters_wanted():
		df = frappe.get_meta("Lead").get_field(actual_name(field))
		if df is None or df.fieldtype != "Link" or frappe.db.exists(df.options, name):
			continue
		doc = frappe.new_doc(df.options)
		doc.name = name
		titled = doc.meta.autoname.removeprefix("field:") if doc.meta.autoname else ""
		for fieldname in {titled, doc.meta.title_field, *_NAMED_BY} & {f.fieldname for f in doc.meta.fields}:
			doc.set(fieldname, name)
		doc.db_insert()
		created.append((df.options, name))
	return created


# Fields that hold the name of such a record, where it is not named by them.
_NAMED_BY = ("source_name", "campaign_name", "industry")


def _masters_wanted() -> Iterator[tuple[str, str]]:
	yield from (("source", source) for source, *_ in words.SOURCES if source)
	yield from (("campaign", name) for names in words.CAMPAIGNS.values() for name in names)
	yield from (("industry", industry) for industry in sorted({trade[2] for trade in words.TRADES}))


def create_model(company: str) -> str:
	"""The starter model, live for the sample's company. Returns its name."""
	model = put_starter_live(company)
	# There is no lead of the company yet, and those that come are scored as they come.
	stop_runs(company, _("Sample leads are scored while they are loaded."))
	return str(model.name)


def remove_company(company: str) -> None:
	for doctype in FITTINGS:
		if frappe.db.table_exists(doctype) and frappe.db.has_column(doctype, "company"):
			found = frappe.get_all(doctype, filters={"company": company}, pluck="name")
			if found:
				remove_records(doctype, found)
	if frappe.db.exists("DefaultValue", {"defkey": "company", "defvalue": company}):
		frappe.defaults.clear_default("company", value=company)
	remove_records("Company", [company])
	frappe.clear_document_cache("Company", company)


def remove_master(doctype: str, name: str) -> None:
	remove_records(doctype, [name])
	frappe.clear_document_cache(doctype, name)
