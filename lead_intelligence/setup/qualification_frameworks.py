"""The frameworks that come with the app."""

from __future__ import annotations

import frappe

from lead_intelligence.setup.seeded_frameworks import FRAMEWORKS, SeededFramework

_DOCTYPE = "Lead Qualification Framework"
_SETTINGS = "Lead Intelligence Settings"


def seed_frameworks() -> None:
	"""Once in the life of a site, so that what an admin changes stays so and what is deleted does not come back."""
	if frappe.db.get_single_value(_SETTINGS, "frameworks_installed"):
		return
	for seeded in FRAMEWORKS:
		if not frappe.db.exists(_DOCTYPE, seeded.framework):
			_seed(seeded)
	frappe.db.set_single_value(_SETTINGS, "frameworks_installed", 1)


def _seed(seeded: SeededFramework) -> None:
	questions = [
		{**question._asdict(), "answers": "\n".join(question.answers)} for question in seeded.questions
	]
	frappe.get_doc(
		{
			"doctype": _DOCTYPE,
			"framework": seeded.framework,
			"enabled": int(seeded.enabled),
			"description": seeded.description,
			"questions": questions,
		}
	).insert(ignore_permissions=True)
