"""The differences between ERPNext 15 and 16, in one place."""

from __future__ import annotations

import re

import frappe

from lead_intelligence.core.snapshot.erpnext_lead import CANONICAL_NAMES, NAMES_IN_ERPNEXT


def canonical_name(fieldname: str) -> str:
	"""The name under which conditions know a field of Lead."""
	return CANONICAL_NAMES.get(fieldname, fieldname)


def actual_name(name: str) -> str:
	"""The field of Lead on this site that a canonical name stands for."""
	names = NAMES_IN_ERPNEXT.get(name)
	if not names:
		return name
	meta = frappe.get_meta("Lead")
	return next((actual for actual in names if meta.has_field(actual)), name)


def in_permission_query(condition: str) -> str:
	"""The condition as a permission query hook is to return it.

	Frappe 16 fills parameters into the query that the condition becomes part of, so a percent sign in it is doubled;
	those that other apps' hooks have brought along are so already.
	"""
	if int(frappe.__version__.split(".")[0]) < 16:
		return condition
	return beside_parameters(condition)


def beside_parameters(condition: str) -> str:
	"""The condition as part of a statement into which parameters are filled."""
	return re.sub("(?<!%)%(?!%)", "%%", condition)


def forget_cached_leads(names: list[str]) -> None:
	"""Call after the commit of a change that was made past the documents. Frappe itself would look through all keys."""
	if names:
		frappe.cache.delete_value([frappe.get_document_cache_key("Lead", name) for name in names])
