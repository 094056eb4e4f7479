"""Profiles of the sources that ERPNext brings, and of the usual ones of the web."""

from __future__ import annotations

import frappe

_DOCTYPE = "Lead Source Profile"

_SOCIAL = "Social Networks"
_MAIL = "Mail, E-Mail, Press and Blog"
_WEB = "Websites, White Papers and Surveys"
_FAIRS = "Fairs and Events"
_NETWORKS = "Internal and External Networks"
_REPS = "Sales Reps"
_PHONE = "Telemarketing"
_DIRECT, _INDIRECT = "Direct", "Indirect"
_INTEREST, _INTENT = "Interest", "Intent"

# Source, UTM medium, family, direct or indirect, signal.
SOURCES: tuple[tuple[str, str | None, str, str, str | None], ...] = (
	("Existing Customer", None, _NETWORKS, _DIRECT, _INTENT),
	("Reference", None, _NETWORKS, _INDIRECT, _INTENT),
	("Advertisement", None, _MAIL, _INDIRECT, _INTEREST),
	("Cold Calling", None, _PHONE, _DIRECT, None),
	("Exhibition", None, _FAIRS, _DIRECT, _INTEREST),
	("Supplier Reference", None, _NETWORKS, _INDIRECT, _INTENT),
	("Mass Mailing", None, _MAIL, _INDIRECT, _INTEREST),
	("Customer's Vendor", None, _NETWORKS, _INDIRECT, None),
	("Campaign", None, _MAIL, _INDIRECT, _INTEREST),
	("Walk In", None, _REPS, _DIRECT, _INTENT),
	("google", None, _WEB, _INDIRECT, _INTEREST),
	("bing", None, _WEB, _INDIRECT, _INTEREST),
	("linkedin", None, _SOCIAL, _INDIRECT, _INTEREST),
	("facebook", None, _SOCIAL, _INDIRECT, _INTEREST),
	("newsletter", None, _MAIL, _INDIRECT, _INTEREST),
	("website", None, _WEB, _INDIRECT, _INTEREST),
)


def seed_source_profiles() -> None:
	"""Once in the life of a site, so that what an admin deletes does not come back."""
	settings = "Lead Intelligence Settings"
	if frappe.db.get_single_value(settings, "source_profiles_installed"):
		return
	known = {source.casefold() for source in frappe.get_all(_DOCTYPE, pluck="source")}
	for source, medium, family, contact, signal in SOURCES:
		if source.casefold() not in known:
			values = {
				"source": source,
				"medium": medium,
				"family": family,
				"contact": contact,
				"signal": signal,
			}
			frappe.get_doc({"doctype": _DOCTYPE, **values}).insert(ignore_permissions=True)
	frappe.db.set_single_value(settings, "source_profiles_installed", 1)
