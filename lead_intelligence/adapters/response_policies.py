"""The response policies that are live for a company, compiled once per set of versions and process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe.query_builder.functions import Min

from lead_intelligence.adapters.calendars import calendar_of, is_kept
from lead_intelligence.adapters.criteria_fields import criteria_catalogue, criteria_stamp
from lead_intelligence.adapters.lead_fields import field_stamp
from lead_intelligence.adapters.lead_time_zones import zone_of
from lead_intelligence.adapters.live_versions import POLICY, Version, submitted
from lead_intelligence.adapters.sla_policies import policy_of
from lead_intelligence.adapters.source_profiles import profile_of
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
	return ResponsePolicies(compiled, since, _hours_for, _origin_of)


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


def _origin_of(lead: LeadSnapshot) -> tuple[str | None, str | None]:
	source, medium = lead.value("source"), lead.value("utm_medium")
	profile = profile_of(
		source if isinstance(source, str) else None, medium if isinstance(medium, str) else None
	)
	return (profile.family, profile.signal) if profile else (None, None)


def answering_since(company: str | None) -> datetime | None:
	"""When the first policy of the company went live, which may be retired since."""
	company = company or frappe.defaults.get_global_default("company")
	table = frappe.qb.DocType(POLICY)
	query = frappe.qb.from_(table).select(Min(table.valid_from))
	found = query.where((table.company == company) & table.valid_from.isnotnull()).run()
	return found[0][0] if found else None


def response_stamp(policies: ResponsePolicies) -> tuple[object, ...]:
	"""Changes whenever the compiled policies no longer fit the site."""
	return (*field_stamp(policies.inputs), *criteria_stamp(policies.names))
