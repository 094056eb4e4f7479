"""Leads on the desk of a rep, and what is stored of what they did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from tests.bench.people import REP
from tests.site.builders import a_lead

NUMBER = "+33 6 12 34 56 78"


def a_lead_of_rosa(**fields: Any) -> str:
	return str(a_lead(**{"lead_owner": REP.user, "mobile_no": NUMBER, **fields}).name)


def steps_of(lead: str) -> list[frappe._dict]:
	return frappe.get_all("Lead Next Step", filters={"lead": lead}, fields=["*"], order_by="name")


def answers_of(lead: str) -> list[frappe._dict]:
	return frappe.get_all("Lead Qualification Answer", filters={"lead": lead}, fields=["*"], order_by="name")


def hours_from_now(hours: float) -> datetime:
	return now_datetime().replace(microsecond=0) + timedelta(hours=hours)


def a_step(hours: float = 24, kind: str = "Call", note: str | None = None) -> dict[str, Any]:
	return {"kind": kind, "due_at": str(hours_from_now(hours)), "note": note}
