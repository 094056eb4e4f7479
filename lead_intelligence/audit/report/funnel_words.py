"""Figures of a funnel as people read them."""

from __future__ import annotations


def percent_text(share: float | None) -> str:
	return "–" if share is None else f"{share:.2%}"


def days_text(days: float) -> str:
	return f"{days:,.1f}".removesuffix(".0").replace("-", "−")
