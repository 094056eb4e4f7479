"""Response policies in several processes: two that go live at once, and a save that began before one went live."""

import frappe
import pytest

from tests.site.builders import a_lead, another_company
from tests.site.response_builders import a_live_policy, a_policy, clocks
from tests.site.test_definitions_at_once import at_once


@pytest.fixture
def company(live_site):
	abbr = live_site.run(lambda: frappe.generate_hash(length=6))
	return live_site.run(another_company, f"Answering {abbr}", abbr)


def submit(name):
	return lambda: frappe.get_doc("Lead SLA Policy", name).submit() and None


def states(live_site, names):
	fields = ["name", "status", "live_for", "valid_from", "valid_to"]
	return live_site.run(
		lambda: frappe.get_all("Lead SLA Policy", filters={"name": ("in", names)}, fields=fields)
	)


def test_of_one_title_that_go_live_at_once_one_is_live_in_the_end(live_site, company):
	titles = ("Standard", "standard", " Standard ")
	names = live_site.run(lambda: [a_policy(company=company, title=title).name for title in titles])
	assert at_once(live_site, *map(submit, names)) == [None] * 3
	found = states(live_site, names)
	assert sorted(one.status for one in found) == ["Live", "Retired", "Retired"]
	ended = sorted(one.valid_to for one in found if one.valid_to)
	assert ended == sorted(one.valid_from for one in found)[1:]


def test_of_several_titles_that_go_live_at_once_all_are_live(live_site, company):
	names = live_site.run(lambda: [a_policy(company=company, title=f"Policy {n}").name for n in range(3)])
	assert at_once(live_site, *map(submit, names)) == [None] * 3
	assert {one.status for one in states(live_site, names)} == {"Live"}


def test_a_lead_saved_in_a_transaction_that_began_before_has_the_clock_of_the_new_policy(live_site, company):
	old = live_site.run(lambda: a_live_policy(company=company).name)

	def save_meanwhile():
		# What this transaction reads is as of now, before the new version goes live.
		assert frappe.db.get_value("Lead SLA Policy", old, "status") == "Live"
		new = live_site.run(lambda: a_live_policy(company=company).name)
		lead = a_lead(company=company, email_id=f"{frappe.generate_hash(length=8)}@before.example")
		return new, [one.policy for one in clocks(lead.name)]

	new, kept_by = live_site.run(save_meanwhile)
	assert kept_by == [new]
