"""Figures as a digest writes them, in the language that is set."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import fmt_money

from lead_intelligence.adapters.escalation_words import span_text
from lead_intelligence.adapters.reports.shown import in_words
from lead_intelligence.core.digest.figures import Figure, Observed
from lead_intelligence.core.reporting.rates import percent
from lead_intelligence.core.reporting.result import Sentence, Shape

NONE = "–"


def written(figure: Figure, observed: Observed) -> str:
	"""A rate says of how many cases it is, so that nobody is shouted at for one of two."""
	value, cases = observed.value, observed.cases
	if value is None:
		return NONE
	if figure.shape is Shape.SHARE:
		told: dict[str, object] = {"share": float(percent(value))}
		if cases is None:
			return in_words(Sentence(text="{share} %", values=told))
		told |= {"part": round(value * cases), "cases": cases}
		return in_words(Sentence(text="{share} % ({part} of {cases})", values=told))
	if figure.shape is Shape.AMOUNT:
		return str(fmt_money(value, currency=figure.currency))
	if figure.shape is Shape.MINUTES:
		return span_text(timedelta(minutes=value), frappe.local.lang)
	if figure.shape is Shape.DAYS:
		return in_words(Sentence(text="{days} days", values={"days": round(value, 1)}))
	if figure.shape is Shape.COUNT:
		return str(int(value))
	return in_words(Sentence(text="{number}", values={"number": round(value, 2)}))
