"""The app's settings, with sound values where an admin has left something out."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.core.scoring.validation import ModelLimits


def settings() -> Document:
	return frappe.get_cached_doc("Lead Intelligence Settings")


def limits() -> ModelLimits:
	standard, stored = ModelLimits(), settings()
	return ModelLimits(
		most_rules=stored.most_rules or standard.most_rules,
		most_points=stored.most_points or standard.most_points,
	)
