"""The usual reasons for which sales refuses a lead."""

from __future__ import annotations

import frappe

from lead_intelligence.core.qualification.handing_over import Consequence

_DOCTYPE = "Lead Rejection Reason"

# Name, consequence, days until the lead is looked at again, and when to choose it.
REJECTION_REASONS: tuple[tuple[str, Consequence, int, str], ...] = (
	(
		"Not Ready to Buy",
		Consequence.NURTURE,
		90,
		"There is a need, and nothing will be decided within the next months.",
	),
	("No Budget This Year", Consequence.NURTURE, 180, "They would buy, and have no money for it this year."),
	("Not Reachable", Consequence.NURTURE, 30, "Several attempts by different ways, and nobody answered."),
	(
		"No Fit",
		Consequence.DISQUALIFY,
		0,
		"They do not need what we sell, or we do not sell to such as they are.",
	),
	("Competitor or Student", Consequence.DISQUALIFY, 0, "They want to know, not to buy."),
	("Wrong Territory", Consequence.WRONG_TERRITORY, 0, "A good lead for a colleague elsewhere."),
	("Duplicate", Consequence.DUPLICATE, 0, "The same person or company is another lead already."),
	(
		"Bad Contact Data",
		Consequence.BAD_DATA,
		0,
		"Name, e-mail or phone are wrong, so marketing has to correct them.",
	),
)


def seed_rejection_reasons() -> None:
	"""Those that the site never had. What an admin has renamed, changed or disabled stays so."""
	known = set(frappe.get_all(_DOCTYPE, pluck="standard_name"))
	# A site may have made one of that name before it came with the app.
	own = {name.casefold() for name in frappe.get_all(_DOCTYPE, pluck="name")}
	for name, consequence, days, description in REJECTION_REASONS:
		if name not in known and name.casefold() not in own:
			values = {
				"consequence": consequence.value,
				"revisit_after_days": days,
				"description": description,
			}
			reason = frappe.get_doc(
				{"doctype": _DOCTYPE, "reason": name, "standard": 1, "standard_name": name, **values}
			)
			reason.insert(ignore_permissions=True)
