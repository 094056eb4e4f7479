"""Why a sale leads back to no lead."""

from __future__ import annotations

from enum import Enum


class Untraced(str, Enum):
	NO_ORDER = "no order"
	"""The invoice's item bills no order's item, or takes none back."""
	ADDED_TO_ORDER = "added to order"
	"""Other items of the order came of a quotation."""
	NO_QUOTATION = "no quotation"
	OF_CUSTOMER = "of customer"
	"""The quotation, or its opportunity, is of a customer: business with a customer, not from a lead."""
	OF_PROSPECT = "of prospect"
	"""The quotation, or its opportunity, is of a prospect with no lead or with several."""
	LEAD_DELETED = "lead deleted"
