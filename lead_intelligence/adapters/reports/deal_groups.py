"""By what opportunities are told apart."""

from __future__ import annotations

from collections.abc import Callable

from lead_intelligence.adapters.reports.deals import LeadOfDeal
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.families import family_of

GROUP_OF_LEAD: dict[Dimension, Callable[[LeadOfDeal], str | None]] = {
	Dimension.FAMILY: lambda lead: family_of(lead.source),
	Dimension.SOURCE: lambda lead: lead.source,
	Dimension.CAMPAIGN: lambda lead: lead.campaign,
	Dimension.OWNER: lambda lead: lead.owner,
	Dimension.TERRITORY: lambda lead: lead.territory,
	Dimension.COMPANY: lambda lead: lead.company,
	Dimension.GRADE: lambda lead: lead.grade,
	Dimension.SEGMENT: lambda lead: lead.segment,
	Dimension.DEFINITION: lambda lead: lead.definition,
}
