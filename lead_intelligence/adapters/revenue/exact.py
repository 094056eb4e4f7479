"""Amounts as the database has added them up. Frappe reads decimals as floats, which are not exact: a text is."""

from __future__ import annotations

from decimal import Decimal

from pypika.functions import Cast
from pypika.terms import Term


def exact(amount: Term) -> Term:
	"""To be selected, and read with `decimal_of`."""
	return Cast(amount, "CHAR")


def decimal_of(text: str | None) -> Decimal:
	"""Null, the sum of no amounts, is nought."""
	return Decimal(text) if text else Decimal(0)
