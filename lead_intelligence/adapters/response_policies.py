"""The response policies that are live for a company, compiled once per set of versions and process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import frappe

from lead_intelligence.adapters.calendars import calendar_of, is_kept
from lead_intelligence.adapters.criteria_fields import criteria_catalogue, criteria_stamp
from lead_intelligence.adapters.lead_fields import field_stamp
from lead_intelligence.adapters.lead_time_zones import zone_of
from lead_intelligence.adapters.live_versions import POLICY, Version, first_live_since, submitted
from lead_intelligence.adapters.sla_policies import policy_of
from lead_intelligence.adapters.source_profiles import origin_of
from lead_intelligence.core.engagement.touch import Signal
from lead_intelligence.core.qualification.facts import origin_fields
from lead_intelligence.core.sla.compiled_policy import TERRITORY, CompiledPolicy, ResponsePolicies
from lead_intelligence.core.sla.policy import SlaPolicy
from lead_intelligence.core.sla.terms import Hours
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot


def policy_catalogue(*, strict: bool, company: str | None = None) -> FieldCatalogue:
	"""All that the conditions of policies may look at: what criteria may, and the stage and the source of the lead."""
	return FieldCatalogue((*criteria_catalogue(strict=strict, company=company), *_more_fields(strict)))


def _more_fields(strict: bool) -> tuple[Field, ...]:
	families = frappe.get_meta("Lead Source Profile").get_options("family") if strict else ""
	return origin_fields(
		[family for family in (families or "").split("\n") if family],
		[signal.value for signal in Signal],
	)


def response_policies(
	company: str | None, versions: Sequence[Version], catalogue: FieldCatalogue
) -> ResponsePolicies:
	compiled = [CompiledPolicy(policy_of(submitted(POLICY, version)), catalogue) for version in versions]
	return policies_of(compiled, answering_since(company))


def policies_of(compiled: Sequence[CompiledPolicy], since: datetime | None) -> ResponsePolicies:
	return ResponsePolicies(compiled, since, _hours_for, origin_of)


def _hours_for(policy: SlaPolicy, lead: LeadSnapshot) -> Hours:
	territory = lead.value(TERRITORY)
	return hours_for(_calendar_of(policy), territory if isinstance(territory, str) else None, lead.company)


def _calendar_of(policy: SlaPolicy) -> str | None:
	"""By the name that it has now: it may have been given another since the policy was compiled."""
	if policy.calendar is None or is_kept(policy.calendar):
		return policy.calendar
	name: str | None = frappe.db.get_value(POLICY, policy.version, "working_calendar", cache=True)
	return name


def hours_for(calendar: str | None, territory: str | None, company: str | None) -> Hours:
	"""Of a working calendar, by the clock of the territory where the calendar says none."""
	company = company or frappe.defaults.get_global_default("company")
	zone = zone_of(territory, company)
	return Hours(working=calendar_of(calendar, company, zone), calendar=calendar, zone=zone)


def answering_since(company: str | None) -> datetime | None:
	return first_live_since(POLICY, company)


def response_stamp(policies: ResponsePolicies) -> tuple[object, ...]:
	"""Changes whenever the compiled policies no longer fit the site."""
	return (*field_stamp(policies.inputs), *criteria_stamp(policies.names))
