"""What the forms of marketing costs ask for."""

from __future__ import annotations

from typing import Any, Final

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE
from lead_intelligence.adapters.marketing_costs.names import offered as names_offered
from lead_intelligence.adapters.marketing_costs.rates import stored_rate
from lead_intelligence.adapters.marketing_costs.rule_preview import previewed
from lead_intelligence.adapters.marketing_costs.rules import RULE
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.api.arguments import day as a_day
from lead_intelligence.api.arguments import document, text
from lead_intelligence.core.reporting.period import Period

_LOOKED_UP: Final = 500
_PREVIEWED_DAYS: Final = 365


@frappe.whitelist(methods=["GET", "POST"])
def offered(name: str, txt: str = "", **_ignored: Any) -> list[dict[str, str]]:
	"""Sources or campaigns whose name holds what was typed. Needs the right to read costs."""
	frappe.has_permission(COST, "read", throw=True)
	if name not in (SOURCE, CAMPAIGN):
		frappe.throw(_("Choose a source or a campaign."))
	begun = str(txt or "").strip()[:140]
	return [{"value": one, "label": one} for one in names_offered(name, begun)]


@frappe.whitelist(methods=["GET", "POST"])
def rate(company: str, currency: str, day: str) -> float:
	"""The stored rate for buying of that day; 0 where there is none. Needs the right to read costs."""
	frappe.has_permission(COST, "read", throw=True)
	company = text(company, _("Company"))
	if not frappe.db.exists("Company", company):
		frappe.throw(_("There is no company {0}.").format(frappe.utils.escape_html(company)))
	on = a_day(day, _("From")) or getdate()
	found = stored_rate(text(currency, _("Currency")), company_currency(company), on)
	return float(found or 0)


@frappe.whitelist(methods=["POST"])
def look_up_rates() -> dict[str, int]:
	"""Costs without a rate get the one that is stored by now, as far as the user may write them: `found` have one now, `without` have none."""
	rows = frappe.get_list(
		COST, filters={"conversion_rate": 0}, pluck="name", limit=_LOOKED_UP, order_by="from_date"
	)
	found = 0
	for name in rows:
		doc = frappe.get_doc(COST, name)
		doc.flags.told_of_in_all = True
		doc.save()
		found += bool(doc.conversion_rate)
	return {"found": found, "without": len(rows) - found}


@frappe.whitelist(methods=["POST"])
def rule_preview(rule: str) -> dict[str, Any]:
	"""What a rule, as it stands in its form, made costs of in the last twelve months. Needs the right to write rules."""
	frappe.has_permission(RULE, "write", throw=True)
	doc = frappe.get_doc({**document(rule, _("Rule"), ()), "doctype": RULE})
	if not (doc.company and (doc.project or doc.cost_center)) or not frappe.db.exists("Company", doc.company):
		return {}
	frappe.new_doc(RULE, company=doc.company).check_permission("create")
	today = getdate()
	found = previewed(doc, Period(first=add_days(today, 1 - _PREVIEWED_DAYS), last=today))
	amount, currency = float(found.amount), company_currency(doc.company)
	return {"items": found.items, "amount": amount, "currency": currency, "others": found.others}
