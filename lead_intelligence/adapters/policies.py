"""Which policies apply to a lead, compiled once per version and process."""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.engagement_rules import kinds_stamp, with_present_names
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
	if not company:
		return None
	if frappe.flags.li_models_are_changing:
		return _stored_live_version(company)
	key = f"{_LIVE_MODELS}:{company}"
	known = frappe.cache.get_value(key, expires=True)
	if known is None:
		known = _committed_live_version(company) or ()
		# It expires, for a change of models at a moment when the cache could not be told of it.
		frappe.cache.set_value(key, tuple(known), expires_in_sec=_SECONDS_KEPT)
	return Version(*known) if known else None


def _committed_live_version(company: str) -> Version | None:
	"""What is live now, even for a transaction that began before it went live, which sees the version before it.

	The lock keeps a model that goes live waiting until the cache holds what was live before: it is told of the change
	after that. Who waited for such a model may come to its row from the one that it retires, and find none: look again.
	"""
	return _stored_live_version(company, lock=True) or _stored_live_version(company, lock=True)


def _stored_live_version(company: str, *, lock: bool = False) -> Version | None:
	live = {"live_for": company, "docstatus": 1}
	row = frappe.db.get_value("Lead Scoring Model", live, ["name", "creation"], for_update=lock)
	return Version(row[0], str(row[1])) if row else None


def forget_live_models() -> None:
	"""Call after a model goes live or retires. Until that is committed, this transaction alone sees it."""
	frappe.flags.li_models_are_changing = True
	frappe.db.after_commit.add(_models_have_changed)
	frappe.db.after_rollback.add(_models_have_changed)


def _models_have_changed() -> None:
	frappe.flags.li_models_are_changing = False
	forget_cached_live_models()


def forget_cached_live_models() -> None:
	frappe.cache.delete_keys(_LIVE_MODELS)


def compiled_version(version: Version) -> tuple[CompiledModel, FieldCatalogue]:
	"""A submitted version compiled against today's fields of Lead. Submitted versions never change, fields may."""
	key = (frappe.local.site, version)
	kept = _compiled.get(key)
	if kept and kept[0] == _stamp(kept[1]):
		return kept[1], kept[2]
	model, catalogue = compile_document(_submitted(version))
	if len(_compiled) >= _MOST_KEPT:
		_compiled.clear()
	_compiled[key] = (_stamp(model), model, catalogue)
	return model, catalogue


def _submitted(version: Version) -> Document:
	"""A transaction that began before the version went live sees its draft, or nothing: there, a lock shows what is."""
	try:
		doc = frappe.get_doc("Lead Scoring Model", version.name)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		doc = None
	if doc is None or doc.docstatus.is_draft() or str(doc.creation) != version.creation:
		doc = frappe.get_doc("Lead Scoring Model", version.name, for_update=True)
	return doc


def _stamp(model: CompiledModel) -> _Stamp:
	return (*field_stamp(_fields_read(model)), *kinds_stamp(model.model))


def _fields_read(model: CompiledModel) -> tuple[str, ...]:
	lost = [name for broken in model.broken for name in fields_of(broken.rule.condition)]
	return (*model.fields, *lost)


def compile_document(doc: Document) -> tuple[CompiledModel, FieldCatalogue]:
	"""Any version, drafts included, compiled afresh."""
	model = with_present_names(model_of(doc))
	catalogue = with_trees(site_catalogue(), model)
	return compile_model(model, catalogue), catalogue
