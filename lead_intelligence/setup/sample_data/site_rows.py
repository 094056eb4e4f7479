"""From stories to rows of ERPNext's tables, as they fit on this site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import frappe

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.setup.sample_data.record import name_of
from lead_intelligence.setup.sample_data.story import Story

Row = dict[str, Any]
OUR_ADDRESS, OUR_NAME = "sales@ateliers-lumen.example", "Ateliers Lumen"
_BY_NOBODY = {"owner": "Administrator", "modified_by": "Administrator"}
_OF_THEIR_OWN = frozenset({"status", "naming_series", "title"})


class SiteRows:
	"""Each row is complete: it begins with what a new document of its doctype would hold."""

	def __init__(self, company: str) -> None:
		self._company = company
		self._new = {
			doctype: {k: v for k, v in frappe.new_doc(doctype).get_valid_dict().items() if v is not None}
			for doctype in ("Lead", "Opportunity", "Customer", "Communication")
		}
		lead, opportunity = frappe.get_meta("Lead"), frappe.get_meta("Opportunity")
		self._choices = {df.fieldname: set((df.options or "").split("\n")) for df in lead.get_select_fields()}
		self._lead_columns = set(lead.get_valid_columns())
		self._shared = [
			df.fieldname
			for df in opportunity.fields
			if df.fieldname in self._lead_columns and df.fieldname not in _OF_THEIR_OWN
		]
		territories = set(frappe.get_all("Territory", pluck="name"))
		root = _root("Territory")
		self._territory = lambda country: country if country in territories else root
		self._countries = set(frappe.get_all("Country", pluck="name"))
		self._customer_group = (
			frappe.db.get_single_value("Selling Settings", "customer_group")
			or frappe.db.get_value("Customer Group", {"is_group": 0}, "name", order_by="lft")
			or _root("Customer Group")
		)
		self._opportunity_type = frappe.db.exists("Opportunity Type", "Sales")
		self._sales_stage = frappe.db.exists("Sales Stage", "Proposal/Price Quote")

	def leads(self, story: Story) -> Iterator[Row]:
		"""The lead as it was stored at each of its steps."""
		known: dict[str, object] = {}
		for step in story.steps:
			known.update(step.changes)
			yield self._lead(story, known, step.at)

	def _lead(self, story: Story, known: dict[str, object], at: datetime) -> Row:
		new = self._new["Lead"]
		row: Row = {
			**new,
			**_BY_NOBODY,
			"name": name_of("Lead", story.number),
			"creation": story.steps[0].at,
			"modified": at,
			"company": self._company,
			"lead_owner": None,
			"territory": self._territory(story.traits.country),
			"lead_name": f"{known['first_name']} {known['last_name']}",
			"qualified_on": known.get("qualified_on"),
		}
		row["title"] = known["company_name"] or row["lead_name"]
		for name, value in known.items():
			fieldname = actual_name(name)
			choices = self._choices.get(fieldname)
			if choices is not None and (not value or value not in choices):
				# Nobody said, or nobody can say that here: what a new lead has.
				value = new.get(fieldname)
			if fieldname in self._lead_columns:
				row[fieldname] = value if value != "" else None
		if row["country"] not in self._countries:
			row["country"] = None
		return row

	def opportunity(self, story: Story, lead: Row) -> Row | None:
		deal, new = story.deal, self._new["Opportunity"]
		if deal is None or not deal.recorded:
			return None
		return {
			**new,
			**{name: lead.get(name) or new.get(name) for name in self._shared},
			**_BY_NOBODY,
			"name": name_of("Opportunity", story.number),
			"creation": deal.opened_at,
			"modified": deal.closed_at or deal.opened_at,
			"opportunity_from": "Lead",
			"party_name": lead["name"],
			"opportunity_owner": None,
			"customer_name": lead["title"],
			"title": lead["title"],
			"contact_display": lead["lead_name"],
			"contact_email": lead["email_id"],
			"contact_mobile": lead["mobile_no"],
			"status": deal.status,
			"opportunity_type": self._opportunity_type or None,
			"sales_stage": self._sales_stage or None,
			"probability": {"Open": 50, "Converted": 100, "Lost": 0}[deal.status],
			"order_lost_reason": deal.why_lost or None,
			"transaction_date": deal.opened_at.date(),
			"expected_closing": deal.expected_closing,
			"currency": "EUR",
			"conversion_rate": 1,
			"opportunity_amount": deal.amount,
			"base_opportunity_amount": deal.amount,
		}

	def customer(self, story: Story, lead: Row) -> Row | None:
		if story.customer_since is None:
			return None
		recorded = story.deal is not None and story.deal.recorded
		return {
			**self._new["Customer"],
			**_BY_NOBODY,
			"name": name_of("Customer", story.number),
			"creation": story.customer_since,
			"modified": story.customer_since,
			"customer_name": lead["title"],
			"customer_type": "Company" if lead["company_name"] else "Individual",
			"customer_group": self._customer_group,
			"territory": lead["territory"],
			"industry": lead["industry"],
			"website": lead["website"],
			"lead_name": lead["name"],
			"opportunity_name": name_of("Opportunity", story.number) if recorded else None,
			"account_manager": None,
		}

	def communications(self, story: Story, lead: Row) -> Iterator[Row]:
		theirs = (lead["email_id"], lead["lead_name"])
		for number, letter in enumerate(story.letters, 1):
			(sender, sender_name), (recipient, _) = (
				(theirs, (OUR_ADDRESS, OUR_NAME)) if letter.received else ((OUR_ADDRESS, OUR_NAME), theirs)
			)
			answered = any(not later.received for later in story.letters[number:])
			yield {
				**self._new["Communication"],
				**_BY_NOBODY,
				"name": f"{name_of('Communication', story.number)}-{number}",
				"creation": letter.at,
				"modified": letter.at,
				"communication_date": letter.at,
				"communication_type": "Communication",
				"communication_medium": "Email",
				"sent_or_received": "Received" if letter.received else "Sent",
				"status": "Linked" if not letter.received else "Replied" if answered else "Open",
				"subject": letter.subject,
				"content": f"<p>{letter.text}</p>",
				"text_content": letter.text,
				"sender": sender,
				"sender_full_name": sender_name,
				"recipients": recipient,
				"reference_doctype": "Lead",
				"reference_name": lead["name"],
				"reference_owner": "Administrator",
				"user": "Administrator",
				"delivery_status": None if letter.received else "Sent",
				"seen": 1,
			}


def _root(tree: str) -> str | None:
	return frappe.db.get_value(tree, {}, "name", order_by="lft")
