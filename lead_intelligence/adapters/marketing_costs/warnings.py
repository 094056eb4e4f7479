"""What whoever saves a cost is told of it: nothing of this keeps it from being saved."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_date

from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, stored_name

_MOST_NAMED = 5


def warn(doc: Document) -> None:
	if doc.flags.told_of_in_all:
		return
	sentences = [*_unknown(doc), *_without_rate(doc), *_overlapping(doc)]
	if sentences:
		several = len(sentences) > 1
		frappe.msgprint(
			sentences if several else sentences[0],
			title=_("The cost is saved"),
			as_list=several,
			indicator="orange",
		)


def overlapping(doc: Document) -> list[frappe._dict]:
	"""Others of the same source and campaign with days in common."""
	filters = {
		"name": ("!=", doc.name),
		"company": doc.company,
		"from_date": ("<=", doc.to_date),
		"to_date": (">=", doc.from_date),
		**{name: doc.get(name) or ("is", "not set") for name in (SOURCE, CAMPAIGN)},
	}
	return list(
		frappe.get_all(
			"Marketing Cost",
			filters=filters,
			fields=["name", "from_date", "to_date"],
			order_by="from_date, name",
			limit=_MOST_NAMED,
		)
	)


def _unknown(doc: Document) -> list[str]:
	escape = frappe.utils.escape_html
	found = []
	if doc.source and not stored_name(SOURCE, doc.source):
		found.append(
			_(
				"No source is called '{0}', so no lead comes from it. Correct the name, or create the source."
			).format(escape(doc.source))
		)
	if doc.campaign and not stored_name(CAMPAIGN, doc.campaign):
		found.append(
			_(
				"No campaign is called '{0}', so no lead comes from it. Correct the name, or create the campaign."
			).format(escape(doc.campaign))
		)
	return found


def _without_rate(doc: Document) -> list[str]:
	if doc.conversion_rate:
		return []
	sentence = _(
		"There is no exchange rate from {0}, so this cost is counted nowhere. Enter its Exchange Rate, or a Currency Exchange for buying, and save it again."
	)
	return [sentence.format(frappe.utils.escape_html(doc.currency))]


def _overlapping(doc: Document) -> list[str]:
	rows = overlapping(doc)
	if not rows:
		return []
	links = [
		frappe.utils.get_link_to_form(
			"Marketing Cost", row.name, f"{format_date(row.from_date)} – {format_date(row.to_date)}"
		)
		for row in rows
	]
	sentence = _(
		"There are other costs of the same source and campaign for some of these days: {0}. All of them count."
	)
	return [sentence.format(", ".join(links))]
