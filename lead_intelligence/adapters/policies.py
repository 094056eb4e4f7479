"""Which policies apply to a lead, compiled once per version and process."""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.lead_fields import field_stamp, site_catalogue
from lead_intelligence.adapters.scoring_models import model_of
from lead_intelligence.adapters.trees import with_trees
from lead_intelligence.core.evaluation import Policies
from lead_intelligence.core.rules.conditions import fields_of
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_LIVE_MODELS = "lead_intelligence:live_scoring_models"
_SECONDS_KEPT = 300
_MOST_KEPT = 64


class Version(NamedTuple):
	"""A submitted model. The creation time tells it from a deleted one of the same name."""

	name: str
	creation: str


_Stamp = tuple[object, ...]
_compiled: dict[tuple[str, Version], tuple[_Stamp, CompiledModel, FieldCatalogue]] = {}


def policies_for(company: str | None) -> tuple[Policies, FieldCatalogue | None]:
	"""The live policies of a company, the default company's for none, and the fields they were compiled against."""
	version = live_version(company)
	if version is None:
		return Policies(), None
	model, catalogue = compiled_version(version)
	return Policies(scoring=model), catalogue


def live_version(company: str | None) -> Version | None:
	"""The live scoring model of a company, or None when it has none."""
	company = company or frappe.defaults.get_global_default("company")
	known = _live_versions().get(company) if company else None
	return Version(*known) if known else None


def _live_versions() -> dict[str, list[str]]:
	if frappe.flags.li_models_are_changing:
		return _stored_live_versions()
	live = frappe.cache.get_value(_LIVE_MODELS, expires=True)
	if live is None:
		live = _stored_live_versions()
		# It expires, so that a reader that was overtaken by a change of models is wrong for minutes at most.
		frappe.cache.set_value(_LIVE_MODELS, live, expires_in_sec=_SECONDS_KEPT)
	return live


def _stored_live_versions() -> dict[str, list[str]]:
	rows = frappe.get_all(
		"Lead Scoring Model",
		filters={"docstatus": 1, "live_for": ("is", "set")},
		fields=["live_for", "name", "creation"],
	)
	return {row.live_for: [row.name, str(row.creation)] for row in rows}


def forget_live_models() -> None:
	"""Call after a model goes live or retires. Until that is committed, this transaction alone sees it."""
	frappe.flags.li_models_are_changing = True
	frappe.db.after_commit.add(_models_have_changed)
	frappe.db.after_rollback.add(_models_have_changed)


def _models_have_changed() -> None:
	frappe.flags.li_models_are_changing = False
	frappe.cache.delete_value(_LIVE_MODELS)


def compiled_version(version: Version) -> tuple[CompiledModel, FieldCatalogue]:
	"""A submitted version compiled against today's fields of Lead. Submitted versions never change, fields may."""
	key = (frappe.local.site, version)
	kept = _compiled.get(key)
	if kept and kept[0] == field_stamp(_fields_read(kept[1])):
		return kept[1], kept[2]
	model, catalogue = compile_document(frappe.get_doc("Lead Scoring Model", version.name))
	if len(_compiled) >= _MOST_KEPT:
		_compiled.clear()
	_compiled[key] = (field_stamp(_fields_read(model)), model, catalogue)
	return model, catalogue


def _fields_read(model: CompiledModel) -> tuple[str, ...]:
	lost = [name for broken in model.broken for name in fields_of(broken.rule.condition)]
	return (*model.fields, *lost)


def compile_document(doc: Document) -> tuple[CompiledModel, FieldCatalogue]:
	"""Any version, drafts included, compiled afresh."""
	model = model_of(doc)
	catalogue = with_trees(site_catalogue(), model)
	return compile_model(model, catalogue), catalogue
