"""The fields of ERPNext's Lead, under one set of names for all its versions.

The names are ERPNext's own, but for what version 16 replaced: `source` and `campaign` stand for `source` and
`campaign_name` of version 15 and for `utm_source` and `utm_campaign` of version 16, `medium` for `utm_medium`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .fields import Field
from .values import Kind

NAMES_IN_ERPNEXT: Final[Mapping[str, tuple[str, ...]]] = {
	"source": ("source", "utm_source"),
	"campaign": ("campaign_name", "utm_campaign"),
	"medium": ("utm_medium",),
}
"""The names of a field in the versions of ERPNext, the older first, where it has more than ours."""

CANONICAL_NAMES: Final[Mapping[str, str]] = {
	theirs: ours for ours, names in NAMES_IN_ERPNEXT.items() for theirs in names if theirs != ours
}

SILENT_DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = {
	"no_of_employees": ("1-10",),
	"qualification_status": ("Unqualified",),
	"annual_revenue": ("0", "0.0", "0.00", "0.000000000"),
}
"""What ERPNext stores by itself when nobody said anything: the first option of a choice, 0 for an amount."""

WRITTEN_AT_CONVERSION: Final = frozenset({"status", "qualification_status", "qualified_by", "qualified_on"})
"""What is usually filled in when a lead converts, and so tells how it ended."""

NEVER_CHANGES: Final = frozenset({"creation", "owner"})


def _field(
	name: str, label: str, kind: Kind = Kind.TEXT, *options: str, links_to: str | None = None
) -> Field:
	return Field(name=name, label=label, kind=kind, options=options, links_to=links_to)


ERPNEXT_LEAD_FIELDS: Final[tuple[Field, ...]] = (
	_field("lead_name", "Full Name"),
	_field("first_name", "First Name"),
	_field("middle_name", "Middle Name"),
	_field("last_name", "Last Name"),
	_field("salutation", "Salutation", Kind.LINK, links_to="Salutation"),
	_field("gender", "Gender", Kind.LINK, links_to="Gender"),
	_field("job_title", "Job Title"),
	_field("company_name", "Organization Name"),
	_field("email_id", "Email"),
	_field("phone", "Phone"),
	_field("phone_ext", "Phone Ext."),
	_field("mobile_no", "Mobile No"),
	_field("whatsapp_no", "WhatsApp"),
	_field("fax", "Fax"),
	_field("website", "Website"),
	_field("source", "Source", Kind.LINK, links_to="Lead Source"),
	_field("medium", "Medium", Kind.LINK, links_to="UTM Medium"),
	_field("campaign", "Campaign", Kind.LINK, links_to="Campaign"),
	_field("utm_content", "Content"),
	_field(
		"no_of_employees",
		"No of Employees",
		Kind.CHOICE,
		*("1-10", "11-50", "51-200", "201-500", "501-1000", "1000+"),
	),
	_field("annual_revenue", "Annual Revenue", Kind.MONEY),
	_field("industry", "Industry", Kind.LINK, links_to="Industry Type"),
	_field("market_segment", "Market Segment", Kind.LINK, links_to="Market Segment"),
	_field("territory", "Territory", Kind.TREE, links_to="Territory"),
	_field("city", "City"),
	_field("state", "State/Province"),
	_field("country", "Country", Kind.LINK, links_to="Country"),
	_field("type", "Lead Type", Kind.CHOICE, "Client", "Channel Partner", "Consultant"),
	_field(
		"request_type",
		"Request Type",
		Kind.CHOICE,
		*("Product Enquiry", "Request for Information", "Suggestions", "Other"),
	),
	_field(
		"qualification_status", "Qualification Status", Kind.CHOICE, "Unqualified", "In Process", "Qualified"
	),
	_field("qualified_by", "Qualified By", Kind.LINK, links_to="User"),
	_field("qualified_on", "Qualified on", Kind.DATE),
	_field(
		"status",
		"Status",
		Kind.CHOICE,
		*("Lead", "Open", "Replied", "Opportunity", "Quotation", "Lost Quotation", "Interested", "Converted"),
		"Do Not Contact",
	),
	_field("lead_owner", "Lead Owner", Kind.LINK, links_to="User"),
	_field("customer", "From Customer", Kind.LINK, links_to="Customer"),
	_field("company", "Company", Kind.LINK, links_to="Company"),
	_field("language", "Print Language", Kind.LINK, links_to="Language"),
	_field("unsubscribed", "Unsubscribed", Kind.YES_NO),
	_field("blog_subscriber", "Blog Subscriber", Kind.YES_NO),
	_field("disabled", "Disabled", Kind.YES_NO),
	_field("creation", "Created On", Kind.DATETIME),
	_field("owner", "Created By", Kind.LINK, links_to="User"),
)
