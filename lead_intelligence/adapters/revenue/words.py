"""How it is said why sales lead back to no lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.result import Sentence

WHY: Final[Mapping[Untraced, Sentence]] = {
	Untraced.NO_ORDER: Sentence(text="Invoiced without an order"),
	Untraced.ADDED_TO_ORDER: Sentence(text="Added by hand to an order"),
	Untraced.NO_QUOTATION: Sentence(text="Ordered without a quotation"),
	Untraced.OF_CUSTOMER: Sentence(text="Offered to a customer, not to a lead"),
	Untraced.OF_PROSPECT: Sentence(text="Offered to a prospect that has no lead, or several"),
	Untraced.LEAD_DELETED: Sentence(text="Offered to a lead that was deleted"),
}
