"""A source or a campaign is renamed, and with it what names it by text: profiles of sources, costs, and rules."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, master_of
from lead_intelligence.adapters.marketing_costs.rules import RULE
from lead_intelligence.adapters.marketing_costs.saving import COST, title_of
from lead_intelligence.adapters.source_profiles import forget_profiles


def follow_rename(doctype: str, old: str, new: str) -> None:
	"""`doctype`: of what was renamed, or merged into another."""
	for name in (SOURCE, CAMPAIGN):
		if master_of(name) == doctype:
			for named in (COST, RULE):
				_rename_in(named, name, old, new)
			if name == SOURCE:
				_rename_profiles(old, new)


def _rename_in(doctype: str, name: str, old: str, new: str) -> None:
	table = frappe.qb.DocType(doctype)
	pairs = (
		frappe.qb.from_(table).select(table.source, table.campaign).where(table[name] == old).distinct().run()
	)
	for source, campaign in pairs:
		other, value = (campaign, "campaign") if name == SOURCE else (source, "source")
		title = title_of(new, campaign) if name == SOURCE else title_of(source, new)
		query = (
			frappe.qb.update(table).set(table[name], new).set(table.title, title).where(table[name] == old)
		)
		query.where(table[value] == other if other else table[value].isnull() | (table[value] == "")).run()


def _rename_profiles(old: str, new: str) -> None:
	"""One that would be the second of its source and medium stays as it is."""
	taken = {
		medium or "" for medium in frappe.get_all("Lead Source Profile", {"source": new}, pluck="medium")
	}
	for profile in frappe.get_all("Lead Source Profile", {"source": old}, ["name", "medium"]):
		# To the database, a name that only got other capitals is the one that it was.
		if old.casefold() == new.casefold() or (profile.medium or "") not in taken:
			frappe.db.set_value("Lead Source Profile", profile.name, "source", new)
	forget_profiles()
