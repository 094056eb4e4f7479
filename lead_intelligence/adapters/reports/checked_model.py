"""Which version of a scoring model a report is about, read without locks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import frappe

from lead_intelligence.adapters.scoring_models import model_of
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.result import Sentence
from lead_intelligence.core.score_check.choices import never_live
from lead_intelligence.core.score_check.grades import Band, bands_of
from lead_intelligence.core.scoring.scale import PointsScale

_DOCTYPE = "Lead Scoring Model"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedModel:
	name: str
	title: str
	company: str
	bands: tuple[Band, ...]
	scale: PointsScale
	since: datetime | None
	is_live: bool


def checked_model(filters: Filters, chosen: str | None) -> CheckedModel | None:
	"""The one that was chosen, else the live one of the company that is asked for, else of the default company, else any. None where there
	is none. Raises Refused where the chosen one is no version that was ever live."""
	if chosen:
		found = frappe.db.get_value(_DOCTYPE, {"name": chosen, "docstatus": 1}, "name")
		if not found:
			raise Refused(never_live(chosen))
		return _read(found)
	company = filters.company or frappe.defaults.get_global_default("company")
	live = {"docstatus": 1, "live_for": company}
	found = frappe.db.get_value(_DOCTYPE, live, "name")
	if not found and not filters.company:
		live["live_for"] = ("is", "set")
		found = frappe.db.get_value(_DOCTYPE, live, "name", order_by="name")
	return _read(found) if found else None


def of_its_company(filters: Filters, model: CheckedModel) -> tuple[Filters, list[Sentence]]:
	"""A model scores the leads of its company: those of others say nothing about it. With what is to be said about that."""
	if filters.company or frappe.db.count("Company") < 2:
		return filters, []
	return replace(filters, company=model.company), [
		Sentence(
			text="These are leads of {company}, whose model this is. Choose another Company for others.",
			values={"company": model.company},
		)
	]


def _read(name: str) -> CheckedModel:
	doc = frappe.get_doc(_DOCTYPE, name)
	model = model_of(doc)
	return CheckedModel(
		name=doc.name,
		title=doc.title,
		company=doc.company,
		bands=bands_of(model),
		scale=PointsScale.of(model),
		since=doc.valid_from,
		is_live=bool(doc.live_for),
	)
