"""What the forms of marketing costs ask for."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE
from lead_intelligence.adapters.marketing_costs.names import offered as names_offered
from lead_intelligence.adapters.marketing_costs.rates import company_currency, stored_rate
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.api.arguments import text


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
	found = stored_rate(text(currency, _("Currency")), company_currency(company), getdate(day))
	return float(found or 0)
