"""Pools as the domain knows them: what their forms say, at once for whoever changes them, and for all others after that."""

import frappe
import pytest

from lead_intelligence.adapters.routing_pools import forget_pools, pools
from lead_intelligence.adapters.sales_managers import sales_managers
from lead_intelligence.core.routing.pool import Match, Strategy
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.routing_builders import a_pool


def a_turn(pool: str, given: int) -> None:
	"""As the app writes it, past its class."""
	frappe.get_doc({"doctype": "Lead Routing Turn", "name": pool, "pool": pool, "given": given}).db_insert()


class TestWhatIsKnown:
	def test_a_pool_says_what_its_form_says(self):
		a_pool("Last")
		name = a_pool(
			"First",
			{"user": REP.user, "weight": 2.5},
			{"user": SECOND_REP.user, "paused": 1},
			strategy="Best Fit",
			hot_grades="A, A+ ,,A",
			floor=30,
			language_match="Required",
			product_match="Preferred",
			minimum_level=3,
			fallback_pool="Last",
			territories=[{"territory": "France"}],
			account_owner_first=0,
		)
		found = pools()[name]
		assert (found.strategy, found.hot_grades, found.floor) == (Strategy.BEST_FIT, {"A", "A+"}, 0.3)
		assert (found.weights, found.paused) == ({REP.user: 2.5}, {SECOND_REP.user})
		assert (found.language, found.product, found.sector) == (
			Match.REQUIRED,
			Match.PREFERRED,
			Match.IGNORED,
		)
		assert (found.minimum_level, found.fallback, found.territories) == (3, "Last", {"France"})
		assert (found.account_owner_first, found.previous_owner_first, found.during_hours) == (
			False,
			True,
			False,
		)
		assert not found.is_disabled

	def test_whose_weight_is_blank_has_none_of_its_own(self):
		name = a_pool("Weights", REP.user, {"user": MANAGER.user, "weight": 0.5})
		assert pools()[name].weights == {REP.user: 0, MANAGER.user: 0.5}

	def test_a_queue_belongs_to_its_manager_else_to_those_who_manage_sales(self):
		own = a_pool("Own", strategy="Manager's Queue", manager=REP.user)
		any_manager = a_pool("Any", strategy="Manager's Queue")
		assert pools()[own].managers == (REP.user,)
		turns = a_pool("Turns", manager=REP.user)
		assert MANAGER.user in pools()[any_manager].managers == sales_managers()
		assert pools()[turns].managers == ()

	def test_one_that_is_disabled_is_known_as_such(self):
		name = a_pool("Off", REP.user, disabled=1)
		assert pools()[name].is_disabled


class TestChanges:
	@pytest.fixture(autouse=True)
	def known_before(self):
		"""All other processes have the pools in the cache."""
		self.name = a_pool("Changing", REP.user)
		frappe.flags.li_pools_are_changing = False
		frappe.cache.delete_keys("lead_intelligence")
		assert list(pools()[self.name].weights) == [REP.user]

	def test_a_change_is_seen_at_once_where_it_is_made(self):
		doc = frappe.get_doc("Lead Routing Pool", self.name)
		doc.append("members", {"user": SECOND_REP.user})
		doc.save()
		assert list(pools()[self.name].weights) == [REP.user, SECOND_REP.user]

	def test_what_is_known_of_before_is_forgotten_once_it_is_settled(self):
		frappe.db.set_value("Lead Routing Pool", self.name, "disabled", 1)
		assert not pools()[self.name].is_disabled
		forget_pools()
		assert pools()[self.name].is_disabled
		frappe.db.after_commit.run()
		assert frappe.flags.li_pools_are_changing is False
		assert pools()[self.name].is_disabled

	def test_asking_again_asks_the_database_nothing(self):
		before = int(frappe.db.sql("show session status like 'Questions'")[0][1])
		pools()
		assert int(frappe.db.sql("show session status like 'Questions'")[0][1]) == before + 1

	def test_a_pool_that_is_renamed_keeps_its_turn(self):
		a_turn(self.name, 7)
		frappe.rename_doc("Lead Routing Pool", self.name, "Changed")
		assert list(pools()["Changed"].weights) == [REP.user]
		assert frappe.db.get_value("Lead Routing Turn", "Changed", ["pool", "given"]) == ("Changed", 7)
		assert not frappe.db.exists("Lead Routing Turn", self.name)

	def test_of_two_that_are_merged_the_turn_of_the_other_goes(self):
		other = a_pool("Other", MARKETING.user)
		for pool, given in ((self.name, 7), (other, 3)):
			a_turn(pool, given)
		frappe.rename_doc("Lead Routing Pool", self.name, other, merge=True)
		assert self.name not in pools()
		assert frappe.get_all("Lead Routing Turn", pluck="given") == [3]

	def test_a_pool_that_is_deleted_is_gone_with_its_turn(self):
		a_turn(self.name, 0)
		frappe.delete_doc("Lead Routing Pool", self.name)
		assert self.name not in pools()
		assert not frappe.db.exists("Lead Routing Turn", self.name)
