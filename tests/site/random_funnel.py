"""Leads whose journeys, hand-overs, answers, opportunities and sales are drawn at random: whatever the reports may come upon."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import frappe
from frappe.utils import getdate

from lead_intelligence.core.qualification.stages import LADDER
from tests.site.handover_builders import a_contact
from tests.site.raw_documents import inserted
from tests.site.report_builders import a_bare_lead, a_company, a_past_deal, a_stage_row

RUNGS = [stage.value for stage in LADDER]
SOURCES = ["A fair", "A site", "Somebody's word", None]
DAYS = 500
"""Within so many days before today all of it happens, but for what is dated wrongly."""


class RandomFunnel:
	def __init__(self, seed: int, leads: int) -> None:
		self.company = a_company()
		self._random = Random(seed)
		self._begin = datetime.combine(getdate() - timedelta(days=DAYS), datetime.min.time())
		for _number in range(leads):
			self._a_lead()

	def _moment(self, after: datetime | None = None, within: int = DAYS) -> datetime:
		return (after or self._begin) + timedelta(minutes=self._random.randrange(60 * 24 * within))

	def _sometimes(self, share: float) -> bool:
		return self._random.random() < share

	def _a_lead(self) -> None:
		random, created = self._random, self._moment()
		lead = a_bare_lead(
			self.company,
			creation=str(created),
			source=random.choice(SOURCES),
			li_stage=random.choice([*RUNGS, "Nurture", "Disqualified"]),
			status=random.choice(["Lead", "Open", "Opportunity"]),
		)
		self._a_journey(lead, created)
		for _number in range(random.choice([0, 0, 1, 1, 2])):
			self._a_handover(lead, self._moment(created, 60))
		for _number in range(random.choice([0, 0, 0, 1, 2])):
			self._an_opportunity(lead, self._moment(created, 90))
		if self._sometimes(0.15):
			self._history(lead, created)
		if self._sometimes(0.1):
			self._a_customer(lead_name=lead, at=self._moment(created, 120))

	def _a_journey(self, lead: str, created: datetime) -> None:
		random, moment, before = self._random, created, None
		sort = random.choice(["of the app", "of the app", "of the app", "older", "imported", "none"])
		if sort == "none":
			return
		for number, stage in enumerate(random.sample([*RUNGS, "Nurture"], random.randint(1, 6))):
			if self._sometimes(0.7) and before in RUNGS:
				stage = max(stage, before, key=lambda one: RUNGS.index(one) if one in RUNGS else 9)
			is_placed = sort == "older" and not number
			a_stage_row(
				lead,
				stage,
				None if self._sometimes(0.06) else str(moment),
				before=before,
				cycle=0 if is_placed or sort == "imported" else 1,
				cause="Import" if sort == "imported" else "Save",
			)
			before = stage
			moment += timedelta(minutes=random.randrange(-4000, 60 * 24 * 60))

	def _a_handover(self, lead: str, at: datetime) -> None:
		random = self._random
		status = random.choice(
			["Waiting", "Lapsed", "Accepted", "Accepted", "Refused", "Refused", "Withdrawn"]
		)
		decided = status in ("Accepted", "Refused", "Withdrawn")
		values: dict[str, Any] = {
			"lead": lead,
			"act": random.choice(["Marketing to Sales"] * 4 + ["SDR to Account Executive"]),
			"status": status,
			"stage": "MQL",
			"cycle": 1,
			"handed_at": at,
			"decided_at": self._moment(at, 9) if decided else None,
			"reason": random.choice(["No Fit", "No Budget", None]) if status == "Refused" else None,
			"consequence": "Disqualify" if status == "Refused" else None,
			"in_bulk": int(decided and self._sometimes(0.3)),
		}
		doc = frappe.get_doc({"doctype": "Lead Handover", **values})
		doc.set_new_name()
		doc.db_insert()
		for _number in range(random.choice([0, 0, 1, 2])):
			a_contact(lead, self._moment(at - timedelta(days=3), 12), random.choice(["Answer", "Attempt"]))

	def _an_opportunity(self, lead: str, at: datetime) -> None:
		random = self._random
		rate, amount = random.choice([1, 1, 1, 0, 0.5]), random.choice([0, 0, 1000, 2500.5])
		name = self._record(
			"Opportunity",
			opportunity_from="Lead",
			party_name=lead,
			status=random.choice(["Open", "Quotation", "Converted", "Converted", "Lost", "Closed"]),
			company=self.company,
			transaction_date=(at - timedelta(days=random.choice([0, 0, 3, -2]))).date(),
			opportunity_amount=amount,
			base_opportunity_amount=amount * rate,
			total=(total := random.choice([0, 0, 0, 700])),
			base_total=total * rate,
			creation=at,
		)
		if self._sometimes(0.4):
			quotation = self._record(
				"Quotation", quotation_to="Lead", party_name=lead, opportunity=name, creation=at
			)
			order = self._a_sale("Sales Order", self._moment(at, 60), customer=None)
			self._record(
				"Sales Order Item",
				parent=order,
				parenttype="Sales Order",
				parentfield="items",
				prevdoc_docname=quotation,
			)
		if self._sometimes(0.1):
			self._a_customer(opportunity_name=name, at=self._moment(at, 60))

	def _history(self, lead: str, created: datetime) -> None:
		random = self._random
		outcome = random.choice(["Won", "Lost", "Open"])
		opened = None if self._sometimes(0.2) else str(self._moment(created, 60))
		closed = None if outcome == "Open" or self._sometimes(0.2) else str(self._moment(created, 90))
		a_past_deal(lead, outcome, opened, closed, amount=random.choice([None, 0, 800, 99.99]))

	def _a_customer(self, at: datetime, **of: str) -> None:
		customer = self._record("Customer", customer_name=f"Of {uuid4().hex[:8]}", creation=at, **of)
		for _number in range(self._random.choice([0, 1, 2])):
			self._a_sale(
				self._random.choice(["Sales Order", "Sales Invoice"]), self._moment(at, 60), customer
			)

	def _a_sale(self, doctype: str, at: datetime, customer: str | None) -> str:
		day = "transaction_date" if doctype == "Sales Order" else "posting_date"
		values: dict[str, Any] = {day: at.date(), "docstatus": self._random.choice([0, 1, 1, 1, 2])}
		if doctype == "Sales Invoice":
			values["is_return"] = int(self._sometimes(0.2))
		return self._record(doctype, customer=customer, company=self.company, **values)

	def _record(self, doctype: str, creation: datetime | None = None, **values: Any) -> str:
		doc = frappe.get_doc({"doctype": doctype, **values})
		doc.name = f"RANDOM-{uuid4().hex[:14]}"
		doc.docstatus = values.get("docstatus", 0)
		inserted(doc)
		if creation:
			frappe.db.set_value(doctype, doc.name, "creation", creation, update_modified=False)
		return str(doc.name)
