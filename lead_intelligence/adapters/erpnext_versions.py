"""The differences between ERPNext 15 and 16, in one place."""

from __future__ import annotations

import frappe

# Canonical name of a snapshot field -> its name on Lead in ERPNext 15 and in 16.
_RENAMED = {
	"source": ("source", "utm_source"),
	"campaign": ("campaign_name", "utm_campaign"),
	"medium": ("utm_medium",),
}
_CANONICAL = {actual: canonical for canonical, names in _RENAMED.items() for actual in names}


def canonical_name(fieldname: str) -> str:
	"""The name under which conditions know a field of Lead."""
	return _CANONICAL.get(fieldname, fieldname)


def actual_name(name: str) -> str:
	"""The field of Lead on this site that a canonical name stands for."""
	meta = frappe.get_meta("Lead")
	return next((actual for actual in _RENAMED.get(name, ()) if meta.has_field(actual)), name)
