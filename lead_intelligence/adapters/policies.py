"""Which policies apply to a lead, compiled once per version and process."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.agreements import Agreed, agreed, agreed_stamp
from lead_intelligence.adapters.engagement_rules import kinds_stamp, with_present_names
from lead_intelligence.adapters.lead_fields import field_stamp, site_catalogue
from lead_intelligence.adapters.live_versions import MODEL, LiveVersions, Version, live_versions, submitted
from lead_intelligence.adapters.response_policies import (
	policy_catalogue,
	response_policies,
	response_stamp,
)
from lead_intelligence.adapters.routing_policies import routing_policies, routing_stamp
from lead_intelligence.adapters.scoring_models import model_of
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.trees import with_trees
from lead_intelligence.core.evaluation import Policies
from lead_intelligence.core.rules.conditions import fields_of
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_MOST_KEPT = 64

_Stamp = tuple[object, ...]
_compiled: dict[tuple[str, Version], tuple[_Stamp, CompiledModel, FieldCatalogue]] = {}
_policies: dict[tuple[str, LiveVersions], tuple[_Stamp, Policies, FieldCatalogue | None]] = {}


def policies_for(company: str | None) -> tuple[Policies, FieldCatalogue | None]:
	"""The live policies of a company, the default company's for none, and the fields they were compiled against."""
	live = live_versions(company)
	if not any(live):
		return Policies(), None
	model, catalogue = compiled_version(live.model) if live.model else (None, None)
	key = (frappe.local.site, live)
	kept = _policies.get(key)
	if kept and kept[1].scoring is model and kept[0] == _agreed_stamp(kept[1], live):
		return kept[1], kept[2]
	known = agreed(company, live.definitions) if live.definitions else Agreed()
	response = routing = None
	all_fields = policy_catalogue(strict=False) if live.response or live.routing else None
	if live.response:
		response = response_policies(company, live.response, all_fields)
	if live.routing:
		routing = routing_policies(company, live.routing, all_fields)
	policies = Policies(scoring=model, agreements=known.agreements, response=response, routing=routing)
	catalogue = all_fields or known.catalogue or catalogue
	if len(_policies) >= _MOST_KEPT:
		_policies.clear()
	_policies[key] = (_agreed_stamp(policies, live), policies, catalogue)
	return policies, catalogue


def is_routed(company: str | None) -> bool:
	"""Whether leads of the company get their owners by a policy."""
	return bool(settings().enabled) and policies_for(company)[0].routing is not None


def _agreed_stamp(policies: Policies, live: LiveVersions) -> _Stamp:
	agreed_now = agreed_stamp(policies.agreements) if policies.agreements and live.definitions else ()
	return (
		*agreed_now,
		*(response_stamp(policies.response) if policies.response else ()),
		*(routing_stamp(policies.routing) if policies.routing else ()),
	)


def live_version(company: str | None) -> Version | None:
	"""The live scoring model of a company, or None when it has none."""
	return live_versions(company).model


def compiled_version(version: Version) -> tuple[CompiledModel, FieldCatalogue]:
	"""A submitted version compiled against today's fields of Lead. Submitted versions never change, fields may."""
	key = (frappe.local.site, version)
	kept = _compiled.get(key)
	if kept and kept[0] == _stamp(kept[1]):
		return kept[1], kept[2]
	model, catalogue = compile_document(submitted(MODEL, version))
	if len(_compiled) >= _MOST_KEPT:
		_compiled.clear()
	_compiled[key] = (_stamp(model), model, catalogue)
	return model, catalogue


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
