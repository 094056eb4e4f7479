"""The starter model, so that leads have sensible scores from the first save on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import frappe

from lead_intelligence.adapters.scoring_models import fill
from lead_intelligence.core.scoring.exchange import model_from_json

STARTER_MODEL = Path(__file__).parent.parent / "core" / "scoring" / "starter_model.json"


def after_setup_wizard(args: Any = None) -> None:
	seed_starter_model()


def seed_starter_model() -> None:
	"""Puts the starter model live for the default company, once in the life of a site. Waits for a company."""
	company = frappe.defaults.get_global_default("company") or frappe.db.get_value("Company", {}, "name")
	already = frappe.db.get_single_value("Lead Intelligence Settings", "starter_model_installed")
	if not company or already or frappe.db.exists("Lead Scoring Model", {}):
		return
	model = frappe.new_doc("Lead Scoring Model")
	model.company = company
	fill(model, model_from_json(STARTER_MODEL.read_text(encoding="utf-8")))
	model.flags.ignore_permissions = True
	model.insert()
	model.submit()
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_model_installed", 1)
