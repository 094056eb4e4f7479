"""Between the doctype Lead Routing Policy and the domain's policy, and those that are live for a company."""

from __future__ import annotations

from collections.abc import Sequence

from frappe.model.document import Document
from frappe.utils import cint, cstr

from lead_intelligence.adapters.criteria_fields import condition_in, criteria_stamp
from lead_intelligence.adapters.lead_fields import field_stamp
from lead_intelligence.adapters.live_versions import ROUTING, Version, first_live_since, submitted
from lead_intelligence.adapters.source_profiles import origin_of
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.routing.compiled_policy import (
	CONDITION,
	RULE_ROW,
	CompiledRouting,
	RoutingPolicies,
)
from lead_intelligence.core.routing.policy import RoutingPolicy, RoutingRule, Target
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_FROM = "From "


def policy_of(doc: Document) -> RoutingPolicy:
	"""Raises core.problems.Refused for conditions that cannot be read. What is none of the choices is taken for the usual one:
	Frappe itself refuses it."""
	return RoutingPolicy(
		title=cstr(doc.title),
		version=doc.name,
		company=cstr(doc.company),
		priority=cint(doc.priority),
		condition=condition_in(doc.condition_json, CONDITION),
		first_stage=_stage(doc.first_stage),
		rules=tuple(_rule(row) for row in doc.rules),
		default_pool=doc.default_pool or None,
		manager=doc.manager or None,
	)


def _rule(row: Document) -> RoutingRule:
	target = Target.TERRITORY if row.target == Target.TERRITORY.value else Target.POOL
	return RoutingRule(
		row=row.idx,
		title=cstr(row.title).strip(),
		condition=condition_in(row.condition_json, RULE_ROW, row=row.idx),
		target=target,
		pool=(row.pool or None) if target is Target.POOL else None,
		is_disabled=bool(cint(row.disabled)),
	)


def _stage(text: object) -> Stage | None:
	name = cstr(text).removeprefix(_FROM)
	return Stage(name) if name in {stage.value for stage in Stage} else None


def routing_policies(
	company: str | None, versions: Sequence[Version], catalogue: FieldCatalogue
) -> RoutingPolicies:
	compiled = [CompiledRouting(policy_of(submitted(ROUTING, version)), catalogue) for version in versions]
	return policies_of(compiled, company, catalogue)


def policies_of(
	compiled: Sequence[CompiledRouting], company: str | None, catalogue: FieldCatalogue
) -> RoutingPolicies:
	return RoutingPolicies(compiled, first_live_since(ROUTING, company), catalogue, origin_of)


def routing_stamp(policies: RoutingPolicies) -> tuple[object, ...]:
	"""Changes whenever the compiled policies no longer fit the site."""
	return (*field_stamp(policies.inputs), *criteria_stamp(policies.to_choose.names))
