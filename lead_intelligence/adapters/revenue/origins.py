"""Which lead the item of an order or of an invoice came of: by ERPNext's own links from document to document, never by a guess.

Documents are found by the number of their name, see `number_of`, for there are hundreds of thousands of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import frappe
from frappe.query_builder.functions import Count, Max
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion, Term

from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.core.money.untraced import Untraced


class Party(IntEnum):
	"""Who a quotation or an opportunity is of, short enough to be kept by the hundred thousand."""

	LEAD, PROSPECT, CUSTOMER = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
	"""Terms of a query in which an order's item was followed back. `lead`: the number of the lead that it came of, null where it came of
	none. `party`: a `Party`, null where there is no quotation. `is_gone`: 1 where that lead has been deleted; None where nobody asked."""

	lead: Term
	party: Term
	is_gone: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
	"""`is_gone`: whether leads are looked up, which takes as long as all the rest."""

	is_gone: bool

	@property
	def names(self) -> tuple[str, ...]:
		return ("lead", "party", "is_gone") if self.is_gone else ("lead", "party")


def with_origin(query: QueryBuilder, item: Table, *, traced_only: bool) -> tuple[QueryBuilder, Origin]:
	"""The query, which reads Sales Order Item as `item`, with what it came of. `traced_only`: without what came of no quotation.

	The opportunity that the quotation's item names decides, else that of the quotation, else to whom the quotation was made."""
	told = _Told(is_gone=not traced_only)
	quoted = kept(_quotations(told), "quoted")
	of_quotation = quoted.number == number_of(NullIf(item.prevdoc_docname, ""))
	query = (query.join if traced_only else query.left_join)(quoted).on(of_quotation)
	origin = Origin(**{name: quoted[name] for name in told.names})
	if not frappe.get_meta("Sales Order Item").has_field("quotation_item"):
		return query, origin
	other = kept(_items_of_other_opportunities(told), "other")
	of_item = (other.number == number_of(NullIf(item.quotation_item, ""))) & (
		other.quotation == quoted.number
	)
	query = query.left_join(other).on(of_item)
	chosen = {
		name: Case().when(other.number.isnotnull(), other[name]).else_(quoted[name]) for name in told.names
	}
	return query, Origin(**chosen)


def _quotations(told: _Told) -> QueryBuilder:
	quotation = frappe.qb.DocType("Quotation")
	query = frappe.qb.from_(quotation).select(number_of(quotation.name).as_("number"))
	return _with_party(query, quotation, quotation.opportunity, told).where(quotation.docstatus == 1)


def _items_of_other_opportunities(told: _Told) -> QueryBuilder:
	"""Items of quotations that came of another opportunity than their quotation."""
	item, quotation = frappe.qb.DocType("Quotation Item"), frappe.qb.DocType("Quotation")
	# Of the bare name, the database would look the items of each quotation up, most of which are of no other opportunity.
	query = frappe.qb.from_(item).join(quotation).on(quotation.name == NullIf(item.parent, ""))
	query = query.select(number_of(item.name).as_("number"), number_of(quotation.name).as_("quotation"))
	query = query.where((quotation.docstatus == 1) & (item.prevdoc_doctype == "Opportunity"))
	is_other = (item.prevdoc_docname > "") & (item.prevdoc_docname != Coalesce(quotation.opportunity, ""))
	return _with_party(query.where(is_other), quotation, item.prevdoc_docname, told)


def _with_party(query: QueryBuilder, quotation: Table, opportunity: Term, told: _Told) -> QueryBuilder:
	"""Selects what a quotation came of: its opportunity, if there is one, else whom it was made to."""
	made = kept(_opportunities(told), "made")
	query = query.left_join(made).on(made.number == number_of(NullIf(opportunity, "")))
	unmade = Case().when(made.number.isnull(), quotation.quotation_to)
	query, own = _with_lead(query, unmade, quotation.party_name, told)
	own["party"] = _party(quotation.quotation_to)
	return query.select(*(Coalesce(made[name], own[name]).as_(name) for name in told.names))


def _opportunities(told: _Told) -> QueryBuilder:
	made = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(made).select(number_of(made.name).as_("number"))
	query, own = _with_lead(query, made.opportunity_from, made.party_name, told)
	own["party"] = _party(made.opportunity_from)
	return query.select(*(own[name].as_(name) for name in told.names))


def _with_lead(
	query: QueryBuilder, party_type: Term, party: Term, told: _Told
) -> tuple[QueryBuilder, dict[str, Term]]:
	"""The query with the lead that the party is, or is alone behind."""
	prospect, lead = prospects_of_one_lead().as_("prospect"), frappe.qb.DocType("Lead")
	query = query.left_join(prospect).on(prospect.name == Case().when(party_type == "Prospect", party))
	named = Case().when(party_type == "Lead", NullIf(party, "")).when(party_type == "Prospect", prospect.lead)
	if not told.is_gone:
		return query, {"lead": number_of(named)}
	query = query.left_join(lead).on(lead.name == named)
	is_gone = Case().when(lead.name.isnull() & named.isnotnull(), 1).else_(0)
	return query, {"lead": number_of(lead.name), "is_gone": is_gone}


def _party(doctype: Term) -> Case:
	case = Case()
	for one in Party:
		case = case.when(doctype == one.name.title(), int(one))
	return case


def prospects_of_one_lead() -> QueryBuilder:
	row = frappe.qb.DocType("Prospect Lead")
	query = frappe.qb.from_(row).select(row.parent.as_("name"), Max(row.lead).as_("lead"))
	return query.where(row.lead > "").groupby(row.parent).having(Count(row.lead).distinct() == 1)


def with_order_item(query: QueryBuilder, item: Table, *, traced_only: bool) -> tuple[QueryBuilder, Table]:
	"""The query, which reads Sales Invoice Item as `item`, with the order's item that it bills, as `traced` has it: named by itself, by the
	delivery that it bills, or by the item that it takes back."""
	query, named = with_name_of_order_item(query, item)
	ordered = kept(traced(traced_only=traced_only), "ordered")
	return (query.join if traced_only else query.left_join)(ordered).on(
		ordered.number == number_of(named)
	), ordered


def with_name_of_order_item(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Term]:
	"""The query, which reads Sales Invoice Item as `item`, and the name of the order's item that it bills, see `with_order_item`."""
	note, taken_back = (
		frappe.qb.DocType("Delivery Note Item"),
		item.__class__(item._table_name).as_("taken_back"),
	)
	first_note = frappe.qb.DocType("Delivery Note Item").as_("first_note")
	# Names that are not there are null, and cost no look-up.
	named = NullIf(item.so_detail, "")
	query = query.left_join(note).on(note.name == Case().when(named.isnull(), NullIf(item.dn_detail, "")))
	named = Coalesce(named, NullIf(note.so_detail, ""))
	query = query.left_join(taken_back).on(
		taken_back.name == Case().when(named.isnull(), NullIf(item.sales_invoice_item, ""))
	)
	named = Coalesce(named, NullIf(taken_back.so_detail, ""))
	query = query.left_join(first_note).on(
		first_note.name == Case().when(named.isnull(), NullIf(taken_back.dn_detail, ""))
	)
	named = Coalesce(named, NullIf(first_note.so_detail, ""))
	return query, named


def traced(*, traced_only: bool) -> QueryBuilder:
	"""A row for each item of a submitted order: its `number`, the number of the `lead` that it came of, and, unless `traced_only`, `why` it
	came of none, as the place of that among all of `Untraced`."""
	item = frappe.qb.DocType("Sales Order Item")
	query = frappe.qb.from_(item).select(number_of(item.name).as_("number")).where(item.docstatus == 1)
	query, origin = with_origin(query, item, traced_only=traced_only)
	query = query.select(origin.lead.as_("lead"))
	return (
		query.where(origin.lead.isnotnull()) if traced_only else query.select(_why(item, origin).as_("why"))
	)


def _why(item: Table, origin: Origin) -> Case:
	beside = frappe.qb.DocType("Sales Order Item").as_("beside")
	of_quotation = frappe.qb.from_(beside).select(beside.name)
	of_quotation = of_quotation.where((beside.parent == item.parent) & (beside.prevdoc_docname > ""))
	why = Case().when(origin.is_gone == 1, place_of(Untraced.LEAD_DELETED))
	why = why.when(origin.party == int(Party.CUSTOMER), place_of(Untraced.OF_CUSTOMER))
	why = why.when(origin.party == int(Party.PROSPECT), place_of(Untraced.OF_PROSPECT))
	why = why.when(ExistsCriterion(of_quotation), place_of(Untraced.ADDED_TO_ORDER))
	return Case().when(origin.lead.isnull(), why.else_(place_of(Untraced.NO_QUOTATION)))


def place_of(why: Untraced) -> int:
	return list(Untraced).index(why)


def in_ledger(document: Table, company: str) -> Criterion:
	"""Holds for submitted orders and invoices of the company, without what it only moves between its own branches: no ledger says that
	anything was sold there."""
	return is_sold(document) & (document.company == company)


def is_sold(document: Table) -> Criterion:
	"""The same of all companies."""
	moved = (document.is_internal_customer == 1) & (document.represents_company == document.company)
	return (document.docstatus == 1) & Case().when(moved, 0).else_(1).eq(1)
