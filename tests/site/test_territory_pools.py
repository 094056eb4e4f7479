"""Which pools are for the leads of a territory, and who manages it where none is."""

import frappe
import pytest

from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.adapters.territory_pools import pools_for_territory, territory_managers_of
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import a_lead, stored
from tests.site.escalated_leads import employed, sells
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule
from tests.site.territory_builders import ROOT, a_territory
from tests.site.test_routing import routed


@pytest.fixture(autouse=True)
def territories(rolled_back):
	"""Europe > North > Coast; Europe > South."""
	a_territory("Europe")
	for name, above in (("North", "Europe"), ("Coast", "North"), ("South", "Europe")):
		a_territory(name, above)


def pool_of(name: str, *territories: str, **fields) -> str:
	return a_pool(name, REP.user, territories=[{"territory": one} for one in territories], **fields)


def found(territory: str | None) -> tuple[str, ...]:
	return pools_for_territory(territory, pools())


def manage(territory: str, employee: str | None) -> None:
	doc = frappe.get_doc("Territory", territory)
	doc.territory_manager = sells(employee) if employee else None
	doc.save()


class TestPools:
	def test_the_nearest_comes_first(self):
		pool_of("Of Europe", "Europe")
		assert found("Coast") == ("Of Europe",)
		pool_of("Of North", "North")
		assert found("Coast") == found("North") == ("Of North", "Of Europe")
		assert found("South") == found("Europe") == ("Of Europe",)

	def test_no_pool_no_territory_and_one_that_is_gone(self):
		assert found("Coast") == ()
		pool_of("Of North", "North")
		assert found("South") == found(None) == found("") == found("Atlantis") == ()

	def test_several_of_one_territory_come_by_their_names_each_once(self):
		pool_of("B", "North")
		pool_of("A", "North", "Europe", "Coast")
		assert found("Coast") == ("A", "B")

	def test_one_that_is_disabled_is_left_out(self):
		pool_of("Off", "North", disabled=1)
		pool_of("Of Europe", "Europe")
		assert found("Coast") == ("Of Europe",)

	def test_the_root_is_a_territory_too(self):
		pool_of("All", ROOT)
		assert found("Coast") == ("All",)

	def test_a_circle_is_followed_once(self):
		pool_of("Of South", "South")
		pool_of("Of North", "North")
		frappe.db.set_value("Territory", "Europe", "parent_territory", "Coast")
		assert found("Coast") == ("Of North",)
		frappe.db.set_value("Territory", "Coast", "parent_territory", "Coast")
		assert found("Coast") == ()

	def test_one_that_is_moved_renamed_or_merged_is_found_where_it_is(self):
		pool_of("Of North", "North")
		pool_of("Of South", "South")
		doc = frappe.get_doc("Territory", "Coast")
		doc.parent_territory = "South"
		doc.save()
		assert found("Coast") == ("Of South",)
		frappe.rename_doc("Territory", "South", "Midi")
		assert found("Coast") == found("Midi") == ("Of South",)
		frappe.rename_doc("Territory", "Midi", "North", merge=True)
		assert found("North") == ("Of North", "Of South")
		assert found("Coast") == ("Of North", "Of South")

	def test_one_with_a_pool_cannot_be_deleted(self):
		pool_of("Of Coast", "Coast")
		with pytest.raises(frappe.LinkExistsError):
			frappe.delete_doc("Territory", "Coast")
		frappe.delete_doc("Territory", "Coast", force=True)
		assert found("Coast") == ()

	def test_asking_again_asks_the_database_nothing(self):
		pool_of("Of North", "North")
		known = pools()
		frappe.db.after_commit.run()
		pools_for_territory("Coast", known)
		with counted_queries() as sent:
			assert pools_for_territory("Coast", known) == ("Of North",)
			territory_managers_of("Coast")
		assert sent == []


class TestManagers:
	def test_the_nearest_comes_first(self):
		manage("Europe", employed(MANAGER.user))
		assert territory_managers_of("Coast") == (MANAGER.user,)
		manage("Coast", employed(REP.user))
		assert territory_managers_of("Coast") == (REP.user, MANAGER.user)
		assert territory_managers_of("South") == (MANAGER.user,)
		assert territory_managers_of(None) == territory_managers_of("Atlantis") == ()

	def test_who_is_no_active_employee_with_a_user_is_left_out(self):
		manage("Europe", employed(MANAGER.user))
		manage("North", employed(REP.user, status="Left"))
		manage("Coast", None)
		assert territory_managers_of("Coast") == (MANAGER.user,)
		person = frappe.db.get_value("Territory", "Europe", "territory_manager")
		frappe.db.set_value("Sales Person", person, "enabled", 0)
		assert territory_managers_of("Coast") == ()

	def test_an_employee_who_leaves_manages_nothing(self):
		employee = employed(REP.user)
		manage("Coast", employee)
		frappe.db.after_commit.run()
		assert territory_managers_of("Coast") == (REP.user,)
		doc = frappe.get_doc("Employee", employee)
		doc.status = "Inactive"
		doc.flags.ignore_validate = doc.flags.ignore_mandatory = True
		doc.save()
		assert territory_managers_of("Coast") == ()


class TestLeads:
	def owner_of(self, territory: str) -> str | None:
		lead = a_lead(lead_owner="", territory=territory, first_name=territory)
		routed()
		return stored(lead, "lead_owner")

	def test_a_lead_goes_to_the_pool_of_its_territory_or_above(self):
		pool_of("Of North", "North")
		a_pool("Rest", SECOND_REP.user)
		a_live_routing_policy(routing_rule(), default_pool="Rest")
		assert [self.owner_of(territory) for territory in ("Coast", "North", "South")] == [
			REP.user,
			REP.user,
			SECOND_REP.user,
		]

	def test_without_a_pool_to_its_manager(self):
		a_pool("Rest", SECOND_REP.user)
		manage("Europe", employed(MANAGER.user))
		a_live_routing_policy(routing_rule(), default_pool="Rest")
		assert self.owner_of("Coast") == MANAGER.user

	def test_one_who_is_away_leaves_it_to_the_one_above(self):
		manage("Coast", employed(REP.user))
		manage("Europe", employed(MARKETING.user))
		a_profile(REP.user, out_of_office=1)
		a_live_routing_policy(routing_rule())
		assert self.owner_of("Coast") == MARKETING.user
