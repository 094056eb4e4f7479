"""By whose clock a lead is answered: its territory's, one above, its company's, the site's."""

from datetime import datetime
from html import unescape
from unittest.mock import patch

import frappe
import pytest

from lead_intelligence.adapters.calendars import calendar_of
from lead_intelligence.adapters.lead_time_zones import FIELD, zone_of
from lead_intelligence.setup.custom_fields import ENTERED_FIELDS
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.site.builders import a_lead, another_company

NEW_YORK, TOKYO, LISBON = "America/New_York", "Asia/Tokyo", "Europe/Lisbon"
ROOT = "All Territories"


def a_territory(name: str, above: str = ROOT, zone: str | None = None, *, group: bool = True):
	return frappe.get_doc(
		{
			"doctype": "Territory",
			"territory_name": name,
			"parent_territory": above,
			"is_group": group,
			FIELD: zone,
		}
	).insert()


def give(doctype: str, name: str, zone: str | None) -> None:
	doc = frappe.get_doc(doctype, name)
	doc.set(FIELD, zone)
	doc.flags.ignore_mandatory = True
	doc.save()


@pytest.fixture
def territories():
	"""World > Americas > East (New York) > Boston. ERPNext does not let the root itself be saved on every site."""
	a_territory("World")
	a_territory("Americas", "World")
	a_territory("East", "Americas", NEW_YORK)
	a_territory("Boston", "East", group=False)


def test_nobody_has_entered_any():
	assert zone_of("France", COMPANY) is None
	assert zone_of(None, None) is None


def test_a_territory_s_or_the_nearest_one_s_above(territories):
	assert zone_of("East", COMPANY) == NEW_YORK
	assert zone_of("Boston", COMPANY) == NEW_YORK
	assert zone_of("Americas", COMPANY) is None
	give("Territory", "Boston", TOKYO)
	assert zone_of("Boston", COMPANY) == TOKYO
	give("Territory", "World", LISBON)
	assert [zone_of(name, COMPANY) for name in ("Boston", "East", "Americas")] == [TOKYO, NEW_YORK, LISBON]


def test_then_the_company_s(territories):
	give("Company", COMPANY, TOKYO)
	assert zone_of("Americas", COMPANY) == zone_of(None, COMPANY) == zone_of("No Such", COMPANY) == TOKYO
	assert zone_of("Boston", COMPANY) == NEW_YORK
	assert zone_of("Americas", another_company()) is None
	assert zone_of("Americas", "No Such Company") is None


def test_a_lead_without_company_is_the_default_one_s():
	give("Company", COMPANY, TOKYO)
	assert frappe.defaults.get_global_default("company") == COMPANY
	assert zone_of(None, None) == TOKYO


def test_another_place_in_the_tree_counts_at_once(territories):
	assert zone_of("Boston", None) == NEW_YORK
	boston = frappe.get_doc("Territory", "Boston")
	boston.parent_territory = "Americas"
	boston.save()
	assert zone_of("Boston", None) is None


def test_renaming_merging_and_deleting_count_at_once(territories):
	frappe.rename_doc("Territory", "East", "East Coast")
	assert zone_of("Boston", None) == zone_of("East Coast", None) == NEW_YORK
	assert zone_of("East", None) is None
	a_territory("Far East", zone=TOKYO)
	frappe.rename_doc("Territory", "East Coast", "Far East", merge=True)
	assert zone_of("Boston", None) == TOKYO
	frappe.delete_doc("Territory", "Boston")
	assert zone_of("Boston", None) is None


def test_what_is_taken_back_does_not_count(territories):
	assert zone_of("Americas", None) is None
	give("Territory", "Americas", TOKYO)
	assert zone_of("Americas", None) == TOKYO
	frappe.db.rollback()
	assert zone_of("Americas", None) is None


def test_a_loop_of_territories_is_survived(territories):
	frappe.db.set_value("Territory", "Americas", "parent_territory", "Boston")
	frappe.clear_cache(doctype="Territory")
	give("Territory", "East", None)
	frappe.db.set_value("Territory", "Americas", "parent_territory", "Boston")
	give("Company", COMPANY, TOKYO)
	assert zone_of("Boston", COMPANY) == TOKYO
	frappe.db.set_value("Territory", "Boston", FIELD, LISBON)
	give("Company", COMPANY, NEW_YORK)
	assert [zone_of(name, COMPANY) for name in ("Boston", "East", "Americas")] == [LISBON] * 3


def test_a_zone_that_this_server_lacks_leaves_it_to_the_next(territories):
	frappe.db.set_value("Territory", "East", FIELD, "Europe/Lutetia")
	give("Territory", "Americas", LISBON)
	assert zone_of("Boston", None) == LISBON
	frappe.db.set_value("Territory", "Americas", FIELD, "Mars/Olympus")
	give("Company", COMPANY, TOKYO)
	assert zone_of("Boston", COMPANY) == TOKYO


@pytest.mark.parametrize("doctype", ["Territory", "Company"])
def test_what_is_no_time_zone_is_refused(doctype, territories):
	name = "Boston" if doctype == "Territory" else COMPANY
	with pytest.raises(frappe.ValidationError) as refused:
		give(doctype, name, "Europe/<b>Lutetia</b>")
	assert unescape(str(refused.value)) == (
		"Time Zone: There is no time zone 'Europe/<b>Lutetia</b>'. Choose one of the list, or leave it blank for the site's."
	)
	assert "<b>" not in str(refused.value)
	give(doctype, name, f" {TOKYO} ")
	assert frappe.db.get_value(doctype, name, FIELD) == TOKYO


def test_people_enter_it():
	for doctype in ("Territory", "Company"):
		df = frappe.get_meta(doctype).get_field(FIELD)
		assert (df.read_only, df.permlevel) == (0, 0)
		assert ENTERED_FIELDS[doctype] == (FIELD,)


def test_it_is_read_once_and_costs_no_query(territories):
	give("Company", COMPANY, LISBON)
	lead = a_lead(territory="Boston")
	zone_of(None, None)
	frappe.local.cache = {}
	with counted_queries() as queries:
		assert zone_of(lead.territory, lead.company) == NEW_YORK
	assert queries == []
	assert known_without_reading(lambda: zone_of("Boston", COMPANY)) == NEW_YORK


def known_without_reading(look):
	"""Neither the database nor Redis is asked."""
	with counted_queries() as queries, patch.object(frappe.cache, "execute_command") as asked:
		known = look()
	assert queries == []
	asked.assert_not_called()
	return known


def noon_in(calendar) -> datetime:
	"""The first working moment of a Monday, on the clock of the site in Paris."""
	return calendar.next_working_moment(datetime(2024, 1, 15))


def test_a_calendar_without_zone_takes_the_lead_s_then_the_company_s():
	assert calendar_of(None, COMPANY, NEW_YORK).zone.key == NEW_YORK
	assert noon_in(calendar_of(None, COMPANY, NEW_YORK)) == datetime(2024, 1, 15, 15, 0)
	assert calendar_of(None, COMPANY).zone.key == "Europe/Paris"
	give("Company", COMPANY, TOKYO)
	assert calendar_of(None, COMPANY).zone.key == TOKYO
	assert calendar_of(None, COMPANY, NEW_YORK).zone.key == NEW_YORK
	assert calendar_of(None, COMPANY, "Mars/Olympus").zone.key == TOKYO
	assert calendar_of(None, None).zone.key == "Europe/Paris"


def test_a_calendar_with_a_zone_keeps_it():
	name = frappe.get_all("Lead Working Calendar", pluck="name")[0]
	give_zone = frappe.get_doc("Lead Working Calendar", name)
	give_zone.time_zone = LISBON
	give_zone.save()
	give("Company", COMPANY, TOKYO)
	assert calendar_of(name, COMPANY, NEW_YORK).zone.key == LISBON


def test_calendars_of_several_zones_are_kept_side_by_side():
	first = calendar_of(None, COMPANY, NEW_YORK)
	assert calendar_of(None, COMPANY, LISBON) is not first
	assert known_without_reading(lambda: calendar_of(None, COMPANY, NEW_YORK)) is first
