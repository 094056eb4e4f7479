"""The families of origin of sources, as conditions on leads and as names."""

from __future__ import annotations

from functools import reduce
from operator import or_

import frappe
from pypika import Table
from pypika.terms import Criterion

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.source_profiles import profile_of


def has_mediums() -> bool:
	return frappe.get_meta("Lead").has_field("utm_medium")


def family_of(source: str | None, medium: str | None = None) -> str | None:
	profile = profile_of(source, medium)
	return profile.family if profile else None


def is_of_family(lead: Table, family: str) -> Criterion:
	"""Holds for leads whose source, or source and medium, is of the family."""
	source = lead[actual_name("source")]
	rows = frappe.get_all(
		"Lead Source Profile", filters={"disabled": 0}, fields=["source", "medium", "family"], order_by="name"
	)
	alone = {row.source.strip() for row in rows if not (row.medium or "").strip()}
	of_family = sorted(name for name in alone if family_of(name) == family)
	found: list[Criterion] = []
	if not has_mediums():
		found = [source.isin(of_family or [""]) & source.isnotnull() & (source != "")]
	else:
		pairs = sorted(
			{(row.source.strip(), row.medium.strip()) for row in rows if (row.medium or "").strip()}
		)
		for name in of_family:
			others = [medium for source_, medium in pairs if source_.casefold() == name.casefold()]
			criterion = source == name
			if others:
				criterion &= lead.utm_medium.isnull() | lead.utm_medium.notin(others)
			found.append(criterion)
		found += [
			(source == name) & (lead.utm_medium == medium)
			for name, medium in pairs
			if family_of(name, medium) == family
		]
	return reduce(or_, found) if found else source.isin([""]) & source.isnull()
