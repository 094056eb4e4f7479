"""A lead of a company that is known already goes to whoever looks after it, and one that comes back to whoever had it."""

import frappe
import pytest

from lead_intelligence.adapters.account_owners import account_owners, previous_owners
from lead_intelligence.adapters.routing_requests import RoutingCause, ask
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import a_lead, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule
from tests.site.territory_builders import a_customer, a_prospect
from tests.site.test_routing import routed


def owner_of(lead, name: str | None = None):
	"""Of a lead that names a company."""
	return account_owners({lead: name if name is not None else stored(lead, "company_name")}).get(lead)


def rows_read() -> int:
	return sum(int(count) for _name, count in frappe.db.sql("show session status like 'Handler_read%'"))


def disable(user: str) -> None:
	frappe.db.set_value("User", user, "enabled", 0)


class TestAccounts:
	def test_a_customer_of_that_name(self):
		customer = a_customer("Analytical Engines", REP.user)
		assert owner_of("L", "Analytical Engines") == (customer, REP.user)
		assert owner_of("L", " analytical   ENGINES ") == (customer, REP.user)
		assert owner_of("L", "Analytical") is None
		assert owner_of("L", "") is None

	def test_a_prospect_of_that_name(self):
		assert owner_of("L", "Difference") is None
		prospect = a_prospect("Difference", REP.user)
		assert owner_of("L", "DIFFERENCE") == (prospect, REP.user)

	def test_a_customer_before_a_prospect(self):
		customer = a_customer("Difference", SECOND_REP.user)
		a_prospect("Difference", REP.user)
		assert owner_of("L", "Difference") == (customer, SECOND_REP.user)

	def test_of_several_the_latest(self):
		a_customer("Difference", REP.user)
		second = a_customer("difference", SECOND_REP.user)
		frappe.db.set_value("Customer", second, "creation", "2099-01-01")
		assert owner_of("L", "Difference") == (second, SECOND_REP.user)

	def test_what_was_made_of_the_lead_comes_before_names(self):
		lead, other = a_lead(company_name="Renamed").name, a_lead(first_name="B", company_name="").name
		a_customer("Renamed", REP.user)
		prospect = a_prospect("Before", MARKETING.user, lead, other)
		assert account_owners({lead: "Renamed", other: ""}) == {
			lead: (prospect, MARKETING.user),
			other: (prospect, MARKETING.user),
		}
		customer = a_customer("Once", SECOND_REP.user, lead_name=lead)
		assert owner_of(lead) == (customer, SECOND_REP.user)

	def test_whom_nobody_looks_after_has_no_owner(self):
		a_customer("Difference", None)
		a_prospect("Other", None)
		a_customer("Disabled", REP.user, disabled=1)
		a_customer("Gone", SECOND_REP.user)
		disable(SECOND_REP.user)
		for name in ("Difference", "Other", "Disabled", "Gone"):
			assert owner_of("L", name) is None

	def test_a_disabled_user_leaves_it_to_the_prospect(self):
		a_customer("Difference", SECOND_REP.user)
		prospect = a_prospect("Difference", REP.user)
		disable(SECOND_REP.user)
		assert owner_of("L", "Difference") == (prospect, REP.user)

	def test_many_are_found_with_two_queries(self):
		customer = a_customer("Firm 7", REP.user)
		with counted_queries() as sent:
			found = account_owners({f"L{number}": f"Firm {number}" for number in range(100)})
		assert found == {"L7": (customer, REP.user)}
		assert len(sent) == 2

	def test_they_are_found_by_keys(self):
		many = range(1000)
		frappe.db.bulk_insert(
			"Customer",
			["name", "customer_name", "account_manager"],
			[(f"C{number}", f"Firm {number}", REP.user) for number in many],
		)
		frappe.db.bulk_insert(
			"Prospect",
			["name", "company_name", "prospect_owner"],
			[(f"Firm {number}", f"Firm {number}", REP.user) for number in many],
		)
		frappe.db.bulk_insert(
			"Prospect Lead",
			["name", "parent", "parenttype", "parentfield", "lead"],
			[(f"R{number}", f"Firm {number}", "Prospect", "leads", f"P{number}") for number in many],
		)
		before = rows_read()
		found = account_owners({"L": "Firm 7", "P8": "", "M": "Nothing"})
		assert found == {"L": ("C7", REP.user), "P8": ("Firm 8", REP.user)}
		assert rows_read() - before < 100


class TestPreviousOwners:
	def assignment(self, lead, **fields):
		values = {"doctype": "Lead Assignment", "lead": lead, "state": "Assigned", "cause": "Ready"}
		values["decided_at"] = "2026-01-01"
		# As the app writes it, past its class.
		frappe.get_doc({**values, **fields}).db_insert()

	def handover(self, lead, user):
		values = {"doctype": "Lead Handover", "lead": lead, "to_user": user, "handed_at": "2026-01-01"}
		doc = frappe.get_doc({**values, "act": "Handed Over", "status": "Accepted"})
		doc.db_insert()

	def test_to_whom_it_was_given_last(self):
		lead = a_lead().name
		assert previous_owners([lead]) == {}
		self.assignment(lead, to_user=REP.user)
		self.assignment(lead, from_user=REP.user, to_user=SECOND_REP.user)
		assert previous_owners([lead, "nothing"]) == {lead: SECOND_REP.user}

	def test_from_whom_it_was_taken_where_nobody_got_it(self):
		lead = a_lead().name
		self.assignment(lead, to_user=REP.user)
		self.assignment(lead, from_user=SECOND_REP.user, state="By Hand")
		assert previous_owners([lead]) == {lead: SECOND_REP.user}

	def test_what_is_not_decided_yet_tells_nothing(self):
		lead = a_lead().name
		self.assignment(lead, from_user=REP.user, state="Waiting", decided_at=None)
		assert previous_owners([lead]) == {}

	def test_to_whom_it_was_handed_over_before_there_was_routing(self):
		lead = a_lead().name
		self.handover(lead, REP.user)
		assert previous_owners([lead]) == {lead: REP.user}
		self.assignment(lead, to_user=SECOND_REP.user)
		assert previous_owners([lead]) == {lead: SECOND_REP.user}


class TestLeads:
	@pytest.fixture(autouse=True)
	def routing(self, rolled_back):
		a_live_routing_policy(routing_rule(a_pool("Two", REP.user, SECOND_REP.user)))

	@pytest.mark.parametrize("user", [REP.user, SECOND_REP.user, MANAGER.user])
	def test_a_lead_of_a_customer_goes_to_whoever_looks_after_it(self, user):
		a_customer("Analytical", user)
		lead = a_lead(lead_owner="", company_name="Analytical")
		routed()
		assert stored(lead, "lead_owner") == user
		assert frappe.db.get_value("Lead Assignment", {"lead": lead.name}, "because") == "account_owner"

	@pytest.mark.parametrize("user", [REP.user, SECOND_REP.user])
	def test_a_lead_that_comes_back_goes_to_whoever_had_it(self, user):
		other = next(one for one in (REP.user, SECOND_REP.user) if one != user)
		lead = a_lead(lead_owner="")
		routed()
		frappe.db.set_value("Lead Assignment", {"lead": lead.name}, "to_user", user)
		frappe.db.set_value("Lead", lead.name, "lead_owner", None)
		ask([(lead.name, lead.company, None)], RoutingCause.READY, not_to={"somebody": "refused"})
		routed()
		assert stored(lead, "lead_owner") == user != other
