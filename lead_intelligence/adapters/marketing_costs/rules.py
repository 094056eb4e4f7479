"""Rules that make costs of purchase invoices, as they are saved and as they are read."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, stored_name
from lead_intelligence.adapters.marketing_costs.saving import title_of
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.core.costs.rules import CostRule, SpreadOver, problems_of_rule

RULE = "Marketing Cost Rule"
_FITS_BY = ("company", "project", "cost_center", "supplier", "expense_account")
_OF_COMPANY = {"project": "Project", "cost_center": "Cost Center", "expense_account": "Account"}


def prepare(doc: Document) -> None:
	"""Throws a sentence for each thing that keeps it from being a rule."""
	for name in (SOURCE, CAMPAIGN):
		text = " ".join((doc.get(name) or "").split())
		doc.set(name, stored_name(name, text) or text or None)
	doc.title = title_of(doc.source, doc.campaign)
	refuse(
		problems_of_rule(
			names_place=bool(doc.project or doc.cost_center),
			names_origin=bool(doc.source or doc.campaign),
			spread=doc.spread or "",
			days=doc.spread_days or 0,
		)
	)
	_refuse_other_company(doc)
	if not doc.disabled:
		_refuse_second(doc)


def _refuse_other_company(doc: Document) -> None:
	for fieldname, doctype in _OF_COMPANY.items():
		value = doc.get(fieldname)
		company = frappe.db.get_value(doctype, value, "company") if value else None
		if company and company != doc.company:
			frappe.throw(
				_("{0} {1} is of the company {2}. Choose one of {3}.").format(
					_(doc.meta.get_label(fieldname)),
					*(frappe.utils.escape_html(text) for text in (value, company, doc.company)),
				)
			)


def _refuse_second(doc: Document) -> None:
	same = {name: doc.get(name) or ("is", "not set") for name in _FITS_BY}
	other = frappe.db.get_value(
		RULE, {**same, "disabled": 0, "name": ("!=", doc.name or "")}, ["name", "title"]
	)
	if other:
		link = frappe.utils.get_link_to_form(RULE, *map(frappe.utils.escape_html, other))
		frappe.throw(
			_(
				"Another rule is about the same purchase invoices: {0}. Change that one, or make this one narrower."
			).format(link)
		)


def rules_in_use(company: str | None) -> list[CostRule]:
	"""Those that the user may see."""
	filters = {"disabled": 0, **({"company": company} if company else {})}
	fields = ["name", *_FITS_BY, "source", "campaign", "spread", "spread_days"]
	rows = frappe.get_list(RULE, filters=filters, fields=fields, limit=0, order_by="name")
	return [as_rule(row) for row in rows]


def as_rule(row: frappe._dict | Document) -> CostRule:
	centres, depth = _below(row.cost_center) if row.cost_center else (frozenset(), 0)
	return CostRule(
		name=row.name or "",
		company=row.company,
		project=row.project or "",
		cost_centres=centres,
		depth=depth,
		supplier=row.supplier or "",
		account=row.expense_account or "",
		source=row.source or "",
		campaign=row.campaign or "",
		spread=SpreadOver(row.spread or SpreadOver.POSTING_DATE.value),
		days=row.spread_days or 1,
	)


def _below(cost_center: str) -> tuple[frozenset[str], int]:
	"""It and all below it, and how deep it lies."""
	place = frappe.db.get_value("Cost Center", cost_center, ["lft", "rgt"])
	if not place:
		return frozenset({cost_center}), 1
	left, right = place
	below = frappe.get_all("Cost Center", filters={"lft": (">=", left), "rgt": ("<=", right)}, pluck="name")
	return frozenset(below), frappe.db.count("Cost Center", {"lft": ("<=", left), "rgt": (">=", right)})
