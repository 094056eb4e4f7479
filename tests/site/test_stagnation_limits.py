"""The limits that the live policies of a company give its stages."""

import frappe
import pytest

from lead_intelligence.adapters.stagnation import Limits
from lead_intelligence.adapters.stagnation_limits import limits_for
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.site.builders import another_company
from tests.site.test_stagnation import TUESDAY
from tests.site.test_working_calendars import a_calendar


def a_policy(title: str, limits: dict[str, int], **fields):
	rows = [{"stage": stage, "working_days": days} for stage, days in limits.items()]
	values = {"title": title, "company": COMPANY, "priority": 10, "stagnation_limits": rows, **fields}
	return frappe.get_doc({"doctype": "Lead SLA Policy", **values}).insert()


def a_live_policy(*args, **fields):
	policy = a_policy(*args, **fields)
	policy.submit()
	return policy


@pytest.fixture(autouse=True)
def no_others():
	for name in frappe.get_all("Lead SLA Policy", filters={"docstatus": 1}, pluck="name"):
		frappe.db.set_value("Lead SLA Policy", name, "live_for", None)


def test_without_policies_nothing_is_stagnant():
	assert limits_for(COMPANY) == limits_for(None) == {}
	a_policy("Draft", {"MQL": 3})
	assert limits_for(COMPANY) == {}


def test_of_the_live_ones_of_the_company():
	a_calendar()
	a_live_policy("Ours", {"MQL": 3, "Nurture": 20}, working_calendar="Support")
	a_live_policy("Theirs", {"MQL": 9}, company=another_company())
	assert limits_for(COMPANY) == {"MQL": (3, "Support"), "Nurture": (20, "Support")}
	assert limits_for("Atelier Second") == {"MQL": (9, None)}


def test_for_each_stage_the_first_by_priority_that_has_a_limit():
	a_live_policy("Second", {"MQL": 5, "SAL": 7}, priority=2)
	a_live_policy("First", {"MQL": 3}, priority=1)
	a_live_policy("Third", {"SAL": 9, "SQL": 4}, priority=3)
	assert limits_for(COMPANY) == {"MQL": (3, None), "SAL": (7, None), "SQL": (4, None)}


def test_a_new_version_takes_the_place_of_the_one_before():
	a_live_policy("Ours", {"MQL": 3, "SAL": 7})
	a_live_policy("Ours", {"MQL": 5})
	assert limits_for(COMPANY) == {"MQL": (5, None)}


def test_a_run_asks_once_for_each_company():
	a_live_policy("Ours", {"MQL": 3})
	limits = Limits(TUESDAY)
	limits.of_company(COMPANY)
	with counted_queries() as queries:
		assert limits.of_company(COMPANY) == limits.of_company(None) == {"MQL": (3, None)}
	assert queries == []
