"""Sales of a company drawn at random, as people might make them over a year, and beside them what they must come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import flt

from tests.site import sales_model as written_as
from tests.site.random_settlements import RandomSettlements
from tests.site.report_builders import a_bare_lead, a_journey
from tests.site.sales_chains import (
	an_opportunity,
	invoiced,
	invoiced_to,
	ordered,
	ordered_by,
	quoted,
	returned,
	tax_of,
)
from tests.site.sales_model import of_lead
from tests.site.selling_companies import a_customer, a_selling_company

FIRST, DAYS = date(2024, 1, 1), 360
SOURCES = ("Trade Fair of Lyon", "Word of Mouth", None)


class RandomChains(RandomSettlements):
	def __init__(self, seed: int, chains: int, currency: str = "EUR", **rates: float) -> None:
		super().__init__(seed, a_selling_company(currency, **rates), FIRST)
		self.leads: dict[str, date | None] = {}
		"""The day on which each came in."""
		self._foreign = next(iter(rates), None)
		self._terms: dict[str, Any] = {}
		origins = self._origins()
		for number in range(chains):
			self.day = FIRST + timedelta(days=self.random.randrange(DAYS))
			self.currency = self._foreign if self.sometimes(0.4) else None
			self._terms = self._some_terms()
			# Each of them comes to pass in every run that is long enough.
			origin = origins[number] if number < len(origins) else self.random.choice(origins)
			self.acts.append(f"-- {number}: {origin.__name__} in {self.currency or currency}")
			origin()

	def _origins(self) -> list[Callable[[], None]]:
		return [
			self._of_a_lead,
			self._of_an_opportunity,
			self._of_two_leads_in_an_order,
			self._of_two_leads_in_a_quotation,
			self._of_a_prospect,
			self._of_a_customer,
			self._of_a_customer_who_was_a_lead,
			self._without_quotation,
			self._without_order,
			self._given_without_invoice,
			self._at_the_till,
		]

	def _some_terms(self) -> dict[str, Any]:
		"""Taxes and discounts, as they stand on each document of a chain."""
		random = self.random
		terms: dict[str, Any] = {"disable_rounded_total": random.randint(0, 1)}
		accounts = [self.company.account(name) for name in ("Freight", "Sales")]
		charge = {"charge_type": "Actual", "tax_amount": 4.9, "account_head": random.choice(accounts)}
		included = tax_of(self.company, 5.5, included_in_print_rate=1)
		taxes = [[], [tax_of(self.company)], [included], [tax_of(self.company, 0, **charge)]]
		terms["taxes"] = random.choice(taxes)
		if self.sometimes(0.3):
			terms["additional_discount_percentage"] = random.choice([3, 7.5, 12.25])
			terms["apply_discount_on"] = random.choice(["Net Total", "Grand Total"])
		return terms

	def _a_lead(self) -> str:
		"""Who came in on the day, unless nobody knows when."""
		of_lead = {"source": self.random.choice(SOURCES), "creation": f"{self.day} 08:00"}
		if self.sometimes(0.1):
			return self._came_in(a_bare_lead(self.company.name, **of_lead), None)
		stages = {"Lead": f"{self.day} 08:00", "MQL": f"{self.day + timedelta(days=5)} 09:30"}
		return self._came_in(a_journey(self.company.name, of_lead, **stages), self.day)

	def _came_in(self, lead: str, day: date | None) -> str:
		self.leads[lead] = day
		return lead

	def _quoted(self, party: str, lines: list[dict[str, Any]], to: str = "Lead", **fields: Any) -> Document:
		values = {"to": to, "on": self.later(), "currency": self.currency, **self._terms, **fields}
		return self.did(quoted(self.company, party, lines, **values))

	def _of_a_lead(self) -> None:
		lead = self._a_lead()
		quotation = self._quoted(lead, self.lines(of_lead(lead)))
		if self.sometimes(0.15):
			self.is_invoiced(quotation, prepared=_forget_the_lead)
		else:
			self._an_order_of(quotation)

	def _of_an_opportunity(self) -> None:
		lead = self._a_lead()
		opportunity = an_opportunity(self.company, lead)
		self._an_order_of(self._quoted(lead, self.lines(of_lead(lead)), opportunity=opportunity))

	def _of_two_leads_in_an_order(self) -> None:
		quotations = []
		for lead in (self._a_lead(), self._a_lead()):
			made = an_opportunity(self.company, lead)
			quotations.append(self._quoted(lead, self.lines(of_lead(lead)), opportunity=made))
		self._an_order_of(*quotations)

	def _of_two_leads_in_a_quotation(self) -> None:
		first, second = self._a_lead(), self._a_lead()
		others = {"prevdoc_doctype": "Opportunity", "prevdoc_docname": an_opportunity(self.company, second)}
		lines = [*self.lines(of_lead(first)), *self.lines(of_lead(second), 2, **others)]
		self._an_order_of(self._quoted(first, lines, opportunity=an_opportunity(self.company, first)))

	def _of_a_prospect(self) -> None:
		leads = [self._a_lead() for _number in range(self.random.randint(1, 2))]
		rows = [{"lead": lead} for lead in leads]
		name = {"company_name": f"Prospect of {leads[0]}", "company": self.company.name}
		prospect = frappe.get_doc({"doctype": "Prospect", **name, "leads": rows}).insert().name
		written = written_as.OF_TWO_LEADS if len(leads) == 2 else of_lead(leads[0])
		fields = {}
		if self.sometimes(0.5):
			fields["opportunity"] = an_opportunity(self.company, prospect, "Prospect")
		self._an_order_of(self._quoted(prospect, self.lines(written), "Prospect", **fields))

	def _of_a_customer(self) -> None:
		customer = a_customer(self.company)
		fields = {}
		if self.sometimes(0.5):
			fields["opportunity"] = an_opportunity(self.company, customer, "Customer")
		self._an_order_of(self._quoted(customer, self.lines(written_as.OF_CUSTOMER), "Customer", **fields))

	def _of_a_customer_who_was_a_lead(self) -> None:
		"""The opportunity is still the lead's; what is sold without it is not."""
		lead = self._a_lead()
		customer = a_customer(self.company, lead_name=lead)
		if self.sometimes(0.6):
			opportunity = an_opportunity(self.company, lead)
			lines = self.lines(of_lead(lead))
			self._an_order_of(self._quoted(customer, lines, "Customer", opportunity=opportunity))
		if self.sometimes(0.7):
			self._an_order_of(self._quoted(customer, self.lines(written_as.OF_CUSTOMER), "Customer"))

	def _without_quotation(self) -> None:
		lines, values = self.lines(written_as.WITHOUT_QUOTATION), {"on": self.later(), **self._terms}
		order = ordered_by(self.company, self._buyer(), lines, currency=self.currency, **values)
		self.goes_on(self.did(order))

	def _without_order(self) -> None:
		customer = self._buyer()
		lines = self.lines(written_as.IN_INVOICE_ALONE)
		invoice = invoiced_to(
			self.company, customer, lines, on=self.later(), currency=self.currency, **self._terms
		)
		self.settles([self.model.takes(self.did(invoice))])

	def _given_without_invoice(self) -> None:
		"""A credit note that takes nothing back."""
		lines = [{**one, "qty": -one["qty"]} for one in self.lines(written_as.IN_INVOICE_ALONE)]
		values = {"on": self.later(), "currency": self.currency, "is_return": 1, **self._terms}
		self.model.takes(self.did(invoiced_to(self.company, self._buyer(), lines, **values), "a credit"))

	def _buyer(self) -> str:
		"""Somebody made of a lead as often as not: that alone makes nothing the lead's."""
		return a_customer(self.company, **({"lead_name": self._a_lead()} if self.sometimes(0.5) else {}))

	def _at_the_till(self) -> None:
		quotation = self._quoted(lead := self._a_lead(), self.lines(of_lead(lead)))
		order = self.model.takes(self.did(ordered(quotation, on=self.later())))
		whole = flt(order.rounded_total or order.grand_total, 2)
		row = {"mode_of_payment": "Cash", "account": self.company.account("Cash")}
		row["amount"] = self.random.choice([whole, whole, whole + 5, flt(whole * 0.4, 2)])
		invoice = self.model.takes(invoiced(order, on=self.later(), is_pos=1, payments=[row]))
		self.did(invoice, f"at the till, {row['amount']} of {whole}")
		if not invoice.change_amount and self.sometimes(0.4):
			self.model.takes(self.did(returned(invoice, on=self.later()), "brought back to the till"))

	def _an_order_of(self, *quotations: Document) -> None:
		by_hand = self.lines(written_as.IN_ORDER_ALONE, 1) if self.sometimes(0.2) else []
		share = self.random.choice([1, 1, 0.6])
		self.goes_on(self.did(ordered(quotations, share, on=self.later(), by_hand=by_hand)))


def _forget_the_lead(invoice: Document) -> None:
	"""ERPNext keeps nothing of the quotation that an invoice was made of without an order."""
	for item in invoice.items:
		item.description = written_as.IN_INVOICE_ALONE
