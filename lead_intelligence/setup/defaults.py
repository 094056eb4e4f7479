"""The starter model, so that leads have sensible scores from the first save on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.containment import surviving
from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.scoring_models import fill
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.scoring.exchange import model_from_json
from lead_intelligence.core.scoring.model import Rule, ScoringModel
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.setup.starter_definition import seed_starter_definition
from lead_intelligence.setup.starter_routing import seed_starter_routing
from lead_intelligence.setup.starter_sla_policy import seed_starter_policies

STARTER_MODEL = Path(__file__).parent.parent / "core" / "scoring" / "starter_model.json"
_SETTINGS = "Lead Intelligence Settings"
_SAVEPOINT = "lead_intelligence_starter"


def after_setup_wizard(args: Any = None) -> None:
	seed_starter_model()
	seed_starter_definition()
	seed_starter_policies()
	seed_starter_routing()


def seed_starter_model() -> None:
	"""Puts the starter model live for the default company, once in the life of a site. Waits for a company.

	A site where that fails is installed and its companies are saved all the same.
	"""
	if frappe.db.get_single_value(_SETTINGS, "starter_model_installed"):
		return
	company = frappe.defaults.get_global_default("company") or frappe.db.get_value("Company", {}, "name")
	if not company or frappe.db.exists("Lead Scoring Model", {}):
		return
	frappe.db.savepoint(_SAVEPOINT)
	with surviving(_go_without):
		_seed(company)


def _go_without() -> None:
	frappe.db.rollback(save_point=_SAVEPOINT)
	frappe.log_error("Lead Intelligence: the starter model could not be installed")


def _seed(company: str) -> None:
	put_starter_live(company)
	frappe.db.set_single_value(_SETTINGS, "starter_model_installed", 1)


def put_starter_live(company: str) -> Document:
	document = frappe.new_doc("Lead Scoring Model")
	document.company = company
	starter = model_from_json(STARTER_MODEL.read_text(encoding="utf-8"))
	fill(document, _fitted(starter, site_catalogue()))
	document.flags.ignore_permissions = True
	document.insert()
	document.submit()
	return document


def _fitted(model: ScoringModel, catalogue: FieldCatalogue) -> ScoringModel:
	"""Without the rules on fields or choices that this site has removed from its leads, and on kinds of touches that it lacks."""
	rules = tuple(rule for rule in model.fit.rules if _fits(rule, catalogue))
	known = touch_kinds().keys()
	on_touches = tuple(rule for rule in model.engagement.rules if rule.touches.kinds <= known)
	return replace(
		model,
		fit=replace(model.fit, rules=rules),
		engagement=replace(model.engagement, rules=on_touches),
	)


def _fits(rule: Rule, catalogue: FieldCatalogue) -> bool:
	try:
		compile_condition(rule.condition, catalogue)
	except Refused:
		return False
	return True
