"""What is checked and kept in order when somebody saves the profile of a rep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, flt, get_datetime, now_datetime

from lead_intelligence.adapters.rep_presence import day_of
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.routing.presence import LONG_ABSENCE
from lead_intelligence.core.routing.rep import SkillKind
from lead_intelligence.core.routing.rep_validation import (
	WrittenProfile,
	WrittenSkill,
	mistakes_in_profile,
)


def tidy(doc: Document) -> None:
	"""What is not shown does not count: of a product no sector, and no times of a switch that is off."""
	doc.time_zone = (doc.time_zone or "").strip() or None
	# A blank number is 0 to Frappe, and a weight of 0 would be no weight.
	doc.weight = flt(doc.weight) or 1.0
	for row in doc.skills:
		row.set("sector" if row.kind == SkillKind.PRODUCT.value else "product", None)
	if not cint(doc.out_of_office):
		return
	if not doc.out_from:
		# Nobody could say later how long the rep was away. Forms cut seconds off, and would look changed.
		doc.out_from = now_datetime().replace(second=0, microsecond=0)


def check_user(doc: Document) -> None:
	# Frappe does not ask whether there is such a user, where something is fetched from it.
	if doc.user and not (is_person(doc.user) and frappe.db.exists("User", doc.user)):
		frappe.throw(
			_("{0} is nobody who works on leads. Choose another user.").format(escape_html(doc.user))
		)


def problems_in(doc: Document) -> tuple[Problem, ...]:
	return mistakes_in_profile(
		WrittenProfile(
			weight=_number(doc.weight),
			capacity=_number(doc.capacity),
			ramp_up_days=cint(doc.ramp_up_days),
			time_zone=doc.time_zone,
			is_out=bool(cint(doc.out_of_office)),
			out_from=_moment(doc.out_from),
			out_until=_moment(doc.out_until),
			languages=[row.language for row in doc.languages],
			skills=[
				WrittenSkill(
					kind=_kind(row.kind), name=row.product or row.sector or None, level=cint(row.level)
				)
				for row in doc.skills
			],
			employee_of=_other_user_of(doc),
		)
	)


def _kind(value: Any) -> SkillKind:
	"""What is none of them, Frappe refuses after us."""
	return SkillKind.SECTOR if value == SkillKind.SECTOR.value else SkillKind.PRODUCT


def _number(value: Any) -> float:
	"""What is no number at all is refused as one that is too large."""
	try:
		return float(value or 0)
	except (TypeError, ValueError):
		return float("nan")


def _moment(value: Any) -> datetime | None:
	return get_datetime(value) if value else None


def _other_user_of(doc: Document) -> str | None:
	user = frappe.db.get_value("Employee", doc.employee, "user_id") if doc.employee else None
	return user if user and user != doc.user else None


def follow_switch(doc: Document) -> None:
	"""Who comes back from a long absence begins slowly; `back_since` says from when on."""
	before = doc.get_doc_before_save()
	was_out = bool(before and cint(before.out_of_office))
	if cint(doc.out_of_office):
		return
	if was_out and before.out_from and not _has_ended(before):
		away = now_datetime() - get_datetime(before.out_from)
		if away >= LONG_ABSENCE:
			doc.back_since = day_of(doc.user, now_datetime())
	doc.out_from = doc.out_until = None


def _has_ended(profile: Document) -> bool:
	return bool(profile.out_until) and get_datetime(profile.out_until) <= now_datetime()
