"""Leads with touches, and rows of a model's engagement rules."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.core.history.journey import Cause

numbers = count()


def on_touches(*kinds: str, points: int = 10, **more: Any) -> dict[str, Any]:
	"""A row that counts each touch up to 50 points, unless `counts` says otherwise."""
	capped = {"at_most": 50} if more.get("counts", "Each Touch") == "Each Touch" else {}
	name = f"{' or '.join(kinds)} {points}"
	return {"rule": name, "touch_kinds": "\n".join(kinds), "points": points, **capped, **more}


def touch(lead: Document | str, kind: str, *days_ago: float, **more: Any) -> None:
	"""Records touches of so many days ago; the lead is not evaluated yet."""
	name = lead if isinstance(lead, str) else lead.name
	now = now_datetime()
	record(
		[
			NewTouch(
				lead=name,
				kind=kind,
				happened_at=now - timedelta(days=ago),
				idempotency_key=f"engaged {next(numbers)} {frappe.generate_hash(length=8)}",
				**more,
			)
			for ago in days_ago
		]
	)


def evaluated(lead: Document | str, cause: Cause = Cause.RETRY) -> None:
	reevaluate([lead if isinstance(lead, str) else lead.name], cause)
