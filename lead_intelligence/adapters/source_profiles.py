"""What is known of a source of leads: its family of origin, and what it shows that a lead comes from there."""

from __future__ import annotations

from dataclasses import dataclass

import frappe

from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot

_DOCTYPE = "Lead Source Profile"
_CACHE = "lead_intelligence_source_profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
	name: str
	family: str
	contact: str | None
	signal: str | None


def profile_of(source: str | None, medium: str | None = None) -> SourceProfile | None:
	"""The profile of a Lead Source, or of a UTM source and medium: that of both together if there is one, else that of
	the source alone. Capitals play no part."""
	if not source:
		return None
	known = frappe.cache.get_value(_CACHE, _stored)
	key = source.strip().casefold()
	found = known.get((key, (medium or "").strip().casefold())) or known.get((key, ""))
	return SourceProfile(name=found[0], family=found[1], contact=found[2], signal=found[3]) if found else None


def origin_of(lead: LeadSnapshot) -> tuple[str | None, str | None]:
	"""The family of origin of a lead's source, and what it shows that the lead comes from there."""
	source, medium = lead.value("source"), lead.value("utm_medium")
	profile = profile_of(
		source if isinstance(source, str) else None, medium if isinstance(medium, str) else None
	)
	return (profile.family, profile.signal) if profile else (None, None)


def _stored() -> dict[tuple[str, str], tuple[str, str, str | None, str | None]]:
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"disabled": 0},
		fields=["source", "medium", "name", "family", "contact", "signal"],
		order_by="creation desc",
		as_list=True,
	)
	return {
		(source.strip().casefold(), (medium or "").strip().casefold()): (
			name,
			family,
			contact or None,
			signal or None,
		)
		for source, medium, name, family, contact, signal in rows
	}


def forget_profiles() -> None:
	frappe.cache.delete_value(_CACHE)
	# Another request may read the old ones until what was changed is committed.
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(_CACHE))
